// Which maps share a colour scale.

import { expect, test } from "vitest";
import { buildGraph } from "../src/state/graph";
import { scaleGroups } from "../src/state/scaling";
import { squeezenet, tinyVgg } from "./networks";

const chain = buildGraph(tinyVgg(), []);
const branching = buildGraph(squeezenet(), []);

test("by channel nothing is shared", () => {
  expect(scaleGroups(chain, "channel").size).toBe(0);
});

test("by unit a layer shares with its activation and pooling", () => {
  const groups = scaleGroups(chain, "unit");
  expect(groups.get("conv1_2")).toBe(groups.get("pool1"));
  expect(groups.get("conv1_1")).not.toBe(groups.get("conv1_2"));
});

test("by module the layers up to a pooling share, and so does what folds", () => {
  const groups = scaleGroups(chain, "module");
  expect(groups.get("conv1_1")).toBe(groups.get("pool1"));
  expect(groups.get("conv2_1")).not.toBe(groups.get("pool1"));
  const open = scaleGroups(buildGraph(squeezenet(), ["fire2"]), "module");
  expect(open.get("fire2.squeeze")).toBe(open.get("fire2.cat"));
  expect(open.get("fire2.cat")).not.toBe(open.get("fire3"));
});

test("by network all share but the input, which has a scale of its own", () => {
  const groups = scaleGroups(branching, "network");
  const shared = [...groups].filter(([id]) => id !== "input").map(([, group]) => group);
  expect(new Set(shared).size).toBe(1);
  expect(groups.get("input")).not.toBe(shared[0]);
  expect(groups.size).toBe(branching.nodes.length);
});

test("maps with names are never shared", () => {
  const named = tinyVgg().map((step) =>
    step.name === "conv1_1" ? { ...step, maps: ["identity", "blur"] } : step,
  );
  expect(scaleGroups(buildGraph(named, []), "network").has("conv1_1")).toBe(false);
});
