// What is lit when something is pointed at: computed from the meetings alone, no arithmetic.

import type { Played, PlayedLayer } from "../protocol/messages";
import { type Axes, axesOf, crossed, type Meeting } from "./meet";
import { channelsRead, mapsOf, type Place, sizeOf, sliceOf, windowOf } from "./space";

/** What is pointed at. Map 0 is the input, map k + 1 the output of layer k. */
export type Pointed =
  | { readonly at: "map"; readonly map: number; readonly place: Place }
  | {
      readonly at: "kernel";
      readonly layer: number;
      readonly output: number;
      readonly place: Place;
    };

/** One lit cell. `weight` is its number in the kernel's plane, row-major; −1 for none. */
export interface Mark extends Place {
  readonly weight: number;
}

/** A frame around cells of some planes, half open; `depth` counts layers back from what is shown. */
export interface Frame {
  readonly planes: readonly [number, number];
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly depth: number;
}

export interface LitMap {
  readonly marks: readonly Mark[];
  readonly frames: readonly Frame[];
  readonly chosen: Place | null;
}

export interface Lit {
  readonly maps: readonly LitMap[];
  /** by layer: the output channel whose kernel is shown, and its lit weights */
  readonly kernels: readonly { readonly output: number; readonly marks: readonly Mark[] }[];
}

const DARK: LitMap = { marks: [], frames: [], chosen: null };

export function litBy(played: Played, pointed: Pointed | null): Lit {
  const maps: LitMap[] = mapsOf(played).map(() => DARK);
  const kernels = played.layers.map(() => ({ output: -1, marks: [] as Mark[] }));
  const drawn = mapsOf(played).every((map) => map.values.data.length > 0);
  if (!pointed || !drawn) return { maps, kernels };
  if (pointed.at === "kernel") byWeight(played, pointed, maps, kernels);
  else byNumber(played, pointed.map, pointed.place, maps, kernels);
  return { maps, kernels };
}

type Kernels = { output: number; marks: Mark[] }[];

function byNumber(played: Played, map: number, place: Place, maps: LitMap[], kernels: Kernels) {
  maps[map] = { ...DARK, chosen: place };
  const behind = played.layers[map - 1];
  if (behind) {
    const marks = readBy(behind, place);
    const box = frameOf(marks, 0);
    maps[map - 1] = { ...DARK, marks, frames: box ? [box] : [] };
    kernels[map - 1] = { output: place.plane, marks: kernelMarks(behind, place) };
    fieldsBehind(played, map - 1, marks, maps);
  }
  const ahead = played.layers[map];
  if (ahead) {
    const marks = fedBy(ahead, place);
    maps[map + 1] = { ...DARK, marks };
    if (!behind) kernels[map] = { output: -1, marks: weightsOf(marks, ahead) };
  }
}

/** Cells of a layer's input that an output number reads. */
export function readBy(layer: PlayedLayer, output: Place): Mark[] {
  if (layer.settings.kind === "relu") return [{ ...output, weight: -1 }];
  const [rows, columns] = axesOf(layer);
  const wide = windowOf(layer.settings).columns;
  const { from, to } = channelsRead(layer.settings, output.plane);
  const found = crossed(
    rows.byOutput.get(output.row),
    columns.byOutput.get(output.column),
    (row, column) => ({
      row: row.position,
      column: column.position,
      weight: layer.kernel ? row.tap * wide + column.tap : -1,
    }),
  );
  return planes(from, to).flatMap((plane) => found.map((mark) => ({ plane, ...mark })));
}

/** Numbers of a layer's output that an input number feeds. */
export function fedBy(layer: PlayedLayer, input: Place): Mark[] {
  if (layer.settings.kind === "relu") return [{ ...input, weight: -1 }];
  const [rows, columns] = axesOf(layer);
  const wide = windowOf(layer.settings).columns;
  const found = crossed(
    standing(rows, input.row),
    standing(columns, input.column),
    (row, column) => ({
      row: row.output,
      column: column.output,
      weight: layer.kernel ? row.tap * wide + column.tap : -1,
    }),
  );
  return planes(0, layer.settings.outputs)
    .filter((output) => {
      const { from, to } = channelsRead(layer.settings, output);
      return input.plane >= from && input.plane < to;
    })
    .flatMap((plane) => found.map((mark) => ({ plane, ...mark })));
}

