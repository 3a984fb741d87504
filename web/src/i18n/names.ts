// Names of steps, classes and failures in the reader's language.

import type { Picture, Score, StepInfo } from "../protocol/messages";
import { language } from "../state/settings";
import { words } from "./index";

/** The first words of a title's parts that a Chinese reader knows by another name. */
const TITLES: readonly (readonly [RegExp, string])[] = [
  [/^conv transpose\b/, "转置卷积"],
  [/^conv\b/, "卷积"],
  [/^pool\b/, "汇聚"],
  [/^(adaptive )?max pool\b/, "最大汇聚"],
  [/^avg pool\b/, "平均汇聚"],
  [/^adaptive avg pool\b/, "自适应平均汇聚"],
  [/^cat\b/, "拼接"],
  [/^add\b/, "相加"],
  [/^fc\b/, "全连接"],
  [/^flatten\b/, "展平"],
  [/^input\b/, "输入"],
  [/^filters\b/, "卷积核"],
];

const MAPS: Readonly<Record<string, string>> = {
  identity: "恒等",
  blur: "模糊",
  "Sobel x": "Sobel 横向",
  "Sobel y": "Sobel 纵向",
  Laplacian: "拉普拉斯",
  sharpen: "锐化",
  emboss: "浮雕",
};

const LABELS: Readonly<Record<string, string>> = {
  mean: "均值",
  variance: "方差",
  epsilon: "ε",
  weight: "权重",
  bias: "偏置",
  scale: "缩放",
  mask: "掩码",
  gate: "门",
  slope: "斜率",
  length: "长度",
  direction: "方向",
  size: "大小",
  count: "个数",
  input: "输入",
  alpha: "α",
  beta: "β",
};

/** What a network is called: its name stays, what is said of it does not. */
export function networkTitle(title: string): string {
  if (language.value === "en") return title;
  return title
    .replace(/ \((\d+) weight layers\)$/, "（$1 个权重层）")
    .replace(/, untrained$/, "，未训练");
}

/** What a number in the arithmetic is called. */
export function labelName(label: string): string {
  return language.value === "en" ? label : (LABELS[label] ?? label);
}

export function stepTitle(step: Pick<StepInfo, "title">): string {
  if (language.value === "en") return step.title;
  return step.title.split(" · ").map(inChinese).join(" · ");
}

function inChinese(part: string): string {
  const found = TITLES.find(([pattern]) => pattern.test(part));
  return found ? part.replace(found[0], found[1]) : part;
}

/** What a channel is called, where it has a name of its own; else "". */
export function mapName(step: StepInfo, channel: number): string {
  const name = step.maps[channel] ?? "";
  return language.value === "en" ? name : (MAPS[name] ?? name);
}

/** Title of one channel, by its own name where it has one. */
export function channelTitle(step: StepInfo, channel: number): string {
  const own = mapName(step, channel);
  const title = stepTitle(step);
  if (own) return `${title} · ${own}`;
  const { channelOf, unitOf } = words.value;
  return step.shape.length > 2 ? channelOf(title, String(channel)) : unitOf(title, String(channel));
}

export function className(score: Score): string {
  return language.value === "en" ? score.english : score.chinese || score.english;
}

export function pictureName(picture: Picture): string {
  if (language.value === "zh-Hans" && picture.label_zh) return picture.label_zh;
  return picture.label || picture.name;
}

/** A picture's name, after its place in the batch where it is of one. */
export function pictureTitle(picture: Picture): string {
  const name = pictureName(picture);
  if (picture.batch < 2) return name;
  return `${words.value.batch.element(String(picture.element))} · ${name}`;
}

/** C×H×W, whole. */
export function shapeText(shape: readonly number[]): string {
  const own = shape.length > 1 ? shape.slice(1) : shape;
  return own.join("×");
}
