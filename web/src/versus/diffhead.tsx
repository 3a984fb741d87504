// Which two networks are compared, how B is run, and the verdict.

import { figures, words } from "../i18n";
import { stepTitle } from "../i18n/names";
import type { Gaps } from "../protocol/messages";
import { useSession } from "../state/context";
import { comparingOf } from "./comparing";
import { causesText } from "./gapfacts";
import { baseOf, has, toggled } from "./ways";

export function DiffHead({ found }: { found: Gaps }) {
  const comparing = comparingOf(useSession());
  const { versus } = words.value;
  return (
    <div class="versus-head">
      <Pick
        label={versus.networkA}
        letter="A"
        chosen={found.a}
        found={found}
        onPick={(a) => comparing.diff(a, found.b)}
      />
      <span class="quiet-text">{versus.against}</span>
      <Pick
        label={versus.networkB}
        letter="B"
        chosen={baseOf(found.b)}
        found={found}
        onPick={(b) => comparing.diff(found.a, b)}
      />
      <Ways found={found} />
      <span class="spring" />
      <button
        type="button"
        class="quiet link"
        onClick={() => comparing.compare([...new Set([found.a, baseOf(found.b)])])}
      >
        {versus.sideBySide}
      </button>
    </div>
  );
}

interface PickProps {
  readonly label: string;
  readonly letter: string;
  readonly chosen: string;
  readonly found: Gaps;
  readonly onPick: (name: string) => void;
}

function Pick({ label, letter, chosen, found, onPick }: PickProps) {
  const names = found.known.includes(chosen) ? found.known : [chosen, ...found.known];
  return (
    <label class="versus-pick">
      <b>{letter}</b>
      <select
        class="picker"
        aria-label={label}
        value={chosen}
        onChange={(event) => onPick(event.currentTarget.value)}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Training mode and the order of channels, of B. */
function Ways({ found }: { found: Gaps }) {
  const session = useSession();
  const { train, trainHint, turned, turnedHint } = words.value.versus;
  const turn = (way: string) =>
    session.go({ beside: [toggled(found.b, way)], step: "", channel: -1 });
  return (
    <span class="versus-ways">
      <button
        type="button"
        class="way"
        title={trainHint}
        aria-pressed={has(found.b, "train")}
        onClick={() => turn("train")}
      >
        {train}
      </button>
      {found.turn && (
        <button
          type="button"
          class="way"
          title={turnedHint}
          aria-pressed={has(found.b, found.turn)}
          onClick={() => turn(found.turn)}
        >
          {turned(found.turn.toUpperCase())}
        </button>
      )}
    </span>
  );
}

export function Verdict({ found }: { found: Gaps }) {
  const session = useSession();
  const { versus } = words.value;
  const first = found.steps[found.first];
  if (!first) {
    const rounding = found.steps.some((one) => one.status === "close" || one.status === "rounding");
    return (
      <p class="gap-verdict" role="status">
        <b>{rounding ? versus.noneButRounding : versus.noneDiffers}</b>
      </p>
    );
  }
  const more = found.steps.filter((step) => step.status === "differs").length - 1;
  return (
    <p class="gap-verdict wrong" role="status">
      <b>{versus.firstIs(stepTitle(first))}</b>
      <span>{causesText(first)}</span>
      {more > 0 && <small>{versus.alsoOwn(figures.value.whole(more))}</small>}
      {session.place.value.step !== "" && session.place.value.step !== (first.a || first.b) && (
        <button
          type="button"
          class="quiet link"
          onClick={() => session.go({ step: first.a || first.b, channel: -1, at: [] })}
        >
          {versus.toFirst}
        </button>
      )}
    </p>
  );
}
