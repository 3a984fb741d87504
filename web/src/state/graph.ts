// The network as a graph of columns: folded modules are one node, branches stand in lanes.

import type { StepInfo } from "../protocol/messages";

/** One column, or one lane of it: a step, or a module folded into the step that it ends with. */
export interface GraphNode {
  readonly id: string;
  readonly step: StepInfo;
  readonly steps: readonly StepInfo[];
  /** the fold that a click opens; "" where there is none */
  readonly fold: string;
  /** the open folds that a click closes, innermost last */
  readonly within: readonly string[];
  readonly unit: number;
  readonly inputs: readonly string[];
  readonly rank: number;
}

export interface Graph {
  readonly nodes: readonly GraphNode[];
  /** nodes of each rank, top lane first */
  readonly ranks: readonly (readonly GraphNode[])[];
  /** the node that holds each step */
  readonly nodeOf: ReadonlyMap<string, GraphNode>;
  readonly branches: boolean;
}

const MANY_COLUMNS = 14;
const FOLLOWS_ITS_INPUT: ReadonlySet<string> = new Set(["Activation", "BatchNorm", "Dropout"]);

export function buildGraph(steps: readonly StepInfo[], unfolded: readonly string[]): Graph {
  const open = new Set(unfolded);
  const home = new Map<string, string>();
  const members = new Map<string, StepInfo[]>();
  for (const step of steps) {
    const id = step.folds.find((fold) => !open.has(fold)) ?? step.name;
    home.set(step.name, id);
    members.set(id, [...(members.get(id) ?? []), step]);
  }
  if (members.size > MANY_COLUMNS) joinActivations(steps, home, members, open);
  return rankNodes(members, home, open);
}

/** Long networks show a layer and its activation as one column, until it is opened. */
function joinActivations(
  steps: readonly StepInfo[],
  home: Map<string, string>,
  members: Map<string, StepInfo[]>,
  open: ReadonlySet<string>,
): void {
  const readers = new Map<string, number>();
  for (const step of steps) {
    for (const name of step.inputs) readers.set(name, (readers.get(name) ?? 0) + 1);
  }
  for (const step of steps) {
    const input = step.inputs[0] ?? "";
    const target = home.get(input);
    const alone = home.get(step.name) === step.name && step.inputs.length === 1;
    if (!target || !alone || !FOLLOWS_ITS_INPUT.has(step.kind) || input === "input") continue;
    if (readers.get(input) !== 1 || open.has(target)) continue;
    const group = members.get(target) ?? [];
    if (group.at(-1)?.name !== input) continue;
    home.set(step.name, target);
    members.delete(step.name);
    group.push(step);
  }
}

function rankNodes(
  members: ReadonlyMap<string, readonly StepInfo[]>,
  home: ReadonlyMap<string, string>,
  open: ReadonlySet<string>,
): Graph {
  const nodes: GraphNode[] = [];
  const byId = new Map<string, GraphNode>();
  for (const [id, steps] of members) {
    const step = steps.at(-1);
    const first = steps[0];
    if (!step || !first) continue;
    const inputs = [...new Set(steps.flatMap((s) => s.inputs.map((name) => home.get(name) ?? "")))];
    const others = inputs.filter((input) => input && input !== id);
    const rank = Math.max(-1, ...others.map((input) => byId.get(input)?.rank ?? -1)) + 1;
    const node: GraphNode = {
      id,
      step,
      steps,
      fold: steps.length > 1 ? id : "",
      within: foldsAround(first, id, open),
      unit: first.unit,
      inputs: others,
      rank,
    };
    nodes.push(node);
    byId.set(id, node);
  }
  const ranks: GraphNode[][] = [];
  for (const node of nodes) {
    ranks[node.rank] = [...(ranks[node.rank] ?? []), node];
  }
  const nodeOf = new Map<string, GraphNode>();
  for (const node of nodes) for (const step of node.steps) nodeOf.set(step.name, node);
  const branches = nodes.some((node) => node.inputs.length > 1) || ranks.some((r) => r.length > 1);
  return { nodes, ranks, nodeOf, branches };
}

function foldsAround(step: StepInfo, id: string, open: ReadonlySet<string>): readonly string[] {
  const around = step.folds.filter((fold) => fold !== id && open.has(fold));
  return open.has(step.name) && id === step.name ? [...around, step.name] : around;
}

/** What a node costs: the steps it holds together. */
export function costOf(node: GraphNode): { macs: number; params: number } {
  return {
    macs: node.steps.reduce((sum, step) => sum + step.macs, 0),
    params: node.steps.reduce((sum, step) => sum + step.params, 0),
  };
}
