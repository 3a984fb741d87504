// The arithmetic of one number as LaTeX, for a handout or a blackboard.

import type { BlockInfo, ChannelSum, Explanation, TermInfo } from "../protocol/messages";
import { dotOf } from "./dot";

const MOST = 12;
const DIGITS = 4;
/** their value is one of the numbers printed */
const CHOSEN: ReadonlySet<string> = new Set(["read", "number", "choose", "max", "min"]);

/** An `aligned` environment: the largest windows × kernels, the partial sums, the total. */
export function latex(found: Explanation): string {
  const dot = dotOf(found.term);
  const lines = dot ? dotLines(found, dot) : [`&= ${expression(found.term)}`];
  const summed = found.waterfall.bars.length > 0;
  const digits = summed ? found.waterfall.digits : undefined;
  const exact = (summed && found.waterfall.exact) || CHOSEN.has(found.term.rule);
  const result = `&${exact ? "=" : "\\approx"} ${figure(found.recorded, digits)}`;
  const rows = [`z ${lines[0] ?? ""}`, ...lines.slice(1), result];
  return `\\begin{aligned}\n${rows.join(" \\\\\n")}\n\\end{aligned}`;
}

function dotLines(found: Explanation, dot: TermInfo): string[] {
  const biased = found.term.parts.some((part) => part.label === "bias");
  const spatial = (dot.blocks[0]?.shape.length ?? 0) > 2;
  const bias = biased ? " + b" : "";
  const sum = spatial ? "\\sum_{d,i,j} W_{d,i,j}\\,X_{d,i,j}" : "\\sum_{i} w_i\\,x_i";
  const lines = [`&= ${sum}${bias}`];
  if (spatial) {
    const products = found.channels.slice(0, 2).map((share) => product(dot, share));
    const more = found.channels.length > 2 ? " + \\cdots" : "";
    lines.push(`&= ${products.join(" + ")}${more}${bias}`);
  }
  const bars = found.waterfall.bars.filter((bar) => bar.kind !== "total");
  if (bars.length)
    lines.push(
      `&= ${signedSum(
        bars.map((bar) => bar.value),
        found.waterfall.digits,
      )}`,
    );
  return lines;
}

/** ⟨window, kernel⟩ of one channel: the sum of their products, place by place. */
function product(dot: TermInfo, share: ChannelSum): string {
  const [window, kernel] = dot.blocks;
  if (!window || !kernel) return figure(share.value, DIGITS);
  const pair = [window, kernel].map((block) => matrix(block, share)).join(",\\;");
  return `\\left\\langle ${pair} \\right\\rangle`;
}

function matrix(block: BlockInfo, share: ChannelSum): string {
  const space = block.shape.slice(2);
  const columns = space.at(-1) ?? 1;
  const size = space.reduce((a, b) => a * b, 1);
  const values = [...block.values.data.slice(share.place * size, (share.place + 1) * size)];
  const rows = Array.from({ length: size / columns }, (_, row) =>
    values
      .slice(row * columns, (row + 1) * columns)
      .map((value) => figure(value, share.digits))
      .join(" & "),
  );
  return `\\begin{pmatrix} ${rows.join(" \\\\ ")} \\end{pmatrix}`;
}

function signedSum(values: readonly number[], digits: number): string {
  return values
    .map((value, i) => {
      const text = figure(Math.abs(value), digits);
      if (value < 0) return `- ${text}`;
      return i === 0 ? text : `+ ${text}`;
    })
    .join(" ");
}

function expression(term: TermInfo): string {
  const parts = term.parts.slice(0, MOST).map(expression);
  const numbers = term.blocks.flatMap((block) => [...block.values.data.slice(0, MOST)]);
  const cut =
    term.parts.length > MOST || term.blocks.some((block) => block.values.data.length > MOST);
  const all = [...parts, ...numbers.map((value) => figure(value))];
  const list = (sign: string) => [...all, ...(cut ? ["\\cdots"] : [])].join(sign);
  const [first = "", second = ""] = parts;
  switch (term.rule) {
    case "number":
    case "read":
    case "padding":
      return figure(term.value);
    case "sum":
      return `\\left( ${list(" + ")} \\right)`;
    case "product":
      return list(" \\cdot ");
    case "dot":
      return signedSum([term.value], DIGITS);
    case "subtract":
      return `${first} - ${second}`;
    case "divide":
      return `\\frac{${first}}{${second}}`;
    case "max":
    case "min":
      return `\\${term.rule}\\left( ${list(", ")} \\right)`;
    case "exp":
      return `e^{${first}}`;
    case "log":
      return `\\ln\\left( ${first} \\right)`;
    case "sqrt":
      return `\\sqrt{${first}}`;
    case "tanh":
      return `\\tanh\\left( ${first} \\right)`;
    case "erf":
      return `\\operatorname{erf}\\left( ${first} \\right)`;
    case "power":
      return `\\left( ${first} \\right)^{${second}}`;
    case "choose":
      return first;
    case "opaque":
      return `\\mathrm{${term.label.replaceAll("_", "\\_")}}(\\cdots)`;
  }
}

/** Plain digits: a fixed number of decimals, or six significant ones. */
function figure(value: number, decimals?: number): string {
  if (Number.isNaN(value)) return "\\mathrm{NaN}";
  if (!Number.isFinite(value)) return value < 0 ? "-\\infty" : "\\infty";
  if (decimals !== undefined) return value.toFixed(decimals);
  const text = String(Number(value.toPrecision(6)));
  const [digits, power] = text.split("e");
  return power ? `${digits} \\cdot 10^{${Number(power)}}` : text;
}
