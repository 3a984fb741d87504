// Codes and numbers as colours; what is not finite is marked.

import { describe, expect, test } from "vitest";
import {
  ACTIVATION,
  activationColour,
  activationWord,
  codeTable,
  hatch,
  inkOn,
  luminance,
  peakOf,
  WEIGHT,
  weightColour,
} from "../src/draw/colour";
import { channels, contrast } from "./colours";

const css = (hex: string) => `rgb(${channels(hex).join(" ")})`;
const { POSITIVE_INFINITY: most, NEGATIVE_INFINITY: least, NaN: nan } = Number;

describe("a scale", () => {
  test("passes through its stops at even steps, within a shade", () => {
    ACTIVATION.forEach((stop, i) => {
      const found = channels(activationColour((i - 4) * 0.75, 3));
      channels(stop).forEach((wanted, k) => {
        expect(Math.abs((found[k] ?? 0) - wanted)).toBeLessThanOrEqual(2);
      });
    });
  });

  test("puts the paper's white at zero, and its last stops at its ends", () => {
    expect([-3, 3].map((value) => activationColour(value, 3))).toEqual(
      [ACTIVATION[0], ACTIVATION[8]].map(css),
    );
    expect(activationColour(0, 0)).toBe(css("#FAF9F6"));
    expect([-1, 0, 1].map((value) => weightColour(value, 1))).toEqual(
      [WEIGHT[0], "#FAF9F6", WEIGHT[6]].map(css),
    );
  });

  test("clips what lies beyond its ends", () => {
    expect(activationColour(7, 2)).toBe(activationColour(2, 2));
    expect(activationColour(-7, 2)).toBe(activationColour(-2, 2));
  });

  test("gives infinity and NaN colours that no finite number has", () => {
    const finite = new Set(
      Array.from({ length: 2001 }, (_, i) => activationWord((i - 1000) / 1000, 1)),
    );
    expect(finite.size).toBe(253);
    for (const word of [activationWord(most, 1), activationWord(least, 1)]) {
      expect(finite.has(word)).toBe(false);
    }
    expect(activationWord(most, 1)).not.toBe(activationWord(least, 1));
    expect([hatch(0, 0), hatch(0, 1)].some((word) => finite.has(word))).toBe(false);
    expect(hatch(0, 0)).toBe(hatch(1, 1));
    expect(hatch(0, 0)).not.toBe(hatch(0, 1));
    expect(activationColour(nan, 1)).toBe(weightColour(nan, 1));
  });
});

describe("the table of a map's codes", () => {
  const step = 0.5;
  const table = codeTable(step, 126 * step);

  test("colours a code as the number that it stands for", () => {
    for (let code = 2; code <= 254; code++) {
      expect(table[code]).toBe(activationWord((code - 128) * step, 126 * step));
    }
  });

  test("marks 0 as NaN, 1 as −∞, 255 as +∞", () => {
    expect(table[1]).toBe(activationWord(least, 1));
    expect(table[255]).toBe(activationWord(most, 1));
    expect([hatch(0, 0), hatch(0, 1)]).toContain(table[0]);
  });

  test("is paper throughout for a map of zeros", () => {
    expect(new Set(codeTable(0, 0).slice(2, 255)).size).toBe(1);
    expect(codeTable(0, 0)[128]).toBe(activationWord(0, 1));
  });

  test("pales on a scale that is shared with a stronger map", () => {
    expect(codeTable(step, 252 * step)[254]).toBe(activationWord(0.5, 1));
  });
});

test("ink reads on every colour that a cell may have", () => {
  const values = [...Array.from({ length: 401 }, (_, i) => (i - 200) / 200), nan, most, least];
  const grounds = values.flatMap((v) => [activationColour(v, 1), weightColour(v, 1)]);
  for (const ground of grounds) {
    expect(contrast(inkOn(ground), ground), ground).toBeGreaterThanOrEqual(4.5);
  }
});

test("luminance is WCAG's", () => {
  expect(luminance(255, 255, 255)).toBeCloseTo(1, 10);
  expect(luminance(0, 0, 0)).toBe(0);
  expect(contrast("#ffffff", "#767676")).toBeCloseTo(4.54, 2);
});

test("the peak is the largest finite magnitude", () => {
  expect(peakOf([1, -3, nan, most, least, 2])).toBe(3);
  expect(peakOf([])).toBe(0);
});
