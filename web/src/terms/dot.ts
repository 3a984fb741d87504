// The dot product that a number is made of.

import type { TermInfo } from "../protocol/messages";

/** The dot itself, alone or beside a bias; undefined where the number is no dot. */
export function dotOf(term: TermInfo): TermInfo | undefined {
  return [term, ...term.parts].find((part) => part.rule === "dot");
}
