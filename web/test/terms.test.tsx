// @vitest-environment happy-dom
// Every rule of a term is drawn, and every number has its sentence.

import { render } from "preact";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BlockInfo, Explanation, TermInfo } from "../src/protocol/messages";
import { SessionContext } from "../src/state/context";
import { NOWHERE } from "../src/state/place";
import { Session } from "../src/state/session";
import { TermView } from "../src/terms";
import { indexIn } from "../src/terms/cells";
import { sentence } from "../src/terms/sentence";
import { step, term } from "./networks";
import { answers, Scripted, settled } from "./transports";

function block(values: readonly number[], told: Partial<BlockInfo> = {}): BlockInfo {
  return {
    source: "conv1_1",
    step: true,
    start: [0, 2, 3, 4],
    stride: [1, 1, 1, 1],
    shape: [1, 1, 2, 2],
    bounds: [1, 10, 28, 28],
    values: { dtype: "f8", shape: [1, 1, 2, 2], data: Float64Array.from(values) },
    ...told,
  };
}

const [one, two] = [term("number", { value: 2.5 }), term("number", { value: -4 })];
const blocks = [block([1, 2, 3, 4])];

/** One of each; the compiler asks for every rule there is, and what it must show. */
const RULES: Readonly<Record<TermInfo["rule"], readonly [Partial<TermInfo>, readonly string[]]>> = {
  number: [{ value: 2.5, label: "slope" }, ["2.5", "slope"]],
  read: [
    { value: 7, source: "conv1_1", step: true, index: [0, 1, 2, 3] },
    ["7", "conv1_1 · channel 1", "row 2, column 3"],
  ],
  padding: [{ value: 0 }, ["0", "zero padding"]],
  sum: [{ parts: [one, two] }, ["Σ", "2.5", "+", "−4"]],
  product: [{ parts: [one, two] }, ["2.5", "×", "−4"]],
  dot: [{ blocks: [...blocks, block([5, 6, 7, 8])] }, ["Σ", "1.00", "×", "5.00"]],
  subtract: [{ parts: [one, two] }, ["2.5", "−", "−4"]],
  divide: [{ parts: [one, two] }, ["2.5", "−4"]],
  max: [{ value: 4, blocks }, ["max", "1.00", "4.00"]],
  min: [{ value: 1, blocks }, ["min", "1.00"]],
  exp: [{ parts: [one] }, ["exp", "2.5"]],
  log: [{ parts: [one] }, ["log", "2.5"]],
  tanh: [{ parts: [one] }, ["tanh", "2.5"]],
  erf: [{ parts: [one] }, ["erf", "2.5"]],
  sqrt: [{ parts: [one] }, ["√", "2.5"]],
  power: [{ parts: [one, two] }, ["2.5", "−4"]],
  choose: [{ parts: [one], label: "x > 0" }, ["2.5", "(x > 0)"]],
  opaque: [{ value: 9, label: "fold" }, ["9", "fold"]],
};

let session: Session;

beforeEach(async () => {
  session = new Session(new Scripted(answers()), NOWHERE);
  await settled();
});

afterEach(() => {
  render(null, document.body);
});

function draw(found: TermInfo, exact = false): HTMLElement {
  const view = (
    <SessionContext.Provider value={session}>
      <TermView term={found} exact={exact} all={false} />
    </SessionContext.Provider>
  );
  render(view, document.body);
  return document.body;
}

test.each(Object.entries(RULES))("%s is drawn with its parts", (rule, [told, shown]) => {
  const drawn = draw(term(rule as TermInfo["rule"], told)).textContent ?? "";
  for (const text of shown) expect(drawn).toContain(text);
});

test("a number that was read opens, one step down", () => {
  draw(term(...(["read", RULES.read[0]] as const)));
  document.querySelector("button")?.click();
  expect(session.place.value).toMatchObject({ view: "number", step: "conv1_1", at: [1, 2, 3] });
});

test("a cell of a window opens its own number; padding does not open", () => {
  const edge = block([0, 0, 5, 6], { start: [0, 2, -1, 27] });
  draw(term("max", { value: 6, blocks: [edge] }));
  const buttons = [...document.querySelectorAll("button")];
  expect(buttons.map((button) => button.textContent)).toEqual(["5.00"]);
  buttons[0]?.click();
  expect(session.place.value).toMatchObject({ step: "conv1_1", at: [2, 0, 27] });
});

test("rounded parts are joined by ≈, exact digits by =", () => {
  const sum = term("sum", { value: 1 / 3, parts: [one, two] });
  expect(draw(sum).textContent).toContain("≈0.333333");
  expect(draw(sum, true).textContent).toContain(`=${1 / 3}`);
});

test("what is not finite is shown as it is", () => {
  const found = draw(
    term("sum", {
      value: Number.NaN,
      parts: [one, term("number", { value: Number.NEGATIVE_INFINITY })],
    }),
  );
  expect(found.textContent).toContain("−∞");
  expect(found.textContent).toContain("NaN");
});

test("the i-th number of a block stands where its strides say", () => {
  const found = block([], { start: [0, 2, -1, 4], stride: [1, 1, 2, 3], shape: [1, 3, 2, 2] });
  expect(indexIn(found, 0)).toEqual([0, 2, -1, 4]);
  expect(indexIn(found, 3)).toEqual([0, 2, 1, 7]);
  expect(indexIn(found, 4)).toEqual([0, 3, -1, 4]);
});

describe("a sentence", () => {
  const conv = step({
    name: "a",
    kind: "Conv",
    call: "conv2d",
    inputs: ["b"],
    shape: [1],
    unit: 0,
  });

  function explained(found: TermInfo, told: Partial<Explanation> = {}): Explanation {
    return {
      step: "a",
      index: [0],
      value: 1,
      recorded: 1,
      residual: 0,
      tolerance: 0,
      adds_up: true,
      products: 4,
      term: found,
      channels: [],
      waterfall: { bars: [], digits: 2, exact: true },
      follows: [],
      pixel: null,
      ...told,
    };
  }

  test.each(Object.keys(RULES))("is there for %s", (rule) => {
    const [told] = RULES[rule as TermInfo["rule"]];
    expect(sentence(explained(term(rule as TermInfo["rule"], told)), conv)).not.toBe("");
  });

  test("counts windows, kernels and products, and names the bias where there is one", () => {
    const channels = [{ channel: 0, place: 0, value: 1, digits: 2, printed: 1 }];
    const dot = term("dot", { blocks });
    const bias = { kind: "bias", label: "bias", channel: -1, count: 1, value: 1 } as const;
    expect(sentence(explained(dot, { channels }), conv)).toBe(
      "1 2×2 window × 1 kernel, summed: 4 products",
    );
    const waterfall = { bars: [bias], digits: 2, exact: true };
    expect(sentence(explained(dot, { channels, waterfall }), conv)).toContain("plus a bias");
  });

  test("calls a sum only what adds numbers as they stand", () => {
    const scaled = term("product", { parts: [one, one] });
    expect(sentence(explained(term("sum", { parts: [one, one] })), conv)).toContain("sum");
    expect(sentence(explained(term("sum", { parts: [scaled, one] })), conv)).toBe(
      "worked out from 4 numbers",
    );
  });

  test("says that the input is where the arithmetic ends", () => {
    const source = { ...conv, inputs: [] };
    expect(sentence(explained(one), source)).toContain("ends");
  });
});
