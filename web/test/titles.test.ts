// @vitest-environment happy-dom
// What a column is called.

import { describe, expect, it } from "vitest";
import type { GraphNode } from "../src/state/graph";
import { nodeTitle } from "../src/views/column";

function step(name: string, title: string, folds: readonly string[]) {
  return { name, title, folds };
}

function node(fold: string, steps: readonly object[]): GraphNode {
  return { fold, steps, step: steps.at(-1) } as unknown as GraphNode;
}

describe("the title of a column", () => {
  const body = step("res2a.body.conv1", "res 2a · body · conv 1", ["res2a"]);
  const behind = step("relu2a", "relu 2a", []);
  it("is the module's where a module is folded, though a step of no module ends it", () => {
    expect(nodeTitle(node("res2a", [body, behind]))).toBe("res 2a");
  });
  it("is as deep as the module is", () => {
    const inner = step("layer1.0.conv1", "layer 1 · 0 · conv 1", ["layer1.0"]);
    expect(nodeTitle(node("layer1.0", [inner]))).toBe("layer 1 · 0");
  });
  it("is the path where steps have only numbers", () => {
    const number = step("features.3", "conv2d · features.3", ["features"]);
    expect(nodeTitle(node("features", [number]))).toBe("features");
  });
  it("is the first step's where a layer and what follows it are one column", () => {
    const conv = step("conv1", "conv 1", []);
    expect(nodeTitle(node("unit 1", [conv, step("relu1", "relu 1", [])]))).toBe("conv 1");
    expect(nodeTitle(node("", [conv]))).toBe("conv 1");
  });
});
