// The cell under a point of the page, and the cell that an arrow leads to.

import { expect, test } from "vitest";
import { ARROWS, cellUnder, inside } from "../src/draw/grid";

/** Of a grid of 4 rows and 3 columns, whose cells of 20 × 10 pixels begin at (100, 200). */
function cellAt(clientX: number, clientY: number) {
  const box = { left: 100, top: 200, width: 60, height: 40 };
  const currentTarget = { getBoundingClientRect: () => box };
  return cellUnder({ currentTarget, clientX, clientY } as unknown as MouseEvent, 4, 3);
}

test("a point lies in a cell from its first pixel to its last", () => {
  expect(cellAt(100, 200)).toEqual({ row: 0, column: 0 });
  expect(cellAt(119, 209)).toEqual({ row: 0, column: 0 });
  expect(cellAt(120, 210)).toEqual({ row: 1, column: 1 });
  expect(cellAt(159, 239)).toEqual({ row: 3, column: 2 });
});

test("a point beside the grid takes the nearest cell", () => {
  expect(cellAt(99, 300)).toEqual({ row: 3, column: 0 });
  expect(cellAt(160, 199)).toEqual({ row: 0, column: 2 });
});

test("arrows lead up, down, left and right, and not out of the grid", () => {
  const from = { row: 1, column: 2 };
  const next = Object.values(ARROWS).map(([down, right]) =>
    inside({ row: from.row + down, column: from.column + right }, 4, 3),
  );
  expect(Object.keys(ARROWS)).toEqual(["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight"]);
  expect(next).toEqual([
    { row: 0, column: 2 },
    { row: 2, column: 2 },
    { row: 1, column: 1 },
    { row: 1, column: 2 },
  ]);
});
