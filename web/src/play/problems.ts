// What could not be taken as it was typed, by the box it was typed into.

import { reasonText } from "../i18n/reasons";
import type { Played, Problem } from "../protocol/messages";

const SAME: Readonly<Record<string, string>> = { before: "padding", after: "padding" };

/** Problems of one box of a layer; of the input and the whole where `layer` is −1. */
export function problemsOf(played: Played | null, layer: number, name: string): readonly Problem[] {
  return (played?.problems ?? []).filter(
    (problem) => problem.layer === layer && (SAME[problem.name] ?? problem.name) === name,
  );
}

/** The first of them in words; "" where there is none. */
export function boxProblem(played: Played | null, layer: number, name: string): string {
  const [first] = problemsOf(played, layer, name);
  return first ? reasonText(first.reason) : "";
}
