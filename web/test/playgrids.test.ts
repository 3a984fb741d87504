// @vitest-environment happy-dom
// Matrices as texts, undo, asking no more than can be answered, letters, and fitting numbers.

import { describe, expect, test } from "vitest";
import { reasonsZh } from "../src/i18n/reasons.zh-Hans";
import { unpinned } from "../src/play/examples";
import { gridText, pastedRows, word, written } from "../src/play/grids";
import { hueOf, letterOf } from "../src/play/letters";
import { fitted } from "../src/play/numbers";
import { panelsOf } from "../src/play/panels";
import { Past } from "../src/play/past";
import { Pump } from "../src/play/pump";

const size = (planes: number, rows: number, columns: number) => ({ planes, rows, columns });

describe("a matrix as texts", () => {
  test("is written as a box holds it, and an emptied cell keeps its place", () => {
    expect(gridText({ size: size(2, 1, 2), texts: ["1", "1/3", "-2", "x"] })).toBe("1 1/3 | -2 x");
    expect(gridText({ size: size(1, 2, 2), texts: ["1", "", "3", "4"] })).toBe("1,,; 3 4");
  });

  test("takes one word a cell, and a block from there on, growing where it must", () => {
    const grid = { size: size(1, 2, 2), texts: ["1", "2", "3", "4"] };
    expect(written(grid, { plane: 0, row: 0, column: 1 }, [["9"]]).texts).toEqual([
      "1",
      "9",
      "3",
      "4",
    ]);
    const grown = written(grid, { plane: 0, row: 1, column: 1 }, [["5", "6"], ["7"]]);
    expect(grown.size).toEqual(size(1, 3, 3));
    expect(grown.texts).toEqual(["1", "2", "0", "3", "5", "6", "0", "7", "0"]);
    expect(written(grid, { plane: 0, row: 0, column: 0 }, [Array(20_000).fill("1")])).toBe(grid);
  });

  test("knows a block from a number", () => {
    expect(pastedRows("1\t2\r\n3\t\n")).toEqual([
      ["1", "2"],
      ["3", ""],
    ]);
    expect(pastedRows("1 2；3，4")).toEqual([
      ["1", "2"],
      ["3", "4"],
    ]);
    for (const one of ["", "7", " -2 ", "1e9", "二", "１／３"]) expect(pastedRows(one)).toBeNull();
    expect(word(" 1 2;|x ")).toBe("12x");
  });
});

describe("undo", () => {
  test("goes back over changes of one box at once, and forward again", () => {
    const past = new Past<string>();
    past.keep("a", "stride", 0);
    past.keep("b", "stride", 100);
    past.keep("c", "padding", 200);
    expect(past.undo("d")).toBe("c");
    expect(past.undo("c")).toBe("a");
    expect([past.undoable, past.redoable]).toEqual([false, true]);
    expect(past.redo("a")).toBe("c");
    past.keep("c", "", 300);
    expect(past.redo("e")).toBeUndefined();
  });
});

test("asks for the newest wish alone once an answer is there", async () => {
  const asked: number[] = [];
  const told: number[] = [];
  const answers: (() => void)[] = [];
  const pump = new Pump<number, number>(
    (wish) => {
      asked.push(wish);
      return new Promise((answer, refuse) =>
        answers.push(() => (wish === 4 ? refuse(wish) : answer(wish))),
      );
    },
    (answer) => told.push(answer),
    (_, wish) => told.push(-wish),
  );
  const answered = async () => {
    answers.shift()?.();
    await new Promise((after) => setTimeout(after));
  };
  for (const wish of [1, 2, 3]) pump.want(wish);
  await answered();
  pump.want(4);
  await answered();
  await answered();
  expect([asked, told]).toEqual([
    [1, 3, 4],
    [1, 3, -4],
  ]);
});

test("weights have letters and nine hues", () => {
  expect([0, 8, 25, 26, 27, 52].map(letterOf)).toEqual(["a", "i", "z", "aa", "ab", "ba"]);
  expect([0, 8, 9, 17, 24].map(hueOf)).toEqual([0, 8, 0, 8, 6]);
});

test.each([
  ["13", 62, "13"],
  ["-2", 36, "−2"],
  ["0.3333333333333333", 36, ".333"],
  ["-1234567", 36, "−1e6"],
  ["0.1111111111111111", 62, ".11111"],
  ["elephant", 36, "ele…"],
] as const)("%s in %i pixels is %s", (text, cell, shown) => {
  expect(fitted(text, cell).shown).toBe(shown);
  expect(fitted(text, cell).size).toBeGreaterThanOrEqual(12);
});

test("a block shows the panels that it is told, or the usual ones", () => {
  expect(panelsOf("formula-cost-formula")).toEqual(["formula", "cost"]);
  expect(panelsOf("")).toEqual(["stage", "sum", "formula"]);
  expect(panelsOf("nonsense")).toEqual(panelsOf(""));
});

test("an example is known whatever number is chosen in it", () => {
  const link = "1*i1,2*c0,0,1*tshift*s0,1*lconv2d*k1*ceil*tx";
  expect(unpinned(link)).toBe("1*i1,2*s0,1*lconv2d*k1*ceil*tx");
});

test("no reason in Chinese leaves a fact out where it has it", () => {
  const facts = new Proxy({}, { get: (_, name) => `⟨${String(name)}⟩` }) as Record<string, string>;
  for (const [code, tell] of Object.entries(reasonsZh)) {
    const told = tell(facts);
    expect(told, code).toMatch(/\p{Script=Han}/u);
    expect(told, code).not.toMatch(/undefined|NaN/);
  }
});
