// The picture moved by some pixels, below the picture as it is.

import { words } from "../i18n";
import { PlayBlock } from "../play/block";
import type { Played, PlayState } from "../protocol/messages";

interface Props {
  readonly state: PlayState;
  readonly played: Played | null;
  readonly change: (state: PlayState) => void;
}

const MOST = 3;

export function ShiftBlock({ state, played, change }: Props) {
  const by = Number(state.shift.split(" ").at(-1)) || 0;
  const moved = played?.shift?.input.text;
  const { lesson } = words.value;
  return (
    <div class="shift">
      <label>
        <span>{lesson.shift}</span>
        <input
          type="range"
          min={0}
          max={MOST}
          value={by}
          onInput={(event) => change({ ...state, shift: `0 ${event.currentTarget.value}` })}
        />
        <output>{by}</output>
      </label>
      {moved && <PlayBlock state={{ ...state, input: moved, shape: "", shift: "" }} />}
    </div>
  );
}
