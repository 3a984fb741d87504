// The colour scales and digits of a channel taken apart.

import { peakOf } from "../draw/colour";
import type { Parts, StepInfo } from "../protocol/messages";
import { scaling } from "../state/settings";

/** Magnitudes of the strongest colour: of inputs, kernels and what they add; null for each its own. */
export interface LayerScale {
  readonly inputs: number | null;
  readonly kernels: number | null;
  readonly adds: number | null;
}

export function layerScale(parts: Parts, source: StepInfo | undefined): LayerScale {
  if (scaling.value === "channel" || source?.maps.length) {
    return { inputs: null, kernels: null, adds: null };
  }
  return {
    kernels: Math.max(...parts.parts.map((part) => peakOf(part.kernel.data))),
    inputs: Math.max(...parts.parts.map((part) => peakOf(part.map.data))),
    adds: Math.max(...parts.parts.map((part) => peakOf(part.adds.data))),
  };
}

/** Decimals at which amounts of this size stay readable. */
export function decimals(most: number): number {
  return most >= 100 ? 1 : most >= 10 ? 2 : 3;
}
