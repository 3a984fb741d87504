// The playground as typed, and small changes to it: every box is a text.

import type { Boxes, PlayState } from "../protocol/messages";

export type BoxName = keyof Boxes;

const EMPTY: Boxes = {
  kind: "conv2d",
  kernel: "",
  outputs: "",
  size: "",
  bias: "",
  stride: "",
  padding: "",
  dilation: "",
  groups: "",
  mode: "",
  flip: "",
  ceil: "",
  counted: "",
  extra: "",
};

export const LECTURE: PlayState = {
  input: "1 2 0 3; 0 1 2 3; 1 2 1 0; 5 2 3 1",
  shape: "",
  layers: [{ ...EMPTY, kernel: "1 2 1; 0 1 0; 2 1 0", bias: "1", padding: "1" }],
  chosen: "",
  shift: "",
  border: "",
  panel: "",
};

/** A layer of which only some boxes are filled. */
export function boxes(filled: Partial<Boxes>): Boxes {
  return { ...EMPTY, ...filled };
}

/** A state of which only some boxes are filled; the rest is the lecture's first exercise. */
export function stateOf(filled: Partial<Omit<PlayState, "layers">> & Layers): PlayState {
  const { layers, ...rest } = filled;
  return { ...LECTURE, ...rest, layers: layers ? layers.map(boxes) : LECTURE.layers };
}

interface Layers {
  readonly layers?: readonly Partial<Boxes>[];
}

export function withLayer(state: PlayState, layer: number, change: Partial<Boxes>): PlayState {
  const layers = state.layers.map((old, i) => (i === layer ? { ...old, ...change } : old));
  return { ...state, layers };
}

/** The buffer of an ask about the playground. */
export function encoded(state: PlayState): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(state));
}

export function sameState(one: PlayState, other: PlayState): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
