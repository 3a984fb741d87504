// A block of numbers as cells that wear their colours; each cell of a step opens.

import { activationColour, inkOn, peakOf, weightColour } from "../draw/colour";
import { figures, words } from "../i18n";
import type { BlockInfo } from "../protocol/messages";
import { useSession } from "../state/context";

export interface CellsProps {
  readonly block: BlockInfo;
  /** position along the channel axis; the whole block where null */
  readonly place: number | null;
  /** position along the first axis, of a block that is whole there; all of it where left out */
  readonly row?: number;
  /** decimals; every digit where null */
  readonly digits: number | null;
  readonly family: "activation" | "weight";
  /** the value to frame, for a maximum */
  readonly winner?: number;
}

export function Cells({ block, place, row, digits, family, winner }: CellsProps) {
  const session = useSession();
  const { shape, values } = block;
  const columns = shape.at(-1) ?? 1;
  const channels = shape[1] ?? 1;
  const whole = values.data.length / (row === undefined ? 1 : (shape[0] ?? 1));
  const size = place === null ? whole : whole / channels;
  const first = (row ?? 0) * whole + (place ?? 0) * size;
  const peak = peakOf(values.data);
  const colour = family === "weight" ? weightColour : activationColour;
  const wide = digits === null ? "cells wide" : "cells";
  const frame = winner === undefined ? -1 : values.data.indexOf(winner);
  const write =
    digits === null ? figures.value.exact : (v: number) => figures.value.fixed(v, digits);
  return (
    <div class={wide} style={{ gridTemplateColumns: `repeat(${columns}, auto)` }}>
      {Array.from({ length: size }, (_, i) => {
        const value = values.data[first + i] ?? Number.NaN;
        const background = colour(value, peak);
        const index = indexIn(block, first + i);
        const padding = index.some((n, axis) => n < 0 || n >= (block.bounds[axis] ?? 0));
        const style = { background, color: inkOn(background) };
        const name = first + i === frame ? "cell winner" : "cell";
        if (padding) {
          return (
            <span key={i} class="cell padding" title={words.value.paddingCell}>
              {write(value)}
            </span>
          );
        }
        if (!block.step) {
          return (
            <span key={i} class={name} style={style}>
              {write(value)}
            </span>
          );
        }
        return (
          <button
            key={i}
            type="button"
            class={name}
            style={style}
            title={`${block.source} ${index.slice(1).join(",")}`}
            onClick={() => session.follow(block.source, index)}
          >
            {write(value)}
          </button>
        );
      })}
    </div>
  );
}

/** Index, in the tensor, of the i-th number of a block. */
export function indexIn(block: BlockInfo, i: number): number[] {
  const index: number[] = [];
  let rest = i;
  for (let axis = block.shape.length - 1; axis >= 0; axis--) {
    const length = block.shape[axis] ?? 1;
    index[axis] = (block.start[axis] ?? 0) + (rest % length) * (block.stride[axis] ?? 1);
    rest = Math.floor(rest / length);
  }
  return index;
}
