// How large the cells are drawn: numbers where they fit, colours where they do not.

import type { Played } from "../protocol/messages";
import { mapsOf, paddingOf, sizeOf, windowOf } from "./space";

/** Cells in pixels; maps and kernels have their own. */
export interface Fit {
  readonly cell: number;
  readonly kernelCell: number;
  /** whether every plane of a map stands below the other; else one is open */
  readonly stacked: boolean;
}

interface Room {
  readonly width: number;
  readonly height: number;
  /** 1, or 1.5 on a projector */
  readonly scale: number;
  /** one below the other, on a phone */
  readonly narrow: boolean;
  /** the largest cell */
  readonly largest?: number;
}

export const LARGEST = 62;
/** the smallest cell with a number in it */
export const SMALLEST = 36;
const SMALLEST_COLOUR = 3;
const GAP = 44;
/** captions are at least so wide: of one layer, of several */
const CAPTION = 216;
const CAPTION_OF_MANY = 104;

const MOST_STACKED = 3;
const KERNEL = 300;

/** Whether cells of that size hold numbers. */
export function holdsNumbers(cell: number, scale: number): boolean {
  return cell >= SMALLEST * scale;
}

export function fitOf(played: Played, open: number, room: Room): Fit {
  const maps = mapsOf(played).map((map, k) => padded(played, k, map.shape));
  const kernel = played.layers[open];
  const taps = kernel?.kernel ? windowOf(kernel.settings) : { rows: 0, columns: 0 };
  const kernelCell = cellOf(
    Math.min(KERNEL * room.scale, room.width) / Math.max(1, taps.columns),
    (room.height * 0.8) / Math.max(1, taps.rows),
    room,
  );
  const planes = Math.max(...maps.map((map) => map.planes));
  const stacked = planes <= MOST_STACKED;
  const rows = Math.max(...maps.map((map) => map.rows * (stacked ? map.planes : 1)));
  const columns = maps.map((map) => map.columns);
  const between = Math.max(taps.columns * kernelCell, captionOf(played) * room.scale);
  const others = played.layers.length * (between + 2 * GAP);
  const wide = room.narrow
    ? room.width / Math.max(...columns)
    : (room.width - others) / columns.reduce((a, b) => a + b, 0);
  const cell = cellOf(wide, room.height / rows, room);
  return { cell, kernelCell: Math.min(kernelCell, Math.max(cell, SMALLEST * room.scale)), stacked };
}

/** The least width of a column. */
export function captionOf(played: Played): number {
  return played.layers.length > 1 ? CAPTION_OF_MANY : CAPTION;
}

/** As large as the width allows; the height bends before numbers have to go. */
function cellOf(wide: number, high: number, { scale, largest = LARGEST }: Room): number {
  const smallest = SMALLEST * scale;
  const cell = Math.min(largest * scale, wide, Math.max(high, Math.min(wide, smallest)));
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
