// What stands at one place of a channel taken apart: each input's share, the rest, the bias.

import type { Parts } from "../protocol/messages";

export interface LayerSum {
  /** the place in a map's numbers */
  readonly here: number;
  readonly value: number;
  /** null where there is none */
  readonly bias: number | null;
  /** whether the channel is a sum over its inputs */
  readonly sums: boolean;
  /** inputs that are not shown, and what they add together */
  readonly others: number;
  readonly rest: number;
  /** the largest magnitude of a share */
  readonly most: number;
}

export function layerSum(parts: Parts, spot: { row: number; column: number }): LayerSum {
  const here = spot.row * (parts.output.shape[1] ?? 1) + spot.column;
  const value = parts.output.data[here] ?? Number.NaN;
  const bias = Number.isNaN(parts.bias) ? null : parts.bias;
  const sums = parts.parts.some((part) => part.adds.data.length > 0);
  const shares = parts.parts.map((part) => part.adds.data[here] ?? 0);
  const others = sums ? parts.total - parts.parts.length : 0;
  const rest = others > 0 ? value - (bias ?? 0) - shares.reduce((a, b) => a + b, 0) : 0;
  const most = Math.max(...[...shares, rest].map(Math.abs));
  return { here, value, bias, sums, others, rest, most };
}

/** How a share is drawn: it adds, it takes away, or it is next to nothing. */
export function sideOf(share: number, most: number): "adds" | "takes" | "none" {
  if (!(Math.abs(share) >= most * 0.005)) return "none";
  return share < 0 ? "takes" : "adds";
}
