// What of a lit map lies on one of its planes.

import type { Frame, LitMap, Mark } from "./lit";
import type { Place } from "./space";

export interface LitPlane {
  readonly marks: readonly Mark[];
  readonly frames: readonly Frame[];
  readonly chosen: Place | null;
}

export const DARK: LitPlane = { marks: [], frames: [], chosen: null };

export function planeOf(lit: LitMap | undefined, plane: number): LitPlane {
  if (!lit) return DARK;
  const marks = lit.marks.filter((mark) => mark.plane === plane || mark.plane < 0);
  const frames = lit.frames.filter(({ planes }) => plane >= planes[0] && plane < planes[1]);
  const chosen = lit.chosen?.plane === plane ? lit.chosen : null;
  return marks.length || frames.length || chosen ? { marks, frames, chosen } : DARK;
}
