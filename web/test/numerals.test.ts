// Numbers as text: a true minus, the reader's grouping, digits that add up.

import { describe, expect, test } from "vitest";
import { numerals } from "../src/draw/numerals";
import { Chance } from "./chance";

const english = numerals("en");
const { POSITIVE_INFINITY: most, NEGATIVE_INFINITY: least, NaN: nan } = Number;

describe.each(["en", "zh-Hans"])("in %s", (locale) => {
  const write = numerals(locale);

  test("no number has a hyphen", () => {
    const all = [
      write.fixed(-1.5, 2),
      write.signed(-1.5, 2),
      write.short(-1.5e-9),
      write.exact(-1e-21),
      write.whole(-12345),
      write.large(-5),
      write.percent(-0.5),
      write.tiny(-1.2e-7),
    ];
    for (const text of all) expect(text).toMatch(/^−[^-]+$/);
  });

  test("what is not finite is said", () => {
    expect([nan, most, least].map((v) => write.short(v))).toEqual(["NaN", "∞", "−∞"]);
    expect([nan, most, least].map((v) => write.signed(v, 2))).toEqual(["NaN", "+∞", "−∞"]);
    expect(write.percent(nan)).toBe("NaN");
  });

  test("whole numbers are grouped by Intl", () => {
    expect(write.whole(1234567)).toBe(new Intl.NumberFormat(locale).format(1234567));
  });
});

test.each([
  [1.005, 1, "1.0"],
  [0.125, 2, "0.13"],
  [-0.125, 2, "−0.13"],
  [-0.001, 2, "0.00"],
  [0.001, 2, "0.00"],
  [12, 0, "12"],
])("fixed(%d, %d) is %s", (value, digits, text) => {
  expect(english.fixed(value, digits)).toBe(text);
});

test("a sign stands before whatever is not zero as printed", () => {
  expect(english.signed(0.5, 1)).toBe("+0.5");
  expect(english.signed(-0.5, 1)).toBe("−0.5");
  expect(english.signed(0.01, 1)).toBe("0.0");
  expect(english.signed(-0.01, 1)).toBe("0.0");
});

test("short keeps six figures, exact keeps all", () => {
  expect(english.short(0.123456789)).toBe("0.123457");
  expect(english.short(1.2)).toBe("1.2");
  expect(english.short(2e-7)).toBe("2e−7");
  expect(english.short(1.5e12)).toBe("1.5e12");
  expect(english.exact(Math.fround(0.1))).toBe("0.10000000149011612");
  expect(english.exact(1e21)).toBe("1e21");
});

test.each([
  [9999, "9,999"],
  [10_000, "10 k"],
  [70_560, "70.6 k"],
  [705_600, "706 k"],
  [999_499, "999 k"],
  [999_600, "1 M"],
  [1_127_560, "1.13 M"],
  [15_470_264_320, "15.5 G"],
  [2e12, "2 T"],
])("large(%d) is %s", (value, text) => {
  expect(english.large(value)).toBe(text);
});

test("printed digits add up where the printed terms do, for a thousand sums", () => {
  const chance = new Chance(7);
  for (let n = 0; n < 1000; n++) {
    const units = Array.from({ length: 6 }, () => chance.whole(-99_999, 99_999));
    const total = units.reduce((a, b) => a + b, 0);
    const printed = units.map((unit) => unitsOf(english.signed(unit / 1000, 3)));
    expect(printed.reduce((a, b) => a + b, 0)).toBe(unitsOf(english.fixed(total / 1000, 3)));
  }
});

/** A printed number in thousandths. */
function unitsOf(text: string): number {
  return Number(text.replace("−", "-").replace(".", ""));
}
