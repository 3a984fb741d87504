// The arithmetic as LaTeX says what the view says.

import { describe, expect, test } from "vitest";
import type { BlockInfo, Explanation, TermInfo } from "../src/protocol/messages";
import { latex } from "../src/terms/latex";
import { term } from "./networks";

function block(values: readonly number[], shape: readonly number[], step: boolean): BlockInfo {
  return {
    source: step ? "before" : "conv.weight",
    step,
    start: shape.map(() => 0),
    stride: shape.map(() => 1),
    shape,
    bounds: shape,
    values: { dtype: "f8", shape, data: Float64Array.from(values) },
  };
}

function explanation(found: TermInfo, change: Partial<Explanation> = {}): Explanation {
  return {
    step: "conv",
    index: [0, 0, 0, 0],
    value: found.value,
    recorded: found.value,
    residual: 0,
    tolerance: 1e-6,
    adds_up: true,
    products: 4,
    term: found,
    channels: [],
    waterfall: { bars: [], digits: 2, exact: true },
    follows: [],
    pixel: null,
    ...change,
  };
}

const bar = (kind: "channel" | "bias" | "total", value: number) =>
  ({ kind, label: "", channel: 0, count: 1, value }) as const;

describe("a convolution", () => {
  const dot = term("dot", {
    value: 37,
    blocks: [block([1, 2, 4, 5], [1, 1, 2, 2], true), block([1, 2, 3, 4], [1, 1, 2, 2], false)],
  });
  const whole = term("sum", {
    value: 37.5,
    parts: [dot, term("number", { value: 0.5, label: "bias" })],
  });
  const text = latex(
    explanation(whole, {
      channels: [{ channel: 0, place: 0, value: 37, digits: 0, printed: 37 }],
      waterfall: {
        bars: [bar("channel", 37), bar("bias", 0.5), bar("total", 37.5)],
        digits: 1,
        exact: true,
      },
    }),
  );

  test("is a window and a kernel, partial sums, and the total, one below the other", () => {
    expect(text.split("\n")).toEqual([
      "\\begin{aligned}",
      "z &= \\sum_{d,i,j} W_{d,i,j}\\,X_{d,i,j} + b \\\\",
      "&= \\left\\langle \\begin{pmatrix} 1 & 2 \\\\ 4 & 5 \\end{pmatrix},\\;" +
        "\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix} \\right\\rangle + b \\\\",
      "&= 37.0 + 0.5 \\\\",
      "&= 37.5",
      "\\end{aligned}",
    ]);
  });

  test("closes every brace it opens", () => {
    const count = (mark: string) => text.split(mark).length;
    expect(count("{")).toBe(count("}"));
  });
});

describe("other numbers", () => {
  const write = (found: TermInfo) => latex(explanation(found)).split("\n").slice(1, -1).join(" ");
  const number = (value: number) => term("number", { value });

  test("a maximum is equal to one of its numbers", () => {
    const found = term("max", { value: 4, blocks: [block([1, 4, 2, 3], [1, 1, 2, 2], true)] });
    expect(write(found)).toBe("z &= \\max\\left( 1, 4, 2, 3 \\right) \\\\ &= 4");
  });

  test("a quotient of rounded numbers is only nearly equal", () => {
    const found = term("divide", { value: 2 / 3, parts: [number(2), number(3)] });
    expect(write(found)).toBe("z &= \\frac{2}{3} \\\\ &\\approx 0.666667");
  });

  test("what is not finite has its sign", () => {
    expect(write(number(Number.NEGATIVE_INFINITY))).toContain("-\\infty");
    expect(write(number(Number.NaN))).toContain("\\mathrm{NaN}");
  });

  test("small numbers keep their power of ten", () => {
    expect(write(number(1.5e-9))).toContain("1.5 \\cdot 10^{-9}");
  });
});
