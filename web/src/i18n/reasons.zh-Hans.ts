// The engine's reasons in Chinese, each by its code; the numbers come with it.

export type Facts = Readonly<Record<string, string | number>>;
type Tell = (facts: Facts) => string;

const BOXES: Readonly<Record<string, string>> = {
  input: "输入",
  shape: "输入尺寸",
  kernel: "卷积核",
  bias: "偏置",
  size: "窗口",
  stride: "步长",
  padding: "填充",
  before: "前侧填充",
  after: "后侧填充",
  dilation: "空洞率",
  extra: "输出填充",
  groups: "分组数",
  outputs: "输出通道数",
  mode: "填充方式",
  kind: "层的种类",
  flip: "翻转",
  ceil: "向上取整",
  counted: "计入填充",
};

const MODES: Readonly<Record<string, string>> = {
  reflect: "镜像",
  circular: "循环",
  replicate: "复制",
};

const box = (facts: Facts) => BOXES[facts.name ?? ""] ?? String(facts.name);
const plane = (facts: Facts) => (Number(facts.plane) > 1 ? `第 ${facts.plane} 个平面` : "");
const takesFrom = (mode: string) => (f: Facts) =>
  `至多 ${f.high}：${MODES[mode]}填充只有 ${f.length} 个位置可取`;
const needs = (mode: string) => (f: Facts) =>
  `至少 ${f.low}：${f.padding} 个${MODES[mode]}填充要取这么多位置`;
const left = (f: Facts) => {
  if (f.left === 1) return f.padding ? "是填充" : "是真实位置";
  return f.padding === f.left ? "全是填充" : `其中 ${f.padding} 个是填充`;
};

