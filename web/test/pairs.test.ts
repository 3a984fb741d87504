// @vitest-environment happy-dom
// A column of factors: as many decimals as four significant digits of the finest take.

import { expect, test } from "vitest";
import { decimalsOf } from "../src/terms/pairs";

test.each([
  [0, 0],
  [7, 0],
  [-2.5, 1],
  [0.24401, 3],
  [-0.18734, 4],
  [0.012345, 5],
  [1e-9, 0],
  [123456.7, 0],
  [Number.NaN, 0],
  [Number.POSITIVE_INFINITY, 0],
])("%d takes %d decimals", (value, decimals) => {
  expect(decimalsOf(value)).toBe(decimals);
});
