// What a chosen number is made of: the numbers in its window and the weights they meet.

import type { Played, PlayedCell, PlayedLayer } from "../protocol/messages";
import { readBy } from "./lit";
import type { Spot } from "./pointing";
import { kernelSize, mapsOf, offsetOf, paddingOf, sizeOf, sliceOf } from "./space";

/** A number of the window; `weight` is the weight's number in its plane, −1 for none. */
export interface Part {
  readonly value: number;
  readonly factor: number;
  readonly weight: number;
  /** in the padding, or beyond it where a last window is incomplete */
  readonly outside: boolean;
  readonly beyond: boolean;
}

export interface Sum {
  readonly kind: "dot" | "mean" | "max" | "relu";
  readonly parts: readonly Part[];
  readonly bias: number | null;
  readonly divisor: number;
  readonly value: number;
  /** what is printed adds up only nearly */
  readonly rounded: boolean;
}

const FIGURES = 6;

/** Null where the numbers are too many to be there. Nothing is computed: all come from the engine.
 *
 * told   the number as the engine opened it, where that is here: it knows what a mean divides by
 */
export function partsOf(
  played: Played,
  { layer: number, place }: Spot,
  told: PlayedCell | null,
): Sum | null {
  const layer = played.layers[number];
  const input = mapsOf(played)[number];
  if (!layer?.output.values.data.length || !input) return null;
  const kind = kindOf(layer);
  const read = reader(layer, input.values.data);
  const parts = readBy(layer, place).map((mark) => {
    const slice = sliceOf(layer, place.plane, mark.plane);
    const size = kernelSize(layer);
    const factor = layer.kernel?.values.data[slice * size.rows * size.columns + mark.weight] ?? 1;
    return { ...read(mark), factor, weight: mark.weight };
  });
  const value = layer.output.values.data[offsetOf(place, sizeOf(layer.output.shape))] ?? 0;
  const bias = layer.bias?.values.data[place.plane] ?? null;
  const divisor = kind === "mean" ? divisorOf(layer, parts, told) : 1;
  const printed = [value, ...parts.flatMap((part) => [part.value, part.factor]), bias ?? 0];
  return { kind, parts, bias, divisor, value, rounded: printed.some((n) => !writtenWhole(n)) };
}

function kindOf(layer: PlayedLayer): Sum["kind"] {
  const { kind } = layer.settings;
  if (kind === "relu") return "relu";
  if (kind.startsWith("max")) return "max";
  return kind.startsWith("avg") ? "mean" : "dot";
}

/** The numbers of a layer's input, by place, with what stands around them. */
function reader(layer: PlayedLayer, own: ArrayLike<number>) {
  const { channels, space } = layer.settings;
  const size = sizeOf([channels, ...space]);
  const around = layer.padded.data.length > 0;
  const { top, bottom, left, right } = paddingOf(layer.settings);
  const frame = {
    planes: size.planes,
    rows: size.rows + top + bottom,
    columns: size.columns + left + right,
  };
  const fill = layer.settings.kind.startsWith("max") ? Number.NEGATIVE_INFINITY : 0;
  return (at: { plane: number; row: number; column: number }) => {
    const outside = !inside(at, size);
    const within = { plane: at.plane, row: at.row + top, column: at.column + left };
    if (!inside(within, frame)) return { value: fill, outside, beyond: true };
    const value = around ? layer.padded.data[offsetOf(within, frame)] : own[offsetOf(at, size)];
    return { value: value ?? 0, outside, beyond: false };
  };
}

function inside(at: { row: number; column: number }, size: { rows: number; columns: number }) {
  return at.row >= 0 && at.column >= 0 && at.row < size.rows && at.column < size.columns;
}

/** What a mean divides by: its window within the padding, or only the part that is no padding. */
function divisorOf(layer: PlayedLayer, parts: readonly Part[], told: PlayedCell | null): number {
  if (told && !Number.isNaN(told.divisor)) return told.divisor;
  const { counted: all } = layer.settings;
  const counted = parts.filter((part) => (all ? !part.beyond : !part.outside));
  return Math.max(1, counted.length);
}

/** Whether six figures say a number exactly. */
function writtenWhole(value: number): boolean {
  return !Number.isFinite(value) || Number(value.toPrecision(FIGURES)) === value;
}
