// The network as columns: folds, lanes, and what was joined to what.

import { describe, expect, test } from "vitest";
import { buildGraph, costOf, type Graph } from "../src/state/graph";
import { scaleGroups } from "../src/state/scaling";
import { fire, squeezenet, step, tinyVgg } from "./networks";

const ids = (graph: Graph) => graph.ranks.map((lanes) => lanes.map((node) => node.id));

/** Every step stands in one node; every node comes after what it reads. */
function expectSound(graph: Graph, steps: readonly { name: string }[]): void {
  const held = graph.nodes.flatMap((node) => node.steps.map((found) => found.name));
  expect([...held].sort()).toEqual(steps.map((found) => found.name).sort());
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  for (const node of graph.nodes) {
    for (const input of node.inputs) expect(byId.get(input)?.rank).toBeLessThan(node.rank);
    expect(graph.ranks[node.rank]).toContain(node);
    for (const found of node.steps) expect(graph.nodeOf.get(found.name)).toBe(node);
  }
}

describe("a short chain", () => {
  const steps = tinyVgg();
  const graph = buildGraph(steps, []);

  test("is one column a step, in order", () => {
    expectSound(graph, steps);
    expect(ids(graph)).toEqual(steps.map((found) => [found.name]));
    expect(graph.branches).toBe(false);
    expect(graph.nodes.every((node) => node.fold === "")).toBe(true);
  });

  test("shares scales within a unit, a block, the network or not at all", () => {
    expect(scaleGroups(graph, "channel").size).toBe(0);
    const { unit, module, network } = {
      unit: scaleGroups(graph, "unit"),
      module: scaleGroups(graph, "module"),
      network: scaleGroups(graph, "network"),
    };
    for (const groups of [unit, module, network]) expect(groups.get("input")).toBe("input");
    expect(unit.get("conv1_2")).toBe(unit.get("pool1"));
    expect(unit.get("conv1_1")).not.toBe(unit.get("conv1_2"));
    expect(module.get("conv1_1")).toBe(module.get("pool1"));
    expect(module.get("pool1")).not.toBe(module.get("conv2_1"));
    expect(new Set([...network.values()]).size).toBe(2);
  });
});

describe("a network of branching modules", () => {
  const steps = squeezenet();

  test("folds each module into one column", () => {
    const graph = buildGraph(steps, []);
    expectSound(graph, steps);
    expect(graph.ranks.every((lanes) => lanes.length === 1)).toBe(true);
    const folded = graph.nodes.find((node) => node.id === "fire2");
    expect(folded?.fold).toBe("fire2");
    expect(folded?.step.name).toBe("fire2.cat");
    expect(folded?.inputs).toEqual(["pool1"]);
    expect(folded && costOf(folded).macs).toBe(3000);
  });

  test("joins an activation to its layer where columns are many", () => {
    const graph = buildGraph(steps, []);
    expect(graph.nodeOf.get("relu1")).toBe(graph.nodeOf.get("conv1"));
    expect(graph.nodeOf.get("relu1")?.step.name).toBe("relu1");
    const apart = buildGraph(steps, ["conv1"]);
    expectSound(apart, steps);
    expect(apart.nodeOf.get("relu1")).not.toBe(apart.nodeOf.get("conv1"));
    expect(apart.nodeOf.get("conv1")?.within).toEqual(["conv1"]);
  });

  test("unfolds one into lanes, and leaves the rest folded", () => {
    const graph = buildGraph(steps, ["fire3"]);
    expectSound(graph, steps);
    const lanes = graph.ranks.filter((found) => found.length > 1);
    expect(lanes.length).toBeGreaterThan(0);
    for (const lane of lanes.flat()) expect(lane.within).toContain("fire3");
    const [one, three] = ["fire3.expand1", "fire3.expand3"].map((name) => graph.nodeOf.get(name));
    expect(one).not.toBe(three);
    expect(one?.rank).toBe(three?.rank);
    expect(graph.branches).toBe(true);
    expect(graph.nodeOf.get("fire2.expand1")?.id).toBe("fire2");
  });

  test("stands when everything is unfolded, and whatever else is named", () => {
    const all = [...new Set(steps.flatMap((found) => found.folds))];
    expect(all).toHaveLength(8);
    expectSound(buildGraph(steps, all), steps);
    expect(ids(buildGraph(steps, ["nonsense", ""]))).toEqual(ids(buildGraph(steps, [])));
  });
});

test("a shortcut past a module is an input of the sum", () => {
  const shape = [1, 8, 4, 4];
  const steps = [
    step({ name: "input", kind: "Source", inputs: [], shape, unit: 0 }),
    step({ name: "a.conv", kind: "Conv", inputs: ["input"], shape, unit: 1, folds: ["a"] }),
    step({ name: "add", kind: "Add", inputs: ["a.conv", "input"], shape, unit: 2 }),
  ];
  const graph = buildGraph(steps, []);
  expectSound(graph, steps);
  expect(graph.nodeOf.get("add")?.inputs).toEqual(["a", "input"]);
  expect(graph.branches).toBe(true);
});

test("modules inside modules open one after the other", () => {
  const inner = fire("block.fire", "input", 2, 4, 8).map((found) => ({
    ...found,
    folds: ["block", "block.fire"],
  }));
  const source = step({ name: "input", kind: "Source", inputs: [], shape: [1, 3, 8, 8], unit: 0 });
  const steps = [source, ...inner];
  expect(buildGraph(steps, []).nodes.map((node) => node.id)).toEqual(["input", "block"]);
  const half = buildGraph(steps, ["block"]);
  expect(half.nodes.map((node) => [node.id, node.within])).toEqual([
    ["input", []],
    ["block.fire", ["block"]],
  ]);
  expect(buildGraph(steps, ["block", "block.fire"]).nodes).toHaveLength(8);
});
