// A photograph filtered: its channels' numbers, and what of them is shown.

import { convolved, type Filter, outputSize, type PlaneOf } from "./convolve";
import { type Photo, type Shown, type Tone, wordsOf } from "./pixels";

export interface Filtered {
  readonly width: number;
  readonly height: number;
  /** red, green and blue, each by itself */
  readonly planes: readonly Float64Array[];
  /** multiply-adds it took */
  readonly macs: number;
  /** milliseconds it took */
  readonly took: number;
}

export function filtered(photo: Photo, filter: Filter): Filtered {
  const start = performance.now();
  const { width, height } = photo;
  const done: PlaneOf<Float64Array>[] = photo.planes.map((values, channel) =>
    convolved({ width, height, values }, filter, channel),
  );
  const [high, wide] = outputSize(filter, height, width);
  return {
    width: wide,
    height: high,
    planes: done.map((plane) => plane.values),
    macs: photo.planes.length * high * wide * filter.rows * filter.columns,
    took: performance.now() - start,
  };
}

const ONE: readonly Shown[] = ["red", "green", "blue"];

/** The planes that are shown: three in colour, one channel, or the sum over all three. */
export function planesShown(found: Filtered, shown: Shown, bias: number): readonly Float64Array[] {
  const [red, green, blue] = found.planes;
  if (!red || !green || !blue) return [];
  if (shown === "colour") return [red, green, blue];
  if (shown !== "sum") return [found.planes[ONE.indexOf(shown)] ?? red];
  const extra = 2 * bias; // each channel's sum holds the bias once
  return [red.map((value, i) => value + (green[i] as number) + (blue[i] as number) - extra)];
}

/** Kernels that add up to about 0 answer about 0: their answers' size is what there is to see. */
export function toneOf(filter: Filter, shown: Shown): Tone {
  const total = (filter.weights[0] ?? []).reduce((a, b) => a + b, 0);
  const size = (filter.weights[0] ?? []).reduce((a, b) => a + Math.abs(b), 0);
  if (total > 0.1 * size) return "picture";
  return shown === "colour" ? "size" : "signed";
}

/** What the numbers are divided by to be seen: the weights' sum, where it is more than 1. */
export function dividedBy(filter: Filter, shown: Shown): number {
  if (toneOf(filter, shown) !== "picture") return 1;
  const totals = filter.weights.map((weights) => weights.reduce((a, b) => a + b, 0));
  const total = shown === "sum" ? totals.reduce((a, b) => a + b, 0) : Math.max(...totals);
  return total > 1 + 1e-9 ? total : 1;
}

export function wordsShown(found: Filtered, filter: Filter, shown: Shown): Uint32Array {
  const planes = planesShown(found, shown, filter.bias);
  return wordsOf(planes, toneOf(filter, shown), 1 / dividedBy(filter, shown));
}
