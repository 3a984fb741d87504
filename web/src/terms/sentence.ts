// One sentence that says what a number is made of.

import { figures, words } from "../i18n";
import type { Explanation, StepInfo, TermInfo } from "../protocol/messages";
import { dotOf } from "./dot";

export function sentence(found: Explanation, step: StepInfo): string {
  const { madeOf } = words.value;
  const write = figures.value.whole;
  const dot = dotOf(found.term);
  if (step.inputs.length === 0) return madeOf.input;
  if (dot) return dotSentence(dot, found);
  const count = write(found.products);
  switch (found.term.rule) {
    case "max":
      return madeOf.max(write(Math.max(found.products, numbersIn(found.term))));
    case "min":
      return madeOf.min(write(Math.max(found.products, numbersIn(found.term))));
    case "divide":
      return isMean(found.term) ? madeOf.mean(count) : madeOf.other(count);
    case "sum":
      return isPlain(found.term) ? madeOf.sum(count) : madeOf.other(count);
    case "read":
      return madeOf.read;
    case "choose":
      return madeOf.choose;
    case "number":
      return madeOf.number;
    case "opaque":
      return madeOf.opaque(step.call);
    case "padding":
      return words.value.paddingCell;
    case "dot":
    case "product":
    case "subtract":
    case "exp":
    case "log":
    case "sqrt":
    case "tanh":
    case "erf":
    case "power":
      return madeOf.other(count);
  }
}

function dotSentence(dot: TermInfo, found: Explanation): string {
  const { madeOf } = words.value;
  const write = figures.value.whole;
  const [window] = dot.blocks;
  const products = write(window?.values.data.length ?? 0);
  const space = window?.shape.slice(2) ?? [];
  if (space.length === 0) return madeOf.linear(products);
  const channels = write(found.channels.length);
  const biased = found.waterfall.bars.some((bar) => bar.kind === "bias");
  const tell = biased ? madeOf.dot : madeOf.dotNoBias;
  return tell(channels, space.join("×"), products);
}

function numbersIn(term: TermInfo): number {
  return term.parts.length + term.blocks.reduce((sum, block) => sum + block.values.data.length, 0);
}

/** A sum of numbers as they stand: nothing is done to them before they are added. */
function isPlain(term: TermInfo): boolean {
  return term.parts.every(({ rule }) => ["read", "number", "padding"].includes(rule));
}

function isMean(term: TermInfo): boolean {
  return term.parts[0]?.rule === "sum" && term.parts[1]?.rule === "number";
}