/** Meetings of the real position, wherever the padding repeats it; of the padding's own as it lies. */
function standing(axis: Axes[0], position: number): readonly Meeting[] {
  const repeated = axis.all.filter((met) => met.source === position && met.source >= 0);
  return repeated.length ? repeated : (axis.byPosition.get(position) ?? []);
}

function byWeight(
  played: Played,
  pointed: Pointed & { at: "kernel" },
  maps: LitMap[],
  kernels: Kernels,
): void {
  const { layer: number, output, place } = pointed;
  const layer = played.layers[number];
  if (!layer) return;
  const [rows, columns] = axesOf(layer);
  const weight = place.row * windowOf(layer.settings).columns + place.column;
  const met = crossed(
    rows.byTap.get(place.row),
    columns.byTap.get(place.column),
    (row, column) => ({
      row: row.position,
      column: column.position,
      weight,
    }),
  );
  const { from, to } = channelsRead(layer.settings, output);
  const slices = planes(from, to).filter((d) => sliceOf(layer, output, d) === place.plane);
  maps[number] = {
    ...DARK,
    marks: slices.flatMap((plane) => met.map((mark) => ({ plane, ...mark }))),
  };
  kernels[number] = { output, marks: [{ ...place, weight }] };
}

/** The weights of an output channel, each with the plane of the kernel it lies in. */
function kernelMarks(layer: PlayedLayer, output: Place): Mark[] {
  const [rows, columns] = axesOf(layer);
  const wide = windowOf(layer.settings).columns;
  const taps = crossed(
    rows.byOutput.get(output.row),
    columns.byOutput.get(output.column),
    (row, column) => ({
      row: row.tap,
      column: column.tap,
      weight: row.tap * wide + column.tap,
    }),
  );
  const { from, to } = channelsRead(layer.settings, output.plane);
  const slices = planes(from, to).map((d) => sliceOf(layer, output.plane, d));
  return layer.kernel ? slices.flatMap((plane) => taps.map((tap) => ({ plane, ...tap }))) : [];
}

/** Weights by which a number is read, in every plane. */
function weightsOf(marks: readonly Mark[], layer: PlayedLayer): Mark[] {
  const wide = windowOf(layer.settings).columns;
  const used = [...new Set(marks.map((mark) => mark.weight))].filter((weight) => weight >= 0);
  return used.map((weight) => ({
    plane: -1,
    row: Math.floor(weight / wide),
    column: weight % wide,
    weight,
  }));
}

/** What the marked numbers of map `map` read further back, a frame on each map. */
function fieldsBehind(played: Played, map: number, marks: readonly Mark[], maps: LitMap[]): void {
  let [rows, columns] = [lines(marks, "row"), lines(marks, "column")];
  for (let k = map - 1; k >= 0; k--) {
    const layer = played.layers[k];
    if (!layer) return;
    const { rows: high, columns: wide } = sizeOf(layer.output.shape);
    rows = sources(
      layer,
      0,
      rows.filter((n) => n >= 0 && n < high),
    );
    columns = sources(
      layer,
      1,
      columns.filter((n) => n >= 0 && n < wide),
    );
    if (!rows.length || !columns.length) return;
    const frame: Frame = {
      planes: [0, layer.settings.channels],
      top: Math.min(...rows),
      bottom: Math.max(...rows) + 1,
      left: Math.min(...columns),
      right: Math.max(...columns) + 1,
      depth: map - k,
    };
    maps[k] = { ...DARK, frames: [frame] };
  }
}

function sources(layer: PlayedLayer, axis: 0 | 1, outputs: readonly number[]): number[] {
  if (layer.settings.kind === "relu") return [...outputs];
  const { byOutput } = axesOf(layer)[axis];
  const found = outputs.flatMap((n) => (byOutput.get(n) ?? []).map((met) => met.source));
  return [...new Set(found)].filter((n) => n >= 0);
}

function frameOf(marks: readonly Mark[], depth: number): Frame | null {
  if (!marks.length) return null;
  const of = (key: "plane" | "row" | "column") => lines(marks, key);
  const [plane, row, column] = [of("plane"), of("row"), of("column")];
  return {
    planes: [Math.min(...plane), Math.max(...plane) + 1],
    top: Math.min(...row),
    bottom: Math.max(...row) + 1,
    left: Math.min(...column),
    right: Math.max(...column) + 1,
    depth,
  };
}

function lines(marks: readonly Mark[], key: "plane" | "row" | "column"): number[] {
  return [...new Set(marks.map((mark) => mark[key]))];
}

function planes(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
