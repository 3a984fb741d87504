// Tiles under a point, and cells as indices: each the other's inverse.

import { describe, expect, test } from "vitest";
import { cellsPath, hitTile, layTiles, tileAt } from "../src/draw/tiles";
import { cellOf, cellsOf, fullIndex, indexOf, mapSize } from "../src/state/spot";

describe("tiles", () => {
  const tiles = layTiles(7, 3, 56, { rows: 14, columns: 28 });

  test("stand in rows, and keep a map's shape within limits", () => {
    expect([tiles.width, tiles.tileHeight, tiles.height]).toEqual([170, 28, 86]);
    expect(tileAt(tiles, 4)).toEqual({ x: 57, y: 29 });
    expect(layTiles(1, 1, 60, { rows: 1, columns: 100 }).tileHeight).toBe(30);
    expect(layTiles(1, 1, 60, { rows: 100, columns: 1 }).tileHeight).toBe(60);
  });

  test("are found under every one of their cells", () => {
    for (let k = 0; k < tiles.count; k++) {
      const { x, y } = tileAt(tiles, k);
      for (const [row, column] of [
        [0, 0],
        [13, 27],
        [6, 9],
      ] as const) {
        const hit = hitTile(tiles, x + column * 2 + 1, y + row * 2 + 1);
        expect(hit).toEqual({ k, row, column });
      }
    }
  });

  test.each([
    [56.5, 5],
    [5, 28.5],
    [-1, 5],
    [5, -1],
    [171, 5],
    [60, 60],
  ])("are not found at %d, %d", (x, y) => {
    expect(hitTile(tiles, x, y)).toBeNull();
  });

  test("frame cells to scale, and never too small to see", () => {
    const cells = { top: 2, left: 4, bottom: 5, right: 7 };
    expect(cellsPath(tiles, [0], cells)).toBe("M8 4h6v6h-6z");
    const one = { top: 0, left: 0, bottom: 1, right: 1 };
    expect(cellsPath(tiles, [4], one, 6)).toBe("M55 27h6v6h-6z");
  });
});

describe.each([[[1, 10]], [[1, 4, 9]], [[1, 3, 5, 7]], [[1, 2, 3, 4, 5]]])(
  "a step of shape %j",
  (shape) => {
    test("has each of its numbers in one cell", () => {
      const { rows, columns } = mapSize(shape);
      const seen = new Set<string>();
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const at = indexOf(shape, 1, row, column);
          expect(cellOf(shape, at)).toEqual({ row, column });
          expect(fullIndex(shape, at)).toEqual([0, ...at]);
          at.forEach((n, axis) => {
            expect(n).toBeLessThan(shape[axis + 1] ?? 0);
          });
          seen.add(at.join());
        }
      }
      expect(seen.size).toBe(shape.slice(2).reduce((a, b) => a * b, 1));
    });
  },
);

test("an output without a batch axis has an index without one", () => {
  expect(fullIndex([10], [3])).toEqual([3]);
});

test("a field's box is the cells from its start to its stop", () => {
  const box = { step: "a", start: [0, 2, 3, 4], stop: [1, 5, 6, 8] };
  expect(cellsOf(box, [1, 9, 20, 20])).toEqual({
    cells: { top: 3, left: 4, bottom: 6, right: 8 },
    from: 2,
    to: 5,
  });
});
