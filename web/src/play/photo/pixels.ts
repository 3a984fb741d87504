// Pictures as planes of red, green and blue, and numbers as pixels again.

import { activationWord, peakOf } from "../../draw/colour";
import type { PlaneOf } from "./convolve";

export interface Photo {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** red, green and blue, 0 … 255 */
  readonly planes: readonly Uint8Array[];
}

const CHANNELS = 3;
/** larger pictures are scaled down first */
const MOST_PIXELS = 4_000_000;

/** From pixels one after another, of `step` bytes each. */
export function photoOf(
  name: string,
  height: number,
  width: number,
  data: ArrayLike<number>,
  step: number,
): Photo {
  const planes = Array.from({ length: CHANNELS }, (_, channel) => {
    const plane = new Uint8Array(width * height);
    for (let i = 0, at = channel; i < plane.length; i++, at += step) plane[i] = data[at] ?? 0;
    return plane;
  });
  return { name, width, height, planes };
}

/** A file of the reader's own, decoded by the browser; it goes nowhere. */
export async function photoFromFile(file: File): Promise<Photo> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (bitmap.width * bitmap.height)));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("this browser draws no canvas");
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return photoOf(file.name, height, width, context.getImageData(0, 0, width, height).data, 4);
}

export type Shown = "colour" | "red" | "green" | "blue" | "sum";

/** How numbers become brightness: as they are, cut off at 0 and 255; or by their size. */
export type Tone = "picture" | "size" | "signed";

/** Colour words of three planes, or of one in its own tone, each number times `gain`. */
export function wordsOf(planes: readonly ArrayLike<number>[], tone: Tone, gain = 1): Uint32Array {
  const [red, green = red, blue = red] = planes;
  if (!red || !green || !blue) return new Uint32Array();
  if (tone === "signed") {
    const peak = peakOf(red);
    return Uint32Array.from(red, (value) => activationWord(value, peak));
  }
  const words = new Uint32Array(red.length);
  const sized = tone === "size";
  for (let i = 0; i < words.length; i++) {
    const r = byte(gain * (red[i] as number), sized);
    const g = byte(gain * (green[i] as number), sized);
    const b = byte(gain * (blue[i] as number), sized);
    words[i] = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
  }
  return words;
}

function byte(value: number, sized: boolean): number {
  const size = sized && value < 0 ? -value : value;
  return size <= 0 ? 0 : size >= 255 ? 255 : (size + 0.5) | 0;
}

/** Paints colour words onto a canvas, a word a pixel. */
export function paintWords(canvas: HTMLCanvasElement, words: Uint32Array, plane: Size): void {
  if (canvas.width !== plane.width) canvas.width = plane.width;
  if (canvas.height !== plane.height) canvas.height = plane.height;
  if (!words.length) return;
  const bytes = new Uint8ClampedArray(words.buffer as ArrayBuffer);
  const image = new ImageData(bytes, plane.width, plane.height);
  canvas.getContext("2d")?.putImageData(image, 0, 0);
}

type Size = Pick<PlaneOf<ArrayLike<number>>, "width" | "height">;
