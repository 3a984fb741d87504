// Which maps share a colour scale: each its own, those of a unit, of a module, of the network.

import type { StepInfo } from "../protocol/messages";
import type { Graph, GraphNode } from "./graph";

export const SCALINGS = ["channel", "unit", "module", "network"] as const;
export type Scaling = (typeof SCALINGS)[number];

/** Whether each map of a step is coloured by its own largest number: asked for, or with names. */
export function ownScale(step: StepInfo | undefined, scaling: Scaling): boolean {
  return scaling === "channel" || (step !== undefined && step.maps.length > 0);
}

/** The group of each node, by its id; nodes that are missing scale every map by itself. */
export function scaleGroups(graph: Graph, scaling: Scaling): ReadonlyMap<string, string> {
  const groups = new Map<string, string>();
  let block = 0;
  for (const node of graph.nodes) {
    const group = groupOf(node, scaling, block);
    if (group) groups.set(node.id, group);
    if (node.steps.some((step) => step.kind.includes("Pool"))) block += 1;
  }
  return groups;
}

/** A module is what folds, else the layers up to the next pooling. The input is by itself. */
function groupOf(node: GraphNode, scaling: Scaling, block: number): string {
  if (ownScale(node.step, scaling)) return "";
  if (node.step.inputs.length === 0) return "input";
  switch (scaling) {
    case "channel":
      return "";
    case "unit":
      return `unit ${node.unit}`;
    case "module":
      return node.step.folds[0] ?? `block ${block}`;
    case "network":
      return "network";
  }
}
