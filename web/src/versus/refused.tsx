// Why networks cannot be compared, and the way to choose others.

import { words } from "../i18n";
import type { Failure } from "../protocol/messages";
import { useSession } from "../state/context";
import { Problem } from "../views/problem";
import { comparingOf } from "./comparing";

export function Refused({ failure }: { failure: Failure }) {
  const comparing = comparingOf(useSession());
  return (
    <>
      <div class="versus-head">
        <button type="button" class="quiet link" onClick={() => comparing.compare([])}>
          {words.value.versus.startAgain}
        </button>
      </div>
      <Problem failure={failure} retry={() => location.reload()} />
    </>
  );
}
