// From the cells of a drawn map to the numbers of a step, and back.

import type { Cells } from "../draw/tiles";
import type { FieldBox, StepInfo } from "../protocol/messages";

/** Cells of one map of a step: volumes are drawn slice below slice. */
export function mapSize(shape: readonly number[]): { rows: number; columns: number } {
  const space = shape.slice(2);
  const columns = space.at(-1) ?? 1;
  return { rows: space.slice(0, -1).reduce((a, b) => a * b, 1), columns };
}

export function channelsOf(step: StepInfo): number {
  return step.shape[1] ?? 1;
}

/** Index, without the batch axis, of the number in a cell. */
export function indexOf(shape: readonly number[], channel: number, row: number, column: number) {
  const space = shape.slice(2);
  if (!space.length) return [channel];
  const index: number[] = [column];
  let rest = row;
  for (const length of space.slice(0, -1).reverse()) {
    index.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return [channel, ...index];
}

/** The cell of a number, by its index without the batch axis. */
export function cellOf(shape: readonly number[], at: readonly number[]) {
  const space = shape.slice(2);
  let row = 0;
  for (const [axis, length] of space.slice(0, -1).entries())
    row = row * length + (at[axis + 1] ?? 0);
  return { row, column: space.length ? (at[space.length] ?? 0) : 0 };
}

/** With the batch axis, as the protocol says it; `row` is the place along it. */
export function fullIndex(
  shape: readonly number[],
  at: readonly number[],
  row = 0,
): readonly number[] {
  return shape.length > at.length ? [row, ...at] : at;
}

/** A field's box as cells of each map it touches, and the channels it touches. */
export function cellsOf(box: FieldBox, shape: readonly number[]) {
  const first = cellOf(shape, box.start.slice(1));
  const last = cellOf(
    shape,
    box.stop.slice(1).map((stop) => stop - 1),
  );
  const cells: Cells = {
    top: first.row,
    left: first.column,
    bottom: last.row + 1,
    right: last.column + 1,
  };
  return { cells, from: box.start[1] ?? 0, to: box.stop[1] ?? 1 };
}

/** A box of the input as a part of the picture it was cut from: all between 0 and 1. */
export function onPicture(
  box: FieldBox,
  shape: readonly number[],
  crop: readonly number[],
  picture: { readonly width: number; readonly height: number },
) {
  const [, , rows = 1, columns = 1] = shape;
  const [top = 0, left = 0, high = picture.height, wide = picture.width] = crop;
  const along = (i: number, n: number) => Math.max(0, Math.min(n, i)) / n;
  const x = (i: number) => (left + along(i, columns) * wide) / picture.width;
  const y = (i: number) => (top + along(i, rows) * high) / picture.height;
  const [from, to] = [box.start, box.stop];
  return {
    x: x(from[3] ?? 0),
    y: y(from[2] ?? 0),
    width: x(to[3] ?? 1) - x(from[3] ?? 0),
    height: y(to[2] ?? 1) - y(from[2] ?? 0),
  };
}
