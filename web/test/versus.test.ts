// Networks compared: their figures, the names of their ways, the cells of their maps, the asks.

import { beforeEach, describe, expect, test } from "vitest";
import { numerals } from "../src/draw/numerals";
import type { GapMaps, Gaps, Side, StepGap } from "../src/protocol/messages";
import { NOWHERE, type Place } from "../src/state/place";
import { Session } from "../src/state/session";
import { farthest, indexIn, numbersIn, sizeOf } from "../src/versus/cells";
import { type Comparing, comparingOf, shownStep } from "../src/versus/comparing";
import { bytesText, costliest, heights, relativeText, shareText } from "../src/versus/figures";
import { baseOf, has, toggled } from "../src/versus/ways";
import { answers, Scripted, settled } from "./transports";

const figures = numerals("en");

function side(name: string, costs: readonly (readonly [macs: number, params: number])[]): Side {
  const total = (k: 0 | 1) => costs.reduce((sum, cost) => sum + cost[k], 0);
  return {
    ...{ name, title: name, year: 0, input_shape: [1, 3, 8, 8], field: [3, 3], complete: true },
    ...{ depth: 2, weight_layers: 2, flops: 0, weight_bytes: 0, peak_bytes: 0 },
    macs: total(0),
    params: total(1),
    layers: costs.map(([macs, params], i) => ({
      ...{ name: `l${i}`, title: `l ${i}`, kind: "Conv", shape: [1, 2, 8, 8], bytes: 0 },
      macs,
      params,
    })),
  };
}

function stepGap(told: Partial<StepGap>): StepGap {
  const gap = { largest: 1, relative: 0.5, at: [0, 1, 1, 0], a: 2, b: 1 };
  return {
    ...{ a: "conv", b: "conv", title: "conv", kind: "Conv", status: "equal", tolerance: 0, gap },
    ...{ shape_a: [1, 2, 2, 3], shape_b: [1, 2, 2, 3], causes: [], settings: [], weights: [] },
    ...told,
  };
}

function gapsOf(steps: readonly StepGap[], first: number): Gaps {
  return {
    ...{ a: "one", b: "two", title_a: "One", title_b: "Two", picture_a: "2", picture_b: "p" },
    ...{ steps, first, known: ["one", "two"], turn: "" as const },
  };
}

function mapsOf(gap: readonly number[], rows: number, columns: number, channel: number): GapMaps {
  const f4 = (values: readonly number[]) => ({
    dtype: "f4" as const,
    shape: [rows, columns],
    data: Float32Array.from(values),
  });
  return {
    ...{ step_a: "conv", step_b: "conv", channel, peak: 4, gap_peak: 2, total: 2 },
    channels: { dtype: "i4", shape: [2], data: Int32Array.of(1, 0) },
    largest: f4([2, 1]),
    a: f4(gap.map((value) => value + 1)),
    b: f4(gap.map(() => 1)),
    gap: f4(gap),
  };
}

describe("figures", () => {
  test.each([
    [0, "0 KiB"],
    [1536, "1.5 KiB"],
    [30.2 * 1024, "30.2 KiB"],
    [553_430_176, "528 MiB"],
    [3 * 2 ** 40, "3070 GiB"],
  ])("%d bytes are %s", (bytes, text) => {
    expect(bytesText(bytes, figures)).toBe(text);
  });

  test.each([
    [0.7412, "74 %"],
    [0.0456, "4.6 %"],
    [0.00123, "0.12 %"],
    [1, "100 %"],
  ])("a share of %d is %s", (share, text) => {
    expect(shareText(share)).toBe(text);
    expect(relativeText(share, figures)).toBe(text);
  });

  test("what is smaller than a share is a power of ten, and ∞ is said", () => {
    expect(relativeText(1.26e-6, figures)).toBe("1.3e−6");
    expect(relativeText(Number.POSITIVE_INFINITY, figures)).toBe("∞");
  });

  test("bars are measured by their own network, or by all", () => {
    const [small, large] = [
      side("small", [
        [2, 0],
        [4, 8],
      ]),
      side("large", [[40, 2]]),
    ];
    const [first, second] = small.layers;
    if (!first || !second) throw new Error("there are two layers");
    const [own, common] = [heights([small, large], false), heights([small, large], true)];
    expect([own.of(small, first, "macs"), own.of(small, second, "macs")]).toEqual([0.5, 1]);
    expect([common.of(small, first, "macs"), common.of(small, second, "macs")]).toEqual([
      0.05, 0.1,
    ]);
    expect([own.of(small, first, "params"), common.of(small, second, "params")]).toEqual([0, 1]);
  });

  test("the costliest layer is named, where there is one", () => {
    expect(
      costliest(
        side("a", [
          [1, 9],
          [5, 2],
        ]),
        "macs",
      )?.name,
    ).toBe("l1");
    expect(
      costliest(
        side("a", [
          [1, 9],
          [5, 2],
        ]),
        "params",
      )?.name,
    ).toBe("l0");
    expect(costliest(side("a", [[0, 0]]), "macs")).toBeNull();
  });
});

