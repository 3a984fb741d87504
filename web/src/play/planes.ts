// The planes of a map or of a kernel, ready to be drawn.

import type { Played, PlayedLayer, Problem } from "../protocol/messages";
import { textOf } from "./numbers";
import type { Plane } from "./plane";
import { kernelSize, mapsOf, paddingOf, sizeOf } from "./space";

/** One plane of a map, with what the layer that reads it lays around it; null if not computed.
 *
 * written   with its numbers as text, for cells that hold them
 */
export function mapPlane(
  played: Played,
  map: number,
  plane: number,
  name: string,
  written = true,
): Plane | null {
  const matrix = mapsOf(played)[map];
  if (!matrix || matrix.values.data.length === 0) return null;
  const size = sizeOf(matrix.shape);
  const reader = played.layers[map];
  const around = reader?.padded.data.length ? paddingOf(reader.settings) : NONE;
  const rows = size.rows + around.top + around.bottom;
  const columns = size.columns + around.left + around.right;
  const numbers = reader?.padded.data.length ? reader.padded.data : matrix.values.data;
  const values = numbers.subarray(plane * rows * columns, (plane + 1) * rows * columns);
  const first = plane * size.rows * size.columns;
  const text = (value: number, i: number) => {
    const [row, column] = [Math.floor(i / columns) - around.top, (i % columns) - around.left];
    const within = row >= 0 && row < size.rows && column >= 0 && column < size.columns;
    const own = matrix.texts[first + row * size.columns + column];
    return within ? (own ?? "") : textOf(value);
  };
  const texts = written ? Array.from(values, text) : [];
  return {
    name,
    rows,
    columns,
    top: around.top,
    left: around.left,
    texts,
    values,
    padding: rows > size.rows || columns > size.columns,
    inner: [size.rows, size.columns],
    wrong: map ? new Map() : wrongCells(played.problems, "input", -1, plane),
  };
}

const NONE = { top: 0, bottom: 0, left: 0, right: 0 };

/** One plane of a layer's kernel; null where it has none, or too many weights. */
export function kernelPlane(
  layer: PlayedLayer,
  number: number,
  plane: number,
  name: string,
  problems: readonly Problem[],
): Plane | null {
  if (!layer.kernel?.values.data.length || plane < 0) return null;
  const { rows, columns } = kernelSize(layer);
  const [from, to] = [plane * rows * columns, (plane + 1) * rows * columns];
  return {
    name,
    rows,
    columns,
    top: 0,
    left: 0,
    texts: layer.kernel.texts.slice(from, to),
    values: layer.kernel.values.data.subarray(from, to),
    padding: false,
    inner: [rows, columns],
    wrong: wrongCells(problems, "kernel", number, plane),
  };
}

function wrongCells(problems: readonly Problem[], name: string, layer: number, plane: number) {
  const found = new Map<string, string>();
  for (const problem of problems) {
    const [p, row, column] = problem.cell;
    const here = problem.name === name && problem.layer === layer && p === plane;
    if (here && /matrix-(number|blank)/.test(problem.reason.code)) {
      found.set(`${row},${column}`, problem.found);
    }
  }
  return found;
}
