// Paints many maps onto one canvas: an atlas of their pixels, then one blit for each tile.

import type { Maps } from "../protocol/messages";
import { activationWord, codeTable, hatch, weightWord } from "./colour";
import { type Tiles, tileAt } from "./tiles";

/** codes reach this far from zero */
const LARGEST_CODE = 126;

/** The pixels of maps, one below the other. */
export interface Atlas {
  readonly image: HTMLCanvasElement;
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
}

/** Colours the codes of maps on a common scale of ±peak, or each on its own where that is null. */
export function atlasOf(maps: Maps, peak: number | null): Atlas {
  const [count = 0, rows = 1, columns = 1] = maps.codes.shape;
  const codes = maps.codes.data;
  const pixels = new Uint32Array(count * rows * columns);
  const size = rows * columns;
  for (let k = 0; k < count; k++) {
    const step = maps.steps.data[k] ?? 0;
    const table = codeTable(step, peak ?? step * LARGEST_CODE);
    for (let i = k * size; i < (k + 1) * size; i++) {
      const code = codes[i] ?? 0;
      pixels[i] = code ? (table[code] ?? 0) : hatch(Math.floor(i / columns), i % columns);
    }
  }
  return { image: imageOf(pixels, count * rows, columns), rows, columns, count };
}

/** The picture of one map's numbers. */
export function mapImage(values: ArrayLike<number>, rows: number, columns: number, peak: number) {
  return imageOf(mapPixels(values, rows, columns, peak), rows, columns);
}

/** The colour words of one map's numbers. */
export function mapPixels(values: ArrayLike<number>, rows: number, columns: number, peak: number) {
  return numbersPixels(values, rows, columns, (value) => activationWord(value, peak));
}

/** The colour words of one kernel's weights. */
export function weightPixels(
  values: ArrayLike<number>,
  rows: number,
  columns: number,
  peak: number,
) {
  return numbersPixels(values, rows, columns, (value) => weightWord(value, peak));
}

function numbersPixels(
  values: ArrayLike<number>,
  rows: number,
  columns: number,
  colour: (value: number) => number,
): Uint32Array {
  const pixels = new Uint32Array(rows * columns);
  for (let i = 0; i < pixels.length; i++) {
    const value = values[i] ?? Number.NaN;
    pixels[i] = Number.isNaN(value) ? hatch(Math.floor(i / columns), i % columns) : colour(value);
  }
  return pixels;
}

/** A picture of its own, to be drawn from. */
export function imageOf(pixels: Uint32Array, rows: number, columns: number): HTMLCanvasElement {
  const image = document.createElement("canvas");
  paintPixels(image, pixels, rows, columns);
  return image;
}

/** Draws one pixel for each number; a style sheet may enlarge them. */
export function paintPixels(
  canvas: HTMLCanvasElement,
  pixels: Uint32Array,
  rows: number,
  columns: number,
): void {
  const [width, height] = [Math.max(1, columns), Math.max(1, rows)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const bytes = new Uint8ClampedArray(pixels.buffer as ArrayBuffer);
  if (rows * columns) {
    canvas.getContext("2d")?.putImageData(new ImageData(bytes, columns, rows), 0, 0);
  }
}

/** Draws an atlas into tiles, sharp on the screen it is on. */
export function paintTiles(canvas: HTMLCanvasElement, atlas: Atlas, tiles: Tiles): void {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(tiles.width * ratio);
  canvas.height = Math.round(tiles.height * ratio);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(ratio, ratio);
  context.imageSmoothingEnabled = atlas.columns > tiles.tile * ratio;
  context.imageSmoothingQuality = "high";
  context.lineWidth = 1;
  context.strokeStyle = "#e4e0d6";
  for (let k = 0; k < atlas.count; k++) {
    const { x, y } = tileAt(tiles, k);
    const box = [x, y, tiles.tile, tiles.tileHeight] as const;
    context.drawImage(atlas.image, 0, k * atlas.rows, atlas.columns, atlas.rows, ...box);
    context.strokeRect(x + 0.5, y + 0.5, tiles.tile - 1, tiles.tileHeight - 1);
  }
}

/** Draws one image over a whole canvas, pixel by pixel. */
export function paintImage(
  canvas: HTMLCanvasElement,
  image: HTMLCanvasElement,
  width: number,
  height: number,
) {
  const ratio = window.devicePixelRatio || 1;
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = canvas.getContext("2d");
  if (!context) return;
  context.imageSmoothingEnabled = image.width > canvas.width;
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
}
