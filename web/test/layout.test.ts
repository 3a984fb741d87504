// Where the overview's columns stand: in view, and never one over another.

import { describe, expect, test } from "vitest";
import type { StepInfo } from "../src/protocol/messages";
import { buildGraph } from "../src/state/graph";
import { type Layout, layOut, type Placed } from "../src/views/layout";
import { chain, mapsOf, runOf, squeezenet, tinyVgg } from "./networks";

/** Header, picture bar and the free paper above the columns. */
const BARS = 52 + 56 + 14;
const SCREENS = [
  [1440, 900],
  [1024, 768],
] as const;

function laid(steps: readonly StepInfo[], open: readonly string[], screen: readonly number[]) {
  const [width = 0, height = 0] = screen;
  const room = { width, height: height - BARS, zoom: 1, scale: 1 };
  return layOut(buildGraph(steps, open), mapsOf(steps), runOf(steps), room);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** From the heading to the last map. */
function boxOf(placed: Placed): Box {
  const { x, y, left, top, width, tiles } = placed;
  return {
    left: Math.min(x, left),
    top: y,
    right: Math.max(x + width, left + tiles.width),
    bottom: top + tiles.height,
  };
}

function overlaps(layout: Layout): string[] {
  const boxes = layout.columns.map((placed) => [placed.node.id, boxOf(placed)] as const);
  return boxes.flatMap(([one, a], i) =>
    boxes.slice(i + 1).flatMap(([other, b]) => {
      const apart =
        a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
      return apart ? [] : [`${one} and ${other}`];
    }),
  );
}

describe.each(SCREENS)("at %d×%d", (...screen) => {
  const room = { width: screen[0], height: screen[1] - BARS };

  test.each([
    ["tiny-vgg", tinyVgg()],
    ["squeezenet", squeezenet()],
  ])("the columns of %s stand apart, from the first to the last step", (_, steps) => {
    const layout = laid(steps, [], screen);
    expect(overlaps(layout)).toEqual([]);
    expect(layout.columns).toHaveLength(buildGraph(steps, []).nodes.length);
    expect(layout.columns.at(-1)?.classes).toBe(true);
    for (const placed of layout.columns) expect(placed.tiles.count).toBeGreaterThan(0);
  });

  test.each([
    ["tiny-vgg", tinyVgg()],
    ["squeezenet", squeezenet()],
  ])("the maps of %s fit the height", (_, steps) => {
    for (const placed of laid(steps, [], screen).columns) {
      if (placed.classes) continue;
      expect(boxOf(placed).bottom, placed.node.id).toBeLessThanOrEqual(room.height);
      expect(boxOf(placed).top).toBeGreaterThanOrEqual(0);
    }
  });

  test("an unfolded module keeps its lanes apart", () => {
    const layout = laid(squeezenet(), ["fire2", "fire5"], screen);
    expect(overlaps(layout)).toEqual([]);
  });
});

test.each([
  ["tiny-vgg", tinyVgg()],
  ["squeezenet", squeezenet()],
])("%s is seen whole at 1440×900", (_, steps) => {
  const layout = laid(steps, [], [1440, 900]);
  expect(layout.width).toBeLessThanOrEqual(1440);
  for (const placed of layout.columns) expect(boxOf(placed).left).toBeGreaterThanOrEqual(0);
});

test("a network of two columns uses the room that it has", () => {
  const steps = chain([
    ["input", "Source", [3, 213, 320], 0],
    ["filters", "Conv", [7, 213, 320], 1],
  ]);
  const layout = laid(steps, [], [1440, 900]);
  expect(overlaps(layout)).toEqual([]);
  expect(layout.tile).toBeGreaterThan(90);
  expect(layout.columns[0]?.picture).toBeGreaterThan(0);
});

test("zooming in makes maps larger", () => {
  const steps = tinyVgg();
  const [graph, maps, run] = [buildGraph(steps, []), mapsOf(steps), runOf(steps)];
  const at = (zoom: number, scale: number) =>
    layOut(graph, maps, run, { width: 1440, height: 778, zoom, scale });
  expect(at(2, 1).tile).toBe(2 * at(1, 1).tile);
  expect(overlaps(at(2, 1))).toEqual([]);
  expect(overlaps(at(1, 1.5))).toEqual([]);
});

test("a run that stopped half way is laid out up to there", () => {
  const steps = tinyVgg().slice(0, 5);
  const run = { ...runOf(steps), scores: [], logits: "" };
  const room = { width: 1440, height: 778, zoom: 1, scale: 1 };
  const layout = layOut(buildGraph(steps, []), mapsOf(steps), run, room);
  expect(layout.columns).toHaveLength(5);
  expect(layout.columns.some((placed) => placed.classes)).toBe(false);
});
