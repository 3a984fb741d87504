// Networks to lay out: a chain as long as Tiny VGG, and one that branches as SqueezeNet does.

import type { Maps, Run, Score, StepInfo, TermInfo } from "../src/protocol/messages";

type Told = Pick<StepInfo, "name" | "kind" | "inputs" | "shape" | "unit"> & Partial<StepInfo>;

export function step(told: Told): StepInfo {
  return {
    title: told.name,
    call: told.kind.toLowerCase(),
    module: "",
    source: "",
    params: 0,
    macs: told.kind === "Conv" ? 1000 : 0,
    flops_exact: 0,
    other: 0,
    bytes: 0,
    known: true,
    folds: [],
    maps: [],
    field: null,
    geometry: null,
    ...told,
  };
}

/** Steps one after the other: each [name, kind, shape without the batch axis, unit]. */
export function chain(
  rows: readonly (readonly [string, string, readonly number[], number])[],
): StepInfo[] {
  return rows.map(([name, kind, shape, unit], i) =>
    step({ name, kind, unit, shape: [1, ...shape], inputs: i ? [rows[i - 1]?.[0] ?? ""] : [] }),
  );
}

export function tinyVgg(): StepInfo[] {
  return chain([
    ["input", "Source", [1, 28, 28], 0],
    ["conv1_1", "Conv", [10, 28, 28], 1],
    ["relu1_1", "Activation", [10, 28, 28], 1],
    ["conv1_2", "Conv", [10, 28, 28], 2],
    ["relu1_2", "Activation", [10, 28, 28], 2],
    ["pool1", "MaxPool", [10, 14, 14], 2],
    ["conv2_1", "Conv", [10, 14, 14], 3],
    ["relu2_1", "Activation", [10, 14, 14], 3],
    ["conv2_2", "Conv", [10, 14, 14], 4],
    ["relu2_2", "Activation", [10, 14, 14], 4],
    ["pool2", "MaxPool", [10, 7, 7], 4],
    ["flatten", "Reshape", [490], 5],
    ["fc3", "Linear", [10], 6],
  ]);
}

/** A fire module: squeeze, then two branches of expansion, joined. */
export function fire(name: string, from: string, narrow: number, wide: number, side: number) {
  const at = (part: string) => `${name}.${part}`;
  const folds = [name];
  const own = (part: string, kind: string, inputs: readonly string[], channels: number) =>
    step({ name: at(part), kind, inputs, shape: [1, channels, side, side], unit: 1, folds });
  return [
    own("squeeze", "Conv", [from], narrow),
    own("relu_squeeze", "Activation", [at("squeeze")], narrow),
    own("expand1", "Conv", [at("relu_squeeze")], wide),
    own("relu1", "Activation", [at("expand1")], wide),
    own("expand3", "Conv", [at("relu_squeeze")], wide),
    own("relu3", "Activation", [at("expand3")], wide),
    own("cat", "Cat", [at("relu1"), at("relu3")], 2 * wide),
  ];
}

export function squeezenet(): StepInfo[] {
  const after = (name: string, kind: string, from: string, shape: readonly number[]) =>
    step({ name, kind, inputs: [from], shape: [1, ...shape], unit: 9 });
  return [
    ...chain([
      ["input", "Source", [3, 227, 227], 0],
      ["conv1", "Conv", [64, 113, 113], 1],
      ["relu1", "Activation", [64, 113, 113], 1],
      ["pool1", "MaxPool", [64, 56, 56], 1],
    ]),
    ...fire("fire2", "pool1", 16, 64, 56),
    ...fire("fire3", "fire2.cat", 16, 64, 56),
    after("pool3", "MaxPool", "fire3.cat", [128, 27, 27]),
    ...fire("fire4", "pool3", 32, 128, 27),
    ...fire("fire5", "fire4.cat", 32, 128, 27),
    after("pool5", "MaxPool", "fire5.cat", [256, 13, 13]),
    ...fire("fire6", "pool5", 48, 192, 13),
    ...fire("fire7", "fire6.cat", 48, 192, 13),
    ...fire("fire8", "fire7.cat", 64, 256, 13),
    ...fire("fire9", "fire8.cat", 64, 256, 13),
    after("dropout", "Dropout", "fire9.cat", [512, 13, 13]),
    after("conv10", "Conv", "dropout", [1000, 13, 13]),
    after("relu10", "Activation", "conv10", [1000, 13, 13]),
    after("avgpool", "AvgPool", "relu10", [1000, 1, 1]),
    after("flatten", "Reshape", "avgpool", [1000]),
  ];
}

/** The first `most` maps of every step, all zero. */
export function mapsOf(steps: readonly StepInfo[], most = 40): ReadonlyMap<string, Maps> {
  return new Map(steps.map((found) => [found.name, blank(found, most)]));
}

function blank(found: StepInfo, most: number): Maps {
  const [, total = 1, ...space] = found.shape;
  const count = Math.min(total, most);
  const columns = space.at(-1) ?? 1;
  const rows = space.slice(0, -1).reduce((a, b) => a * b, 1);
  return {
    step: found.name,
    channels: {
      dtype: "i4",
      shape: [count],
      data: Int32Array.from({ length: count }, (_, k) => k),
    },
    codes: {
      dtype: "u1",
      shape: [count, rows, columns],
      data: new Uint8Array(count * rows * columns).fill(128),
    },
    steps: { dtype: "f4", shape: [count], data: new Float32Array(count) },
    strengths: { dtype: "f4", shape: [count], data: new Float32Array(count) },
    peak: 1,
    low: 0,
    high: 1,
    total,
    silent: 0,
  };
}

/** A run that ends in the scores of its last step. */
export function runOf(steps: readonly StepInfo[]): Run {
  const score = (index: number): Score => ({
    index,
    english: `class ${index}`,
    chinese: `类别 ${index}`,
    logit: 0,
    probability: 0.1,
  });
  return {
    network: "any",
    picture: picture("1"),
    steps,
    totals: {
      params: 0,
      macs: 0,
      flops: 0,
      flops_exact: 0,
      other: 0,
      bytes: 0,
      complete: true,
      convention: "",
    },
    scores: Array.from({ length: 10 }, (_, i) => score(i)),
    logits: steps.at(-1)?.name ?? "",
    prepared: [],
    failure: null,
  };
}

export function picture(id: string) {
  return {
    id,
    name: id,
    label: "",
    label_zh: "",
    width: 28,
    height: 28,
    thumbnail: "",
    element: 0,
    batch: 1,
  };
}

export function term(rule: TermInfo["rule"], told: Partial<TermInfo> = {}): TermInfo {
  return {
    rule,
    value: 1,
    label: "",
    source: "",
    step: false,
    index: [],
    parts: [],
    blocks: [],
    ...told,
  };
}
