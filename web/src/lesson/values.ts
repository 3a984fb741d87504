// The numbers that a scene's sentences name, and whether their conditions hold.

import { type ReadonlySignal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { When } from "../protocol/messages";

export type Values = Readonly<Record<string, string>>;

export const SceneValues = createContext<ReadonlySignal<Values>>(signal({}));

export function useValues(): Values {
  return useContext(SceneValues).value;
}

/** A value equals the other, or is something and not 0: as `holds` in lesson/markup.py. */
export function holds(piece: When, values: Values): boolean {
  const value = values[piece.name] ?? "";
  if (piece.equals) return value === (values[piece.equals] ?? piece.equals);
  return value !== "" && value !== "0" && value !== "–" && value !== "…";
}
