// The colour scales and digits of a channel taken apart.

import { useMemo } from "preact/hooks";
import { peakOf } from "../draw/colour";
import type { Parts, StepInfo } from "../protocol/messages";
import { ownScale } from "../state/scaling";
import { scaling } from "../state/settings";

/** Magnitudes of the strongest colour: of inputs, kernels and what they add; null for each its own. */
export interface LayerScale {
  readonly inputs: number | null;
  readonly kernels: number | null;
  readonly adds: number | null;
}

const OWN: LayerScale = { inputs: null, kernels: null, adds: null };

/** The scales, found once for a channel: pointing about on it does not look for them again. */
export function useLayerScale(parts: Parts, source: StepInfo | undefined): LayerScale {
  const own = ownScale(source, scaling.value);
  return useMemo(() => (own ? OWN : shared(parts)), [parts, own]);
}

function shared(parts: Parts): LayerScale {
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
