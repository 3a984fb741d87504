// Frames against bytes that the Python encoder wrote (tests/web/golden_frames.py).

import { describe, expect, test } from "vitest";
import { decodeFrame, encodeFrame } from "../src/protocol/frame";
import type { Numbers, Values } from "../src/protocol/messages";
import goldens from "./goldens/frames.json";

const bytesOf = (name: keyof typeof goldens) =>
  Uint8Array.from(goldens[name].match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const open = (name: keyof typeof goldens) => decodeFrame(bytesOf(name).buffer);

function metaOf<T>(name: keyof typeof goldens): T {
  const opened = open(name);
  if (opened.failed) throw new Error("a reply was taken for a failure");
  return opened.meta as T;
}

describe("decodeFrame", () => {
  test("reads a map of float32, bit by bit", () => {
    const { step, channel, values } = metaOf<Values>("values");
    expect([step, channel, values.dtype, values.shape]).toEqual(["conv1_1", 3, "f4", [2, 3]]);
    const smallest = 1.401298464324817e-45;
    const { NaN: nan, POSITIVE_INFINITY: most, NEGATIVE_INFINITY: least } = Number;
    expect(values.data).toEqual(Float32Array.of(0.5, -1.25, nan, most, least, smallest));
  });

  test("reads every kind of number, and text", () => {
    type Kinds = Record<"bytes" | "integers" | "doubles" | "none", Numbers> & { text: string };
    const found = metaOf<Kinds>("kinds");
    expect(found.bytes.data).toEqual(Uint8Array.of(0, 128, 255));
    expect(found.integers.data).toEqual(Int32Array.of(-2, 2 ** 31 - 1));
    expect(found.doubles.data).toEqual(Float64Array.of(0.1, -1e300));
    expect(found.none.data).toHaveLength(0);
    expect(found.text).toBe("卷积 × −3 “q”");
  });

  test("lays typed arrays over the frame's own memory", () => {
    const { data } = metaOf<Values>("values").values;
    expect(data.byteOffset % 8).toBe(0);
    expect(data.buffer.byteLength).toBeGreaterThan(data.byteLength);
  });

  test("revives what JSON cannot hold", () => {
    const found = metaOf<{ list: number[]; deep: { nan: number } }>("specials");
    const { NaN: nan, POSITIVE_INFINITY: most, NEGATIVE_INFINITY: least } = Number;
    expect(found.list).toEqual([nan, most, least, 0, -2.5]);
    expect(found.deep.nan).toBeNaN();
  });

  test("tells a failure from a reply", () => {
    expect(open("failure")).toEqual({
      failed: true,
      failure: { code: "address", message: "there is no step 'x'", facts: { step: "x" } },
    });
  });

  test("refuses numbers whose buffer is missing", () => {
    const frame = encodeFrame({ dtype: "f4", shape: [1], buffer: 0 });
    expect(() => decodeFrame(frame.buffer as ArrayBuffer)).toThrow(/buffer/);
  });
});

test("encodeFrame writes what Python would", () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
  const meta = { network: "tiny-vgg", name: "猫.png" };
  expect(encodeFrame(meta, [png, new Uint8Array()])).toEqual(bytesOf("ask"));
});
