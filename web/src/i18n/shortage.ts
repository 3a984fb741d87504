// A run that found no room in memory, or would find none, with what a page can do about it.

import type { Failure } from "../protocol/messages";
import { language } from "../state/settings";
import { figures } from "./index";

const ADVICE = "; give a smaller input; ";
const SMALLER = "请选择较小的图片或网络";
const GIB = 2 ** 30;

/** What was asked for, what there was and what to do; "" for other failures. */
export function shortageText({ code, message, facts }: Failure): string {
  if (code === "budget") return language.value === "en" ? "" : beforehand(facts);
  if (code !== "run" || facts.memory === undefined) return "";
  if (language.value !== "en") return `${inChinese(facts)}；${SMALLER}`;
  return `${message.split(ADVICE)[0] ?? message}; choose a smaller picture or network`;
}

function beforehand({ wanted, allowed }: Failure["facts"]): string {
  if (wanted === undefined || allowed === undefined) return "";
  return `需要 ${sizeText(wanted)} 内存，最多允许 ${sizeText(allowed)}；${SMALLER}`;
}

function inChinese({ step, after, source, wanted, array, free, memory }: Failure["facts"]): string {
  const line = source ? `（${source}）` : "";
  const place = step === undefined ? `在 ${after}${line} 之后出错：` : `${step}${line}出错：`;
  const data = array === undefined ? "所需的数据" : `${array} 的数组`;
  const asked = wanted === undefined ? data : `${sizeText(wanted)} 的张量`;
  if (memory === "any memory") return `${place}${asked}超过任何内存`;
  const [whose, kind] = memory === "memory" ? ["", "内存"] : [` ${memory} `, "显存"];
  if (free === undefined) return `${place}${asked}放不进${whose}的${kind}`;
  const room = `${sizeText(free)} ${kind}`;
  return Number(wanted) <= Number(free)
    ? `${place}${asked}找不到空间，尽管${whose}还有 ${room}可用`
    : `${place}${asked}放不进${whose}可用的 ${room}`;
}

function sizeText(bytes: string | number): string {
  const few = Number(bytes) < GIB;
  return `${figures.value.fixed(Number(bytes) / (few ? 2 ** 20 : GIB), 1)} ${few ? "MiB" : "GiB"}`;
}
