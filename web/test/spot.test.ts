// From the input back to the picture.

import { describe, expect, test } from "vitest";
import { onPicture } from "../src/state/spot";

const box = (y: number, x: number, size: number) => ({
  step: "input",
  start: [0, 0, y, x],
  stop: [1, 3, y + size, x + size],
});
const shape = [1, 3, 32, 32];
const picture = { width: 600, height: 400 };

describe("a field on the picture", () => {
  test("is its share of the input, where the whole picture was taken", () => {
    expect(onPicture(box(8, 16, 8), shape, [], picture)).toEqual({
      x: 0.5,
      y: 0.25,
      width: 0.25,
      height: 0.25,
    });
  });

  test("stands inside the square that was cut out", () => {
    const found = onPicture(box(0, 16, 8), shape, [0, 100, 400, 400], picture);
    expect(found.x).toBeCloseTo((100 + 200) / 600, 12);
    expect(found.width).toBeCloseTo(100 / 600, 12);
    expect(found).toMatchObject({ y: 0, height: 0.25 });
  });

  test("ends at the edge of the picture", () => {
    const found = onPicture(box(28, -3, 9), shape, [], picture);
    expect(found.x).toBe(0);
    expect(found.width).toBeCloseTo(6 / 32, 12);
    expect(found.y + found.height).toBeCloseTo(1, 12);
  });
});
