// What the inputs of a channel add at one place, those not shown included.

import { describe, expect, test } from "vitest";
import type { Numbers, Part, Parts } from "../src/protocol/messages";
import { layerSum, sideOf } from "../src/views/layersum";

const plane = (...data: number[]): Numbers => ({
  dtype: "f4",
  shape: [1, data.length],
  data: new Float32Array(data),
});
const none: Numbers = { dtype: "f4", shape: [0], data: new Float32Array(0) };

function part(channel: number, adds: Numbers): Part {
  return { source: "before", channel, map: plane(0, 0), kernel: none, adds, strength: 1 };
}

function parts(change: Partial<Parts>): Parts {
  return {
    step: "conv",
    channel: 0,
    parts: [part(4, plane(1, 2)), part(1, plane(-3, 0.25))],
    total: 2,
    bias: Number.NaN,
    output: plane(-2, 2.25),
    // biome-ignore lint/suspicious/noThenProperty: the message says what comes then
    then: "",
    after: none,
    ...change,
  };
}

describe("the sum at one place", () => {
  test("is read at the place asked for", () => {
    const found = layerSum(parts({}), { row: 0, column: 1 });
    expect(found).toMatchObject({ here: 1, value: 2.25, bias: null, others: 0, rest: 0, most: 2 });
  });

  test("leaves to the inputs not shown what the shown ones and the bias do not give", () => {
    const found = layerSum(parts({ total: 10, bias: 0.5, output: plane(4, 0) }), {
      row: 0,
      column: 0,
    });
    expect(found).toMatchObject({ others: 8, rest: 4 - 0.5 - (1 - 3), bias: 0.5, most: 5.5 });
  });

  test("has no rest where the channel is no sum", () => {
    const found = layerSum(parts({ parts: [part(0, none)], total: 9 }), { row: 0, column: 0 });
    expect(found).toMatchObject({ sums: false, others: 0, rest: 0 });
  });

  test("is drawn by its sign, and faintly where it is next to nothing", () => {
    expect([2, -2, 0.001, Number.NaN].map((share) => sideOf(share, 2))).toEqual([
      "adds",
      "takes",
      "none",
      "none",
    ]);
  });
});
