// A kernel over a picture gives the numbers that the engine gives (tests/web/golden_photo.py).

import { expect, test } from "vitest";
import { convolved, filterOf, outputSize, places } from "../src/play/photo/convolve";
import { dividedBy, filtered, planesShown, toneOf } from "../src/play/photo/filtered";
import { photoOf, wordsOf } from "../src/play/photo/pixels";
import { decodeFrame } from "../src/protocol/frame";
import type { Played } from "../src/protocol/messages";
import goldens from "./goldens/photo.json";

type Name = keyof typeof goldens;

function opened(name: Name) {
  const bytes = Uint8Array.from(atob(goldens[name]), (sign) => sign.charCodeAt(0));
  const found = decodeFrame(bytes.buffer);
  if (found.failed) throw new Error("a reply was taken for a failure");
  const played = found.meta as Played;
  const [layer] = played.layers;
  const filter = layer && filterOf(layer, 0);
  if (!layer || !filter) throw new Error("no filter");
  const [channels = 0, height = 0, width = 0] = played.input.shape;
  expect(channels).toBe(3);
  const size = height * width;
  const planes = [0, 1, 2].map((c) => played.input.values.data.subarray(c * size, (c + 1) * size));
  return { layer, filter, planes, height, width, output: layer.output };
}

test.each(Object.keys(goldens) as Name[])("%s", (name) => {
  const { filter, planes, height, width, output } = opened(name);
  const [, high = 0, wide = 0] = output.shape;
  expect(outputSize(filter, height, width)).toEqual([high, wide]);
  const found = planes.map((values, c) => convolved({ width, height, values }, filter, c).values);
  const filteredOnes = { width: wide, height: high, planes: found, macs: 0, took: 0 };
  const shown = name === "summed" ? planesShown(filteredOnes, "sum", filter.bias) : found;
  const expected = output.values.data;
  expect(expected.length).toBe(shown.length * high * wide);
  const mine = shown.flatMap((plane) => [...plane]);
  expect(mine.filter((n) => n !== 0).length).toBeGreaterThan(mine.length / 3);
  mine.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i] ?? Number.NaN, 9);
  });
});

test("what stands around a line of four", () => {
  expect(places(4, 2, 1, "zeros")).toEqual([-1, -1, 0, 1, 2, 3, -1]);
  expect(places(4, 2, 1, "reflect")).toEqual([2, 1, 0, 1, 2, 3, 2]);
  expect(places(4, 2, 1, "replicate")).toEqual([0, 0, 0, 1, 2, 3, 3]);
  expect(places(4, 2, 1, "circular")).toEqual([2, 3, 0, 1, 2, 3, 0]);
});

test("a picture comes back from its pixels, and an edge is shown by its size", () => {
  const photo = photoOf("p", 1, 2, [255, 0, 10, 9, 8, 7], 3);
  expect(photo.planes.map((plane) => [...plane])).toEqual([
    [255, 9],
    [0, 8],
    [10, 7],
  ]);
  const words = wordsOf([[-300], [-20], [20]], "size");
  expect((words[0] ?? 0) >>> 0).toBe(0xff1414ff);
  expect((wordsOf([[-300], [-20], [20]], "picture")[0] ?? 0) >>> 0).toBe(0xff140000);
  const { filter } = opened("plain");
  expect([toneOf(filter, "colour"), toneOf(filter, "red")]).toEqual(["size", "signed"]);
  expect(toneOf(opened("padded").filter, "colour")).toBe("picture");
});

test("a kernel that adds up to more than 1 is divided by its sum to be seen", () => {
  const heavy = {
    ...opened("padded").filter,
    weights: [
      [4, 4],
      [4, 4],
      [4, 4],
    ],
  };
  expect([dividedBy(heavy, "colour"), dividedBy(heavy, "sum")]).toEqual([8, 24]);
  expect(dividedBy(opened("padded").filter, "colour")).toBe(1);
  expect(dividedBy(opened("plain").filter, "colour")).toBe(1);
  expect((wordsOf([[800], [400], [80]], "picture", 1 / 8)[0] ?? 0) >>> 0).toBe(0xff0a3264);
});

test("a whole photograph takes the products it says", () => {
  const { filter } = opened("padded");
  const photo = photoOf("p", 20, 30, new Uint8Array(1800).fill(90), 3);
  const found = filtered(photo, filter);
  expect([found.height, found.width, found.macs]).toEqual([20, 30, 20 * 30 * 27]);
  expect(found.planes[1]?.[31]).toBeCloseTo(93, 9);
});
