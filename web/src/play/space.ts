// Shapes of the playground's matrices: planes of rows of columns, whatever their axes.

import type { LayerSettings, Matrix, Played, PlayedLayer } from "../protocol/messages";

/** A place in a map: plane, row, column; a map along one axis has row 0 alone. */
export interface Place {
  readonly plane: number;
  readonly row: number;
  readonly column: number;
}

export interface Size {
  readonly planes: number;
  readonly rows: number;
  readonly columns: number;
}

export function sizeOf(shape: readonly number[]): Size {
  const [planes = 1, ...space] = shape;
  return { planes, rows: space.length > 1 ? (space[0] ?? 1) : 1, columns: space.at(-1) ?? 1 };
}

/** The place of an index (channel, *space), and back. */
export function placeOf(index: readonly number[]): Place {
  const [plane = 0, ...space] = index;
  return { plane, row: space.length > 1 ? (space[0] ?? 0) : 0, column: space.at(-1) ?? 0 };
}

export function indexOf(place: Place, axes: number): readonly number[] {
  return axes > 1 ? [place.plane, place.row, place.column] : [place.plane, place.column];
}

/** Where a place stands among the numbers, row-major. */
export function offsetOf(place: Place, size: Size): number {
  return (place.plane * size.rows + place.row) * size.columns + place.column;
}

export function samePlace(one: Place | null, other: Place | null): boolean {
  return one?.plane === other?.plane && one?.row === other?.row && one?.column === other?.column;
}

/** The maps in order: the input, then each layer's output. */
export function mapsOf(played: Played): readonly Matrix[] {
  return [played.input, ...played.layers.map((layer) => layer.output)];
}

/** Rows above and columns to the left that the padding adds around a layer's input. */
export function paddingOf(settings: LayerSettings) {
  const none = settings.kind.startsWith("conv_transpose");
  const [before, after] = [settings.before, settings.after];
  const lines = settings.space.length > 1;
  const side = (sides: readonly number[], axis: 0 | 1) =>
    none ? 0 : axis ? (sides.at(-1) ?? 0) : lines ? (sides[0] ?? 0) : 0;
  return {
    top: side(before, 0),
    bottom: side(after, 0),
    left: side(before, 1),
    right: side(after, 1),
  };
}

/** Rows and columns of the window. */
export function windowOf(settings: LayerSettings): { rows: number; columns: number } {
  const { sizes } = settings;
  return { rows: sizes.length > 1 ? (sizes[0] ?? 1) : 1, columns: sizes.at(-1) ?? 1 };
}

/** The input channels that an output channel reads, half open. */
export function channelsRead(settings: LayerSettings, output: number) {
  const { channels, groups } = settings;
  if (!settings.kind.startsWith("conv")) return { from: output, to: output + 1 };
  const depth = channels / groups;
  const group = Math.floor(output / (settings.outputs / groups));
  return { from: group * depth, to: (group + 1) * depth };
}

/** The plane of the kernel by which an output channel reads an input channel; −1 for none. */
export function sliceOf(layer: PlayedLayer, output: number, channel: number): number {
  const { settings } = layer;
  const { from, to } = channelsRead(settings, output);
  if (!layer.kernel || channel < from || channel >= to) return -1;
  const wide = settings.outputs / settings.groups;
  if (settings.kind.startsWith("conv_transpose")) return channel * wide + (output % wide);
  return output * (to - from) + (channel - from);
}

/** The kernel as planes: (outputs × depth, rows, columns). */
export function kernelSize(layer: PlayedLayer): Size {
  const [first = 0, second = 0] = layer.kernel?.shape ?? [];
  return { planes: first * second, ...windowOf(layer.settings) };
}
