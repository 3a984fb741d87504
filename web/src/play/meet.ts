// Which output, weight and input meet, looked up in the meetings that come with a layer.

import type { PlayedLayer } from "../protocol/messages";

/** One meeting on one axis; `source` is −1 where the padding's own number stands. */
export interface Meeting {
  readonly output: number;
  readonly tap: number;
  readonly position: number;
  readonly source: number;
}

/** The meetings of one axis by each of those who meet. */
export interface Axis {
  readonly all: readonly Meeting[];
  readonly byOutput: ReadonlyMap<number, readonly Meeting[]>;
  readonly byPosition: ReadonlyMap<number, readonly Meeting[]>;
  readonly byTap: ReadonlyMap<number, readonly Meeting[]>;
}

export type Axes = readonly [Axis, Axis];

const LINE: Axis = axis([{ output: 0, tap: 0, position: 0, source: 0 }]);
const known = new WeakMap<PlayedLayer, Axes>();

/** Rows and columns of a layer; a layer along one axis has one row. */
export function axesOf(layer: PlayedLayer): Axes {
  const found = known.get(layer) ?? made(layer);
  known.set(layer, found);
  return found;
}

function made(layer: PlayedLayer): Axes {
  const axes = layer.meetings.map((numbers) => axis(read(numbers.data)));
  const [first, second] = axes;
  return first && second ? [first, second] : [LINE, first ?? LINE];
}

function read(data: ArrayLike<number>): Meeting[] {
  return Array.from({ length: data.length / 4 }, (_, i) => ({
    output: data[4 * i] ?? 0,
    tap: data[4 * i + 1] ?? 0,
    position: data[4 * i + 2] ?? 0,
    source: data[4 * i + 3] ?? -1,
  }));
}

function axis(all: readonly Meeting[]): Axis {
  return {
    all,
    byOutput: by(all, (met) => met.output),
    byPosition: by(all, (met) => met.position),
    byTap: by(all, (met) => met.tap),
  };
}

function by(all: readonly Meeting[], key: (met: Meeting) => number) {
  const found = new Map<number, Meeting[]>();
  for (const met of all) {
    const here = found.get(key(met));
    if (here) here.push(met);
    else found.set(key(met), [met]);
  }
  return found;
}

/** Both axes' meetings, each with each: rows outside. */
export function crossed<T>(
  rows: readonly Meeting[] | undefined,
  columns: readonly Meeting[] | undefined,
  make: (row: Meeting, column: Meeting) => T,
): T[] {
  return (rows ?? []).flatMap((row) => (columns ?? []).map((column) => make(row, column)));
}
