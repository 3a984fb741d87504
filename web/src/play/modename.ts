// What stands around an input, in words: a max pool's own padding is −∞, which never wins.

import { words } from "../i18n";
import type { LayerSettings } from "../protocol/messages";

export function modeName(settings: LayerSettings, mode = settings.mode): string {
  const { modes, lowestMode } = words.value.playground;
  return mode === "zeros" && padsLowest(settings) ? lowestMode : modes[mode];
}

/** Unequal sides are padded by a step before the pool, with zeros. */
function padsLowest({ kind, before, after }: LayerSettings): boolean {
  return kind.startsWith("maxpool") && before.every((n, axis) => n === after[axis]);
}
