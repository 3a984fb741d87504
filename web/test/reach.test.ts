// Fields put together from links, against boxes worked out by hand.

import { describe, expect, test } from "vitest";
import type { Along, Link, Links, Numbers } from "../src/protocol/messages";
import { fieldsFrom } from "../src/state/reach";

type Span = readonly [number, number];

function line(...spans: readonly Span[]): Numbers {
  return { dtype: "i4", shape: [spans.length, 2], data: new Int32Array(spans.flat()) };
}

function along(to: number, by: number, number: number): Along {
  return { to, by, line: number };
}

function link(told: Partial<Link> & Pick<Link, "step" | "source">): Link {
  return { known: true, reads: [], feeds: [], merged: [], ...told };
}

const SHAPES = new Map([
  ["input", { shape: [1, 1, 5] }],
  ["wide", { shape: [1, 2, 5] }],
  ["point", { shape: [1, 2, 5] }],
  ["both", { shape: [1, 4, 5] }],
  ["flat", { shape: [1, 20] }],
]);

// input → wide (a window of 3, padded by 1) and point (a window of 1); both = wide, then point
const LINES = [
  line([0, 1]), // 0: the one position there is
  line([0, 2], [0, 3], [1, 4], [2, 5], [3, 5]), // 1: a window of 3, and as it feeds
  line([0, 1], [1, 2], [2, 3], [3, 4], [4, 5]), // 2: itself
  line([0, 2]), // 3: both channels
  line([0, 1], [1, 2], [0, 0], [0, 0]), // 4: the first two of four channels
  line([0, 0], [0, 0], [0, 1], [1, 2]), // 5: the last two
  line([0, 1], [1, 2]), // 6: channels of wide stand first in both
  line([2, 3], [3, 4]), // 7: channels of point stand after them
];

const LINKS: Links = {
  lines: LINES,
  links: [
    link({
      step: "wide",
      source: "input",
      reads: [along(0, 0, 0), along(1, -1, 0), along(2, 2, 1)],
      feeds: [along(0, 0, 0), along(1, -1, 3), along(2, 2, 1)],
    }),
    link({
      step: "point",
      source: "input",
      reads: [along(0, 0, 0), along(1, -1, 0), along(2, 2, 2)],
      feeds: [along(0, 0, 0), along(1, -1, 3), along(2, 2, 2)],
    }),
    link({
      step: "both",
      source: "wide",
      reads: [along(0, 0, 0), along(1, 1, 4), along(2, 2, 2)],
      feeds: [along(0, 0, 0), along(1, 1, 6), along(2, 2, 2)],
    }),
    link({
      step: "both",
      source: "point",
      reads: [along(0, 0, 0), along(1, 1, 5), along(2, 2, 2)],
      feeds: [along(0, 0, 0), along(1, 1, 7), along(2, 2, 2)],
    }),
    link({
      step: "flat",
      source: "both",
      reads: [along(0, 0, 0)],
      feeds: [along(0, 0, 0)],
      merged: [{ source: [1, 2], step: [1] }],
    }),
  ],
};

function spans(fields: ReturnType<typeof fieldsFrom>, way: "reads" | "feeds") {
  return Object.fromEntries(
    (fields?.[way] ?? []).map(({ step, start, stop }) => [
      step,
      start.map((low, axis) => `${low}…${stop[axis]}`).join(" "),
    ]),
  );
}

describe("what a number reads", () => {
  test("goes down the branch that its channel came from, and no other", () => {
    expect(spans(fieldsFrom(LINKS, SHAPES, "both", [0, 1, 2]), "reads")).toEqual({
      both: "0…1 1…2 2…3",
      wide: "0…1 1…2 2…3",
      input: "0…1 0…1 1…4",
    });
    expect(spans(fieldsFrom(LINKS, SHAPES, "both", [0, 3, 2]), "reads")).toEqual({
      both: "0…1 3…4 2…3",
      point: "0…1 1…2 2…3",
      input: "0…1 0…1 2…3",
    });
  });

  test("is found again in rows that were joined to one", () => {
    const found = spans(fieldsFrom(LINKS, SHAPES, "flat", [0, 7]), "reads");
    expect([found.both, found.wide, found.input]).toEqual([
      "0…1 1…2 2…3",
      "0…1 1…2 2…3",
      "0…1 0…1 1…4",
    ]);
  });
});

describe("what a number feeds", () => {
  test("is the hull of all branches, clipped at the edge", () => {
    expect(spans(fieldsFrom(LINKS, SHAPES, "input", [0, 0, 0]), "feeds")).toEqual({
      input: "0…1 0…1 0…1",
      wide: "0…1 0…2 0…2",
      point: "0…1 0…2 0…1",
      both: "0…1 0…4 0…2",
      flat: "0…1 0…17",
    });
  });
});

describe("nothing is made up", () => {
  test("for a link that does not go axis by axis, on this side of it alone", () => {
    const links = LINKS.links.map((found) =>
      found.step === "flat" ? { ...found, known: false } : found,
    );
    const partly = { ...LINKS, links };
    expect(fieldsFrom(partly, SHAPES, "input", [0, 0, 0])).toBeNull();
    expect(fieldsFrom(partly, SHAPES, "flat", [0, 7])).toBeNull();
  });

  test.each([
    ["a step that there is not", "none", [0, 0, 0]],
    ["too few axes", "input", [0, 0]],
    ["a place outside", "input", [0, 0, 5]],
  ])("for %s", (_, step, index) => {
    expect(fieldsFrom(LINKS, SHAPES, step, index)).toBeNull();
  });
});
