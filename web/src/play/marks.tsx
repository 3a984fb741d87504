// What is lit over a plane: cells in their weight's hue, the window's frame, the chosen number.

import type { ReadonlySignal } from "@preact/signals";
import { hueClass, letterOf } from "./letters";
import type { Frame, Mark } from "./lit";
import type { LitPlane } from "./litplane";
import { fitted } from "./numbers";
import type { Plane } from "./plane";

interface Props {
  readonly plane: Plane;
  readonly cell: number;
  readonly lit: ReadonlySignal<LitPlane>;
  /** whether the cells hold numbers, and so have room for letters */
  readonly digits: boolean;
}

export function Marks({ plane, cell, lit, digits }: Props) {
  const { marks, frames, chosen } = lit.value;
  const { top, left } = plane;
  const box = (row: number, column: number, high = 1, wide = 1) => ({
    transform: `translate(${(column + left) * cell}px, ${(row + top) * cell}px)`,
    width: wide * cell,
    height: high * cell,
  });
  return (
    <div class="lit" aria-hidden="true">
      {marks.map((mark) => (
        <i
          key={`${mark.row},${mark.column}`}
          class={`mark ${hueClass(mark.weight) || "plain"}`}
          style={box(mark.row, mark.column)}
        >
          {mark.weight >= 0 && digits && <b>{letterOf(mark.weight)}</b>}
        </i>
      ))}
      {frames.map((frame, i) => (
        <i
          key={`frame ${i}`}
          class={`frame depth-${Math.min(2, frame.depth)}`}
          style={box(frame.top, frame.left, frame.bottom - frame.top, frame.right - frame.left)}
        />
      ))}
      {chosen && (
        <i class="chosen" style={box(chosen.row, chosen.column)}>
          {digits && <ChosenText plane={plane} cell={cell} chosen={chosen} />}
        </i>
      )}
    </div>
  );
}

interface ChosenProps {
  readonly plane: Plane;
  readonly cell: number;
  readonly chosen: { readonly row: number; readonly column: number };
}

function ChosenText({ plane, cell, chosen }: ChosenProps) {
  const at = (chosen.row + plane.top) * plane.columns + chosen.column + plane.left;
  const { shown, size } = fitted(plane.texts[at] ?? "", cell);
  return <span style={{ fontSize: size }}>{shown}</span>;
}

export type { Frame, Mark };
