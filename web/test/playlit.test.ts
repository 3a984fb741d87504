// What is lit: the lecture's exercise by hand, then every example against what the engine tells.

import { expect, test } from "vitest";
import { fedBy, litBy, readBy } from "../src/play/lit";
import { partsOf } from "../src/play/parts";
import { placeOf, sizeOf } from "../src/play/space";
import { goldens } from "./played";

const at = (row: number, column: number, plane = 0) => ({ plane, row, column });

test("an output number of the lecture's exercise reads its nine neighbours, a to i", () => {
  const layer = goldens["by-hand"].played.layers[0];
  if (!layer) throw new Error("no layer");
  const marks = readBy(layer, at(1, 2));
  expect(marks.map((m) => [m.row, m.column])).toEqual(
    [0, 1, 2].flatMap((row) => [1, 2, 3].map((column) => [row, column])),
  );
  expect(marks.map((m) => m.weight)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test("a corner of the input feeds four outputs, by the weights that then lie on it", () => {
  const layer = goldens["by-hand"].played.layers[0];
  if (!layer) throw new Error("no layer");
  const fed = fedBy(layer, at(0, 0)).map((m) => [m.row, m.column, m.weight]);
  expect(fed).toEqual([
    [0, 0, 4],
    [0, 1, 3],
    [1, 0, 1],
    [1, 1, 0],
  ]);
});

test("a weight meets every input that it is multiplied with, once for each output", () => {
  const { played } = goldens["by-hand"];
  const lit = litBy(played, { at: "kernel", layer: 0, output: 0, place: at(0, 0) });
  const marks = lit.maps[0]?.marks ?? [];
  expect(marks).toHaveLength(16);
  expect(marks.every((mark) => mark.weight === 0)).toBe(true);
  expect(Math.min(...marks.map((mark) => mark.row))).toBe(-1);
  expect(Math.max(...marks.map((mark) => mark.row))).toBe(2);
});

test("a second layer's number sees 5×5 of the input, through the first", () => {
  const { played } = goldens["two-layers"];
  const lit = litBy(played, { at: "map", map: 2, place: at(1, 1) });
  const [frame] = lit.maps[0]?.frames ?? [];
  expect([frame?.top, frame?.left, frame?.bottom, frame?.right]).toEqual([1, 1, 6, 6]);
  expect(lit.maps[1]?.marks).toHaveLength(9);
});

test.each(Object.keys(goldens))("%s: the terms are the engine's, in its order", (name) => {
  const { played, cells } = goldens[name as keyof typeof goldens];
  expect(cells.length).toBeGreaterThan(2);
  for (const cell of cells) {
    const sum = partsOf(played, { layer: cell.layer, place: placeOf(cell.index) }, null);
    if (!sum) throw new Error("the numbers are missing");
    expect(sum.parts.map((part) => part.value)).toEqual([...cell.values]);
    expect(sum.parts.map((part) => part.factor)).toEqual([...cell.weights]);
    expect(sum.value).toBe(cell.value);
    expect(sum.divisor).toBe(cell.divisor ?? 1);
    const layer = played.layers[cell.layer];
    const taps = layer?.kernel ? sizeOf([1, ...layer.settings.sizes]) : null;
    if (taps) expect(sum.parts.map((part) => part.weight)).toEqual([...cell.taps]);
  }
});