describe("ways behind a name", () => {
  test("are read from its end, and only those that exist", () => {
    expect([baseOf("net@train@bgr"), baseOf("net@home"), baseOf("a@train@b")]).toEqual([
      "net",
      "net@home",
      "a@train@b",
    ]);
    expect([has("net@train", "train"), has("net@train", "bgr")]).toEqual([true, false]);
  });

  test("are added and taken away", () => {
    expect(toggled("net", "train")).toBe("net@train");
    expect(toggled("net@train", "rgb")).toBe("net@train@rgb");
    expect(toggled("net@train@rgb", "train")).toBe("net@rgb");
  });
});

describe("cells", () => {
  const maps = mapsOf([0, 1, -2, 0.5, 0, 0], 2, 3, 1);

  test("the farthest is found, whatever its sign", () => {
    expect(sizeOf(maps)).toEqual({ rows: 2, columns: 3 });
    expect(farthest(maps)).toEqual({ row: 0, column: 2 });
    expect(numbersIn(maps, { row: 0, column: 2 })).toEqual({ a: -1, b: 1, gap: -2 });
  });

  test("of a map are places of its channel; of a vector its numbers", () => {
    expect(indexIn(maps, stepGap({}), { row: 1, column: 2 })).toEqual([1, 1, 2]);
    const vector = mapsOf([0, 1, 2, 3, 4, 5], 2, 3, -1);
    expect(indexIn(vector, stepGap({ shape_a: [1, 6] }), { row: 1, column: 1 })).toEqual([4]);
    const single = stepGap({ shape_a: [1, 6, 1, 1] });
    expect(indexIn(vector, single, { row: 1, column: 1 })).toEqual([4, 0, 0]);
  });
});

describe("the step that is shown", () => {
  const steps = [
    stepGap({ a: "input", b: "input" }),
    stepGap({ a: "conv", b: "conv", status: "differs" }),
    stepGap({ a: "", b: "extra", status: "only b", gap: null }),
  ];

  test("is the address's, else the first that differs, else the last of both", () => {
    expect(shownStep(gapsOf(steps, 1), "input")).toBe(steps[0]);
    expect(shownStep(gapsOf(steps, 1), "extra")).toBe(steps[2]);
    expect(shownStep(gapsOf(steps, 1), "")).toBe(steps[1]);
    expect(shownStep(gapsOf(steps, 1), "gone")).toBe(steps[1]);
    expect(shownStep(gapsOf(steps, -1), "")).toBe(steps[1]);
    expect(shownStep(null, "")).toBeNull();
  });
});

describe("asking", () => {
  let transport: Scripted;

  beforeEach(() => {
    const steps = [stepGap({ a: "input", b: "input" }), stepGap({ status: "differs", b: "conv9" })];
    transport = new Scripted({
      ...answers(),
      side_by_side: () => ({ networks: [side("one", [[1, 1]])], known: ["one", "two"] }),
      gaps: () => gapsOf(steps, 1),
      gap_maps: () => mapsOf([0, 1, -2, 0.5, 0, 0], 2, 3, 1),
    });
  });

  async function at(place: Partial<Place>): Promise<Comparing> {
    const session = new Session(transport, { ...NOWHERE, ...place });
    const found = comparingOf(session);
    await settled();
    return found;
  }

  test("networks side by side run nothing", async () => {
    await at({ view: "compare", beside: ["one", "two"] });
    expect(transport.of("side_by_side")).toEqual([{ networks: ["one", "two"] }]);
    expect([...transport.of("run"), ...transport.of("overview")]).toEqual([]);
  });

  test("without names, the open network is the one", async () => {
    await at({ view: "compare" });
    expect(transport.of("side_by_side")).toEqual([{ networks: ["one"] }]);
  });

  test("two networks are compared on A's picture, and the first difference is drawn", async () => {
    const found = await at({ view: "diff", beside: ["two"] });
    expect(transport.of("gaps")).toEqual([{ a: "one", b: "two", picture: "2" }]);
    const both = { a: "one", b: "two", picture: "2" };
    const ask = { ...both, step_a: "conv", step_b: "conv9", channel: -1 };
    expect(transport.of("gap_maps")).toEqual([ask]);
    expect(transport.of("run")).toEqual([]);
    expect(found.maps.value.value?.channel).toBe(1);
  });

  test("a number opens in either network, at the same place", async () => {
    const found = await at({ view: "diff", beside: ["two"] });
    found.openNumber("b", [1, 0, 2]);
    expect(found.session.place.value).toEqual({
      ...NOWHERE,
      ...{ network: "two", picture: "p", view: "number" },
      ...{ step: "conv9", channel: 1, at: [1, 0, 2] },
    });
  });

  test("a step opens in a network that has it", async () => {
    const found = await at({ view: "diff", beside: ["two"] });
    found.openStep("a");
    expect(found.session.place.value).toEqual({
      ...NOWHERE,
      ...{ network: "one", picture: "2", view: "wall", step: "conv" },
    });
  });

  test("another pair begins anew, on the picture of A", async () => {
    const found = await at({ network: "one", picture: "1", view: "diff", beside: ["two"] });
    found.diff("one", "one@train");
    expect(found.session.place.value).toMatchObject({ picture: "1", beside: ["one@train"] });
    found.diff("two", "one");
    expect(found.session.place.value).toMatchObject({ network: "two", picture: "", step: "" });
  });
});
