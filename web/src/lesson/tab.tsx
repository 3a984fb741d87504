// The way to the lesson, in the header.

import { words } from "../i18n";
import { useSession } from "../state/context";
import { ANYWHERE } from "./shelf";

export function LearnTab() {
  const session = useSession();
  const open = session.place.value.lesson !== "";
  return (
    <button
      type="button"
      class="quiet"
      aria-pressed={open}
      onClick={() => session.go({ lesson: open ? "" : ANYWHERE })}
    >
      {words.value.lesson.learn}
    </button>
  );
}