export const reasonsZh: Readonly<Record<string, Tell>> = {
  "length-low": () => "输入至少有一个位置",
  "length-window": (f) =>
    `至少 ${f.low}：窗口跨 ${f.reach} 个位置，填充补上 ${f.before} + ${f.after}`,
  "length-reflect": needs("reflect"),
  "length-circular": needs("circular"),
  "size-low": () => "窗口至少有一个位置",
  "size-high": (f) =>
    `至多 ${f.high}：共 ${f.length} + ${f.before} + ${f.after} 个位置` +
    (Number(f.dilation) > 1 ? `，权重相隔 ${f.dilation}` : ""),
  "size-pool": (f) => `至少 ${f.low}：汇聚窗口至少是填充 ${f.padding} 的两倍`,
  "stride-low": () => "步长为 0 就永远不动，为负则往回走：至少 1",
  "stride-one-output": (f) => `从 ${f.from} 起，这个方向只有一个输出`,
  "stride-ceil": (f) => `至少 ${f.low}：向上取整时，窗口可越过末端 ${f.beyond} 个位置`,
  "padding-low": () => "填充不能为负",
  "padding-window": (f) => `至少 ${f.low}：窗口跨 ${f.reach} 个位置，输入只有 ${f.length} 个`,
  "padding-note": (f) => `从 ${f.from} 起，最外面的窗口只看到填充`,
  "padding-pool": (f) => `至多 ${f.high}：汇聚的填充不超过窗口 ${f.size} 的一半`,
  "padding-reflect": takesFrom("reflect"),
  "padding-circular": takesFrom("circular"),
  "padding-crop": (f) => `至多 ${f.high}：填充从两侧裁去 ${f.painted} 个位置，要留下一个`,
  "dilation-low": () => "权重之间至少相隔 1",
  "dilation-average": () => "平均汇聚没有空洞率",
  "dilation-next": (f) => `空洞率为 ${f.next} 时会跨 ${f.reach} 个位置`,
  "dilation-single": () => "只有一个权重的窗口没有间隔",
  "dilation-high": (f) => `至多 ${f.high}：再大，${f.size} 个权重就超出 ${f.padded} 个位置`,
  "extra-low": () => "输出填充不能为负",
  "extra-high": (f) => `至多 ${f.high}：输出填充要小于步长 ${f.stride} 或空洞率 ${f.dilation}`,
  "painting-extra": (f) => `至少 ${f.low}：要大于输出填充 ${f.extra}`,
  "transposed-crop": (f) => `填充从 ${f.painted} 个位置中裁去 ${f.padding} 个：至少留下一个`,
  "groups-divide": (f) => `分组数要同时整除 ${f.channels} 个输入通道和 ${f.outputs} 个输出通道`,
  "groups-depthwise": () => "每个通道各用自己的卷积核：逐通道卷积",
  "groups-one": () => "只有一个通道，不必分组",
  "outputs-groups": (f) =>
    Number(f.groups) > 1
      ? `输出通道数是分组数 ${f.groups} 的倍数，至少 ${f.groups}`
      : "至少一个输出通道，每个通道一个卷积核",
  followed: (f) => `${box(f)}随其他设置变为 ${f.used}`,
  "size-even": (f) => `窗口恰好放下 ${f.outputs} 次，没有剩余`,
  "size-left": (f) => `窗口放下 ${f.outputs} 次；末端 ${f.left} 个位置从未被读到，${left(f)}`,
  "size-beyond": (f) => `窗口放下 ${f.outputs} 次；最后一次越过末端 ${f.beyond} 个位置`,
  "size-cropped": (f) => `输入涂出 ${f.painted} 个位置；两侧各裁去 ${f.padding} 个`,
  "kind-axes": (f) => `${f.kind} 不能接在 ${f.axes} 维的层之后`,
  "layers-many": (f) => `共有 ${f.got} 层；只显示前 ${f.most} 层`,
  "input-shape": (f) => `输入尺寸要写成 3x6x6 这样；现在是“${f.found}”`,
  "matrix-long": (f) => `文字有 ${f.length} 个字符；至多读 ${f.most} 个`,
  "matrix-empty": () => "矩阵是空的：请输入数字，例如 1 2; 3 4",
  "matrix-rows": (f) =>
    `第 ${f.plane} 个平面有 ${f.got} 行，别的有 ${f.expected} 行；各平面应一样大`,
  "matrix-ragged": (f) =>
    `${plane(f)}第 ${f.row} 行有 ${f.got} 个数，最长的一行有 ${f.expected} 个`,
  "matrix-number": (f) => `${plane(f)}第 ${f.row} 行第 ${f.column} 列不是数字：“${f.found}”`,
  "matrix-blank": (f) => `${plane(f)}第 ${f.row} 行第 ${f.column} 列是空的`,
  "kernel-planes": (f) =>
    `${f.planes} 个卷积核平面不能分给 ${f.channels} 个通道：取了 ${f.used} 个`,
  "bias-count": (f) => `有 ${f.got} 个偏置，输出通道却有 ${f.expected} 个：每个通道一个`,
  "box-count": (f) => `${box(f)}有 ${f.got} 个数；请给一个，或 ${f.axes} 个方向各一个`,
  "box-sides": (f) =>
    `${box(f)}有 ${f.got} 个数；请给一个、${f.axes} 个方向各一个，或每个方向前后两个`,
  "box-switch": (f) => `${box(f)}是 yes 或 no`,
  "box-word": (f) => `${box(f)}是 ${f.words} 之一；现在是“${f.found}”`,
  "box-one": (f) => `${box(f)}只要 1 个数；现在有 ${f.got} 个`,
  "box-large": (f) => `${box(f)}是 ${f.found}；至多 ${f.most}`,
  "box-number": (f) => `${box(f)}不是整数：“${f.found}”`,
  "link-long": (f) => `链接有 ${f.length} 个字符，太长了`,
  "link-version": (f) => `链接的版本是“${f.version}”，这个 Cutaway 读不了；打开了默认的例子`,
  "link-kind": (f) => `没有“${f.found}”这种层，这里换成了卷积；可用的有 ${f.kinds}`,
  "link-field": (f) => `链接有一部分读不懂：“${f.found}”`,
};
