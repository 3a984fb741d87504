// How large the cells are drawn: numbers where they fit, colours where they do not.

import type { Played } from "../protocol/messages";
import { mapsOf, paddingOf, sizeOf, windowOf } from "./space";

/** Cells in pixels; maps and kernels have their own. */
export interface Fit {
  readonly cell: number;
  readonly kernelCell: number;
  /** kernels of layers that are not open */
  readonly closedCell: number;
  /** whether every plane of a map stands below the other; else one is open */
  readonly stacked: boolean;
  /** whether the matrices stand one below the other, as on a phone */
  readonly below: boolean;
  /** least width of what stands between two maps, and the space around it */
  readonly caption: number;
  readonly gap: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
  /** 1, or 1.5 on a projector */
  readonly scale: number;
}

const LARGEST = 62;
/** the smallest cell with a number in it */
export const SMALLEST = 36;
const SMALLEST_COLOUR = 3;
/** below this width captions and gaps are small, and below that everything may stand in a column */
const WIDE = 760;
const NARROW = 560;
const GAP = 44;
const GAP_IN_LITTLE = 14;
const CAPTION = 216;
const CAPTION_IN_LITTLE = 100;
/** the least width of a title above a map */
const TITLE = 52;
const CLOSED = 20;
const MOST_STACKED = 3;
/** the open kernel is at most so wide */
const KERNEL = 300;

/** Whether cells of that size hold numbers. */
export function holdsNumbers(cell: number, scale: number): boolean {
  return cell >= SMALLEST * scale;
}

/** Everything side by side where the numbers still fit, or there is room; else one below the other. */
export function fitOf(played: Played, open: number, room: Room): Fit {
  const beside = fitted(played, open, room, false);
  const narrow = played.layers.length > 1 ? WIDE : NARROW;
  const cramped = room.width < narrow * room.scale && !holdsNumbers(beside.cell, room.scale);
  return cramped ? fitted(played, open, room, true) : beside;
}

function fitted(played: Played, open: number, room: Room, below: boolean): Fit {
  const { width, height, scale } = room;
  const maps = mapsOf(played).map((map, k) => padded(played, k, map.shape));
  const stacked = Math.max(...maps.map((map) => map.planes)) <= MOST_STACKED;
  const rows = Math.max(...maps.map((map) => map.rows * (stacked ? map.planes : 1)));
  const columns = maps.map((map) => map.columns);
  const compact = width < WIDE * scale || played.layers.length > 1;
  const caption = (compact ? CAPTION_IN_LITTLE : CAPTION) * scale;
  const gap = compact ? GAP_IN_LITTLE : GAP;
  const kernel = compact && !below ? SMALLEST * scale : kernelFit(played, open, room);
  const closed = played.layers.length > 2 ? CLOSED * scale : kernel;
  const between = played.layers.map((layer, number) => {
    const { columns: taps } = windowOf(layer.settings);
    const cell = number === open ? kernel : closed;
    return Math.max(caption, layer.kernel ? taps * cell : 0) + 2 * gap;
  });
  const left = width - total(between);
  const wide = below ? width / Math.max(...columns) : left / total(columns);
  const free = cellOf(wide, height / rows, scale);
  const least = holdsNumbers(free, scale) ? TITLE * scale : caption;
  const cell = below ? free : givingWay(free, columns, least, left);
  const kernelCell = Math.min(kernel, Math.max(cell, SMALLEST * scale));
  return {
    cell,
    kernelCell,
    closedCell: Math.min(closed, kernelCell),
    stacked,
    below,
    caption,
    gap,
  };
}

/** The open layer's kernel, as large as one can be. */
function kernelFit(played: Played, open: number, { width, height, scale }: Room): number {
  const layer = played.layers[open];
  if (!layer?.kernel) return SMALLEST * scale;
  const taps = windowOf(layer.settings);
  return cellOf(Math.min(KERNEL * scale, width) / taps.columns, (height * 0.8) / taps.rows, scale);
}

/** Cells give way until all maps stand side by side, none narrower than what stands above it. */
function givingWay(cell: number, columns: readonly number[], least: number, width: number): number {
  const wide = (size: number) => total(columns.map((n) => Math.max(least, n * size)));
  let size = cell;
  while (size > SMALLEST_COLOUR && wide(size) > width) size -= 1;
  return size;
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}

/** As large as the width allows; the height bends before numbers have to go. */
function cellOf(wide: number, high: number, scale: number): number {
  const smallest = SMALLEST * scale;
  const cell = Math.min(LARGEST * scale, wide, Math.max(high, Math.min(wide, smallest)));
  return Math.max(SMALLEST_COLOUR, Math.floor(cell));
}

/** A map's size with the padding of the layer that reads it. */
function padded(played: Played, k: number, shape: readonly number[]) {
  const size = sizeOf(shape);
  const reader = played.layers[k];
  if (!reader) return size;
  const { top, bottom, left, right } = paddingOf(reader.settings);
  return {
    planes: size.planes,
    rows: size.rows + top + bottom,
    columns: size.columns + left + right,
  };
}
