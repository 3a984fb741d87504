// A kernel over a whole picture: the playground's sums in typed arrays, held to Python's by goldens.

import type { LayerSettings, PlayedLayer } from "../../protocol/messages";
import { paddingOf, sliceOf, windowOf } from "../space";

/** What is laid over a picture; `weights` has one plane for each of red, green and blue. */
export interface Filter {
  readonly rows: number;
  readonly columns: number;
  readonly weights: readonly (readonly number[])[];
  readonly bias: number;
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly around: Around;
  readonly mode: LayerSettings["mode"];
}

interface Around {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

export interface PlaneOf<T extends ArrayLike<number>> {
  readonly width: number;
  readonly height: number;
  readonly values: T;
}

const CHANNELS = 3;

/** The filter of a layer's output channel; null for a layer that is no plain 2-D convolution. */
export function filterOf(layer: PlayedLayer, output: number): Filter | null {
  const { settings, kernel } = layer;
  if (settings.kind !== "conv2d" || !kernel?.values.data.length) return null;
  const { rows, columns } = windowOf(settings);
  const size = rows * columns;
  const own = settings.channels === CHANNELS && settings.groups === 1;
  const weights = Array.from({ length: CHANNELS }, (_, channel) => {
    const first = Math.floor(output / (settings.outputs / settings.groups));
    const read = own ? channel : (first * settings.channels) / settings.groups;
    const slice = sliceOf(layer, output, read);
    const found = [...kernel.values.data.subarray(slice * size, (slice + 1) * size)];
    return settings.flipped ? found.reverse() : found;
  });
  return {
    rows,
    columns,
    weights,
    bias: layer.bias?.values.data[output] ?? 0,
    stride: pair(settings.strides),
    dilation: pair(settings.dilations),
    around: paddingOf(settings),
    mode: settings.mode,
  };
}

function pair([rows = 1, columns = rows]: readonly number[]): [number, number] {
  return [rows, columns];
}

/** Positions of the output along both axes; 0 where the window does not fit. */
export function outputSize(filter: Filter, height: number, width: number): [number, number] {
  const { top, bottom, left, right } = filter.around;
  const along = (length: number, size: number, axis: 0 | 1) => {
    const room = length - (filter.dilation[axis] * (size - 1) + 1);
    return room < 0 ? 0 : Math.floor(room / filter.stride[axis]) + 1;
  };
  return [
    along(height + top + bottom, filter.rows, 0),
    along(width + left + right, filter.columns, 1),
  ];
}

/** One channel filtered: every output the sum, tap by tap in row-major order, and the bias. */
export function convolved(
  plane: PlaneOf<ArrayLike<number>>,
  filter: Filter,
  channel: number,
): PlaneOf<Float64Array> {
  const [height, width] = outputSize(filter, plane.height, plane.width);
  const values = new Float64Array(height * width);
  const source = padded(plane, filter);
  const [down, right] = filter.stride;
  const [dy, dx] = filter.dilation;
  (filter.weights[channel] ?? []).forEach((weight, tap) => {
    const row = Math.floor(tap / filter.columns) * dy;
    const column = (tap % filter.columns) * dx;
    add(values, width, height, source, weight, row, column, down, right);
  });
  if (filter.bias)
    for (let i = 0; i < values.length; i++) values[i] = (values[i] ?? 0) + filter.bias;
  return { width, height, values };
}

/** Adds weight × every number that the tap meets. */
function add(
  into: Float64Array,
  width: number,
  height: number,
  source: PlaneOf<Float64Array>,
  weight: number,
  row: number,
  column: number,
  down: number,
  right: number,
): void {
  const from = source.values;
  for (let y = 0, o = 0; y < height; y++) {
    let i = (y * down + row) * source.width + column;
    for (const end = o + width; o < end; o++, i += right) {
      into[o] = (into[o] as number) + weight * (from[i] as number);
    }
  }
}

/** The picture with what stands around it. */
function padded(plane: PlaneOf<ArrayLike<number>>, filter: Filter): PlaneOf<Float64Array> {
  const { top, bottom, left, right } = filter.around;
  const rows = places(plane.height, top, bottom, filter.mode);
  const columns = places(plane.width, left, right, filter.mode);
  const values = new Float64Array(rows.length * columns.length);
  let at = 0;
  for (const row of rows) {
    for (const column of columns) {
      if (row >= 0 && column >= 0) values[at] = plane.values[row * plane.width + column] as number;
      at += 1;
    }
  }
  return { width: columns.length, height: rows.length, values };
}

/** The real position that stands at each padded one; −1 where a zero does. */
export function places(
  length: number,
  before: number,
  after: number,
  mode: LayerSettings["mode"],
): number[] {
  return Array.from({ length: length + before + after }, (_, i) => {
    const at = i - before;
    return at >= 0 && at < length ? at : beyond(at, length, mode);
  });
}

function beyond(at: number, length: number, mode: LayerSettings["mode"]): number {
  switch (mode) {
    case "zeros":
      return -1;
    case "replicate":
      return at < 0 ? 0 : length - 1;
    case "circular":
      return ((at % length) + length) % length;
    case "reflect":
      return at < 0 ? -at : 2 * (length - 1) - at;
  }
}
