// What is pointed at, and which number that chooses: only while it is still there.

import type { Played } from "../protocol/messages";
import type { Pointed } from "./lit";
import { kernelSize, mapsOf, type Place, paddingOf, placeOf, type Size, sizeOf } from "./space";

/** One output number: of which layer, and where. */
export interface Spot {
  readonly layer: number;
  readonly place: Place;
}

/** The first output number that is pointed at; else the middle one of the open layer and plane. */
export function spotOf(
  played: Played,
  open: number,
  planes: ReadonlyMap<number, number>,
  pointed: readonly (Pointed | null)[],
): Spot | null {
  if (!played.layers.length) return null;
  for (const one of pointed) {
    const inside = insideOf(played, one);
    if (inside?.at === "map" && inside.map > 0) {
      return { layer: inside.map - 1, place: inside.place };
    }
  }
  const layer = Math.min(open, played.layers.length - 1);
  const output = played.layers[layer]?.output;
  if (!output?.values.data.length) return null; // too many to be computed
  const size = sizeOf(output.shape);
  const plane = Math.min(size.planes - 1, planes.get(layer + 1) ?? 0);
  const row = Math.floor((size.rows - 1) / 2);
  return { layer, place: { plane, row, column: Math.floor(size.columns / 2) } };
}

/** What is pointed at, if it is still there. */
export function insideOf(played: Played | null, pointed: Pointed | null): Pointed | null {
  if (!pointed || !played) return null;
  const room =
    pointed.at === "kernel" ? kernelRoom(played, pointed.layer) : mapRoom(played, pointed.map);
  const { plane, row, column } = pointed.place;
  return plane < room.planes && row < room.rows && column < room.columns ? pointed : null;
}

/** The number that a state has chosen. */
export function pinnedOf({ chosen }: Played): Pointed | null {
  return chosen && { at: "map", map: chosen.layer + 1, place: placeOf(chosen.index) };
}

const NOWHERE: Size = { planes: 0, rows: 0, columns: 0 };

function kernelRoom(played: Played, number: number): Size {
  const layer = played.layers[number];
  return layer?.kernel ? kernelSize(layer) : NOWHERE;
}

/** A map and the padding behind it. */
function mapRoom(played: Played, map: number): Size {
  const shape = mapsOf(played)[map]?.shape;
  if (!shape) return NOWHERE;
  const { planes, rows, columns } = sizeOf(shape);
  const reader = played.layers[map];
  const { bottom, right } = reader ? paddingOf(reader.settings) : { bottom: 0, right: 0 };
  return { planes, rows: rows + bottom, columns: columns + right };
}
