// The nine hues of the weights: their text is read on the cells they tint, and they differ.

import { expect, test } from "vitest";
import { contrast, over } from "./colours";
import { stylesheets, tokens } from "./sources";

const known = tokens();
const colour = (name: string) => known.get(name) ?? "";
const nine = Array.from({ length: 9 }, (_, i) => i);
const board = stylesheets["styles/board.css"] ?? "";
const tint = Number(board.match(/var\(--hue\) (\d+)%/)?.[1]) / 100;

test("the tint of a lit cell is read from the stylesheet", () => {
  expect(tint).toBeGreaterThan(0.05);
  expect(tint).toBeLessThan(0.4);
});

test.each(nine)("hue %i", (i) => {
  const [hue, text] = [colour(`weight-${i}`), colour(`weight-${i}-text`)];
  expect(stylesheets["styles/hues.css"]).toContain(`--hue-text: var(--weight-${i}-text)`);
  for (const ground of [colour("paper"), colour("card")]) {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  }
  for (const ground of [colour("card"), colour("shade")]) {
    expect(contrast(text, over(hue, tint, ground))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colour("ink"), over(hue, tint, ground))).toBeGreaterThanOrEqual(7);
  }
});

test("no two of them are the same", () => {
  expect(new Set(nine.map((i) => colour(`weight-${i}`))).size).toBe(9);
  expect(new Set(nine.map((i) => colour(`weight-${i}-text`))).size).toBe(9);
});
