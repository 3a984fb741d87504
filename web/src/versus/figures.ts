// Figures of networks as text, and what their bars are measured by.

import type { Numerals } from "../draw/numerals";
import type { Side, SideLayer } from "../protocol/messages";

const KIBI = 1024;

/** Bytes in KiB, MiB or GiB, three figures. */
export function bytesText(bytes: number, figures: Numerals): string {
  const units = ["KiB", "MiB", "GiB"];
  let value = bytes / KIBI;
  let unit = 0;
  while (value >= KIBI && unit < units.length - 1) {
    value /= KIBI;
    unit += 1;
  }
  return `${figures.short(Number(value.toPrecision(3)))} ${units[unit]}`;
}

/** A share of a whole, as a percentage of two figures. */
export function shareText(share: number): string {
  const percent = share * 100;
  return `${Number(percent >= 10 ? percent.toFixed(0) : percent.toPrecision(2))} %`;
}

export type Cost = "macs" | "params";

/** How high the bar of each layer is, of 1: by the largest of its network, or of all networks. */
export interface Heights {
  of(side: Side, layer: SideLayer, cost: Cost): number;
}

/** Bars on a scale of each network's own, or on one for all. */
export function heights(sides: readonly Side[], common: boolean): Heights {
  const largest = (side: Side, cost: Cost) => Math.max(0, ...side.layers.map((one) => one[cost]));
  const most = (side: Side, cost: Cost) =>
    Math.max(...(common ? sides : [side]).map((one) => largest(one, cost)));
  return {
    of: (side, layer, cost) => (layer[cost] ? layer[cost] / most(side, cost) : 0),
  };
}

/** A difference by the largest number: a percentage, or where that is too small a power of ten. */
export function relativeText(value: number, figures: Numerals): string {
  return value >= 5e-4 && Number.isFinite(value) ? shareText(value) : figures.tiny(value);
}

/** The layer that costs most; null where none does. */
export function costliest(side: Side, cost: Cost): SideLayer | null {
  return side.layers.reduce<SideLayer | null>(
    (best, layer) => (layer[cost] > (best?.[cost] ?? 0) ? layer : best),
    null,
  );
}
