// Why something failed, in the reader's language where we know the reason by its facts.

import type { Failure } from "../protocol/messages";
import { language } from "../state/settings";
import { figures, words } from "./index";
import { shortageText } from "./shortage";

const TRIED = "; tried out on shapes, these fit: ";

/** A failure as a sentence: ours where we know it better, else the sender's. */
export function failureText(failure: Failure): string {
  if (failure.code === "unreachable") return words.value.unreachable;
  const ours = ofBatch(failure) || ofNowhere(failure.message) || shortageText(failure);
  if (ours) return ours;
  const message = failure.message.split(TRIED)[0] ?? failure.message;
  return language.value === "en" ? message : (inChinese(failure) ?? message);
}

/** Why several pictures cannot run together; "" for other failures. */
function ofBatch({ code, facts }: Failure): string {
  const { batch } = words.value;
  if (code === "shape" && facts.number !== undefined)
    return batch.sizes(String(facts.number), String(facts.first), String(facts.other));
  if (code !== "budget" || facts.fitting === undefined) return "";
  const gib = (bytes: unknown) => figures.value.fixed(Number(bytes) / 2 ** 30, 1);
  const [n, fitting] = [facts.batch, facts.fitting].map(String);
  return batch.tooLarge(n ?? "", gib(facts.wanted), gib(facts.allowed), fitting ?? "");
}

/** Changes with which the network would run, as one would write them. */
export function fitsOf(failure: Failure): readonly string[] {
  const found = String(failure.facts.fits ?? "")
    .split("\n")
    .filter(Boolean);
  return language.value === "en" ? found : found.map(fitInChinese);
}

/** The terminal's words for what is nowhere, as a page says them. */
const NOWHERE: readonly (readonly [RegExp, string, string])[] = [
  [
    /^there is no step '(.+)'; `summary` lists the steps$/,
    "there is no step “$1”; the table lists the steps",
    "没有名为“$1”的步骤；表格中列出了所有步骤",
  ],
  [
    /^there is no step '(.+)'; did you mean (.+)\?$/,
    "there is no step “$1”; did you mean $2?",
    "没有名为“$1”的步骤；是不是 $2？",
  ],
  [
    /^there is no network '(.+)'; did you mean (.+)\?$/,
    "there is no network “$1”; did you mean $2?",
    "没有名为“$1”的网络；是不是 $2？",
  ],
  [
    /^there is no network '(.+)'; the names are .+$/,
    "there is no network “$1”; choose one above",
    "没有名为“$1”的网络；请在上方选择一个",
  ],
  [
    /^\[\d+, (.+)\] lies outside (\S+), whose indices run over 0…\d+, (.+)$/,
    "there is no number ($1) in $2, whose indices run over $3",
    "$2 中没有 ($1) 这个数；它的下标范围是 $3",
  ],
  [
    /^there is no chapter '(.+)'; there are .+$/,
    "there is no chapter “$1”; choose one from the list",
    "没有名为“$1”的章节；请从列表中选择一章",
  ],
];

function ofNowhere(message: string): string | null {
  for (const [pattern, english, chinese] of NOWHERE)
    if (pattern.test(message))
      return message.replace(pattern, language.value === "en" ? english : chinese);
  return null;
}

function inChinese({ facts }: Failure): string | null {
  const { step, source, made, sizes, got, expected, reason } = facts;
  if (step === undefined) return null;
  const place = `${step}${source ? `（${source}）` : ""}出错：`;
  if (made === undefined) return reason === undefined ? null : `${place}${reason}`;
  const numbers = String(sizes).includes("·") ? `${sizes} = ${got}` : String(got);
  return `${place}${made} 给出 ${numbers} 个数，全连接层需要 ${expected} 个`;
}

const FITS: readonly (readonly [RegExp, string])[] = [
  [/^an input of (.+) or more$/, "$1 或更大的输入"],
  [/^an input of (\S+) to (\S+)$/, "$1 到 $2 的输入"],
  [/^an input of (.+)$/, "$1 的输入"],
  [/^nn\.Flatten\(\) before the nn\.Linear/, "nn.Linear 之前加 nn.Flatten()"],
  [/^nn\.Flatten\(\) and /, "nn.Flatten() 和 "],
  [/ on the side of (.+)$/, "，放在 $1 一侧"],
  [/^(.+=.+) in (\S+)$/, "$2 用 $1"],
  [/, channels before rows and columns$/, "：通道在行列之前"],
  [/, channels first in a batch of one$/, "：通道在前，一批一个"],
  [/, one channel in a batch of one$/, "：一个通道，一批一个"],
  [/, a batch of one$/, "：一批一个"],
  [/, grey as three channels$/, "：灰度变为三个通道"],
  [/, the colours as grey$/, "：彩色变为灰度"],
  [/, without transparency$/, "：去掉透明通道"],
  [/ as (\S+)$/, " 作为 $1"],
];

function fitInChinese(fit: string): string {
  return FITS.reduce((text, [pattern, chinese]) => text.replace(pattern, chinese), fit);
}
