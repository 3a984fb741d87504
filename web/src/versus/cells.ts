// From the cells of drawn maps to the numbers of a step, for maps and for vectors laid out in rows.

import type { Cell } from "../draw/grid";
import type { GapMaps, StepGap } from "../protocol/messages";
import { indexOf } from "../state/spot";

/** Rows and columns that the maps are drawn in. */
export function sizeOf(maps: GapMaps): { rows: number; columns: number } {
  const [rows = 1, columns = 1] = maps.gap.shape;
  return { rows, columns };
}

/** The cell where A and B are farthest apart. */
export function farthest(maps: GapMaps): Cell {
  const { columns } = sizeOf(maps);
  let best = 0;
  let most = -1;
  for (let i = 0; i < maps.gap.data.length; i++) {
    const size = Math.abs(maps.gap.data[i] ?? 0);
    if (size > most) [best, most] = [i, size];
  }
  return { row: Math.floor(best / columns), column: best % columns };
}

/** Index, without the batch axis, of the number in a cell. */
export function indexIn(maps: GapMaps, step: StepGap, cell: Cell): readonly number[] {
  const { columns } = sizeOf(maps);
  if (maps.channel < 0) {
    const place = cell.row * columns + cell.column;
    return [place, ...step.shape_a.slice(2).map(() => 0)];
  }
  return indexOf(step.shape_a, maps.channel, cell.row, cell.column);
}

/** The numbers of A, B and A − B in a cell. */
export function numbersIn(maps: GapMaps, cell: Cell) {
  const place = cell.row * sizeOf(maps).columns + cell.column;
  const of = (data: ArrayLike<number>) => data[place] ?? Number.NaN;
  return { a: of(maps.a.data), b: of(maps.b.data), gap: of(maps.gap.data) };
}
