// How large the matrices are drawn.

import { expect, test } from "vitest";
import { fitOf, holdsNumbers } from "../src/play/fit";
import { mapsOf, sizeOf } from "../src/play/space";
import { goldens } from "./played";

const room = { width: 1070, height: 430, scale: 1 };

/** Four layers one after the other: the first one's input and output, over and over. */
function deep() {
  const { played } = goldens["two-filters"];
  const [layer] = played.layers;
  if (!layer) throw new Error("no layer");
  const shape = [2, 8, 8];
  const last = { ...layer, output: { ...layer.output, shape } };
  const input = { ...played.input, shape: [3, 30, 30] };
  return { ...played, input, layers: [layer, layer, layer, last] };
}

test("colours give way where maps that are narrower than their captions stand beside large ones", () => {
  const played = deep();
  const fit = fitOf(played, 3, room);
  expect(holdsNumbers(fit.cell, room.scale)).toBe(false);
  const maps = mapsOf(played).map(({ shape }) =>
    Math.max(fit.caption, sizeOf(shape).columns * fit.cell),
  );
  const between = played.layers.map(() => Math.max(fit.caption, 3 * fit.kernelCell) + 2 * fit.gap);
  const wide = [...maps, ...between].reduce((a, b) => a + b, 0);
  expect(wide).toBeLessThanOrEqual(room.width);
  expect(fit.cell).toBeGreaterThan(3);
});

test("numbers stay numbers where there is room for them", () => {
  const { played } = goldens["by-hand"];
  expect(holdsNumbers(fitOf(played, 0, room).cell, room.scale)).toBe(true);
});

test("on a phone, a title that would be cut puts the matrices one below the other", () => {
  const { played } = goldens["by-hand"];
  const [layer] = played.layers;
  if (!layer) throw new Error("no layer");
  const phone = { width: 356, height: 374, scale: 1 };
  const bare = { ...layer.settings, before: [0, 0], after: [0, 0], sizes: [4, 4] };
  const one = { ...layer, settings: bare, output: { ...layer.output, shape: [1, 1, 1] } };
  const fit = fitOf({ ...played, layers: [one] }, 0, phone);
  expect(fit.below).toBe(true);
  expect(holdsNumbers(fit.cell, phone.scale)).toBe(true);
});
