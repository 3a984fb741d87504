// @vitest-environment happy-dom
// The catalogues say the same things, and the Chinese one says them in the lecture's words.

import { afterEach, describe, expect, test } from "vitest";
import { catalogues, figures, words } from "../src/i18n";
import { en } from "../src/i18n/en";
import { className, failureText, pictureName, shapeText, stepTitle } from "../src/i18n/names";
import { zhHans } from "../src/i18n/zh-Hans";
import { language } from "../src/state/settings";
import { picture, step } from "./networks";
import { scripts } from "./sources";

/** English words, the Chinese ones that stand for them, and those that must not. */
const GLOSSARY: readonly (readonly [RegExp, RegExp])[] = [
  [/\bconvolution/i, /卷积/],
  [/\bkernels?\b|\bfilters?\b/i, /卷积核/],
  [/\bfeature maps?\b/i, /特征图|特征映射/],
  [/\bchannels?\b/i, /通道/],
  [/\bcumulative stride\b/i, /累计步长/],
  [/\bstride\b/i, /步长/],
  [/\bzero padding\b/i, /零填充/],
  [/\bdilation\b/i, /空洞/],
  [/\bgroups\b/i, /分组/],
  [/\bpooling\b/i, /汇聚|池化/],
  [/\bfully connected\b/i, /全连接层/],
  [/\bbias\b/i, /偏置/],
  [/\bactivations?\b/i, /激活/],
  [/\breceptive field\b/i, /感受野/],
  [/\bprojective field\b/i, /投射野/],
  [/\bparameters?\b/i, /参数/],
  [/\bMACs?\b/, /乘加/],
  [/\bFLOPs?\b/, /浮点运算/],
  [/\bscores?\b/i, /得分/],
  [/\bweights?\b/i, /权重/],
  [/\boverview\b/i, /总览/],
  [/^layer$/i, /^层$/],
  [/^number$/i, /^数$/],
];
const FORBIDDEN = /滤波器|步距|步幅|膨胀|反卷积|演算台/;

/** Everything a catalogue can say, by key; parameters are ⟨0⟩, ⟨1⟩ … */
function spoken(catalogue: object, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]: [string, unknown]) => {
      const name = `${prefix}${key}`;
      if (typeof value === "string") return [[name, value] as const];
      if (typeof value === "function") {
        const tell = value as (...args: string[]) => string;
        const args = Array.from({ length: tell.length }, (_, i) => `⟨${i}⟩`);
        return [[name, tell(...args)] as const];
      }
      return [...spoken(value as object, `${name}.`)];
    }),
  );
}

const english = spoken(en);
const chinese = spoken(zhHans);

afterEach(() => {
  language.value = "en";
});

test("both catalogues have the same keys, and a word for each", () => {
  expect([...chinese.keys()]).toEqual([...english.keys()]);
  for (const [key, text] of [...english, ...chinese]) expect(text, key).not.toBe("");
});

test("both say the same parameters", () => {
  const used = (text: string) => [...new Set(text.match(/⟨\d⟩/g) ?? [])].sort();
  let parameters = 0;
  for (const [key, text] of english) {
    expect(used(chinese.get(key) ?? ""), key).toEqual(used(text));
    parameters += used(text).length;
  }
  expect(parameters).toBeGreaterThan(30);
});

test.each(GLOSSARY)("%s is %s", (from, to) => {
  const keys = [...english].filter(([, text]) => from.test(text)).map(([key]) => key);
  for (const key of keys) expect(chinese.get(key), key).toMatch(to);
});

test("the glossary is met by many words", () => {
  const met = [...english.values()].filter((text) => GLOSSARY.some(([from]) => from.test(text)));
  expect(met.length).toBeGreaterThan(25);
});

test("no other word is used for what the lecture names", () => {
  for (const [path, text] of Object.entries(scripts)) expect(text, path).not.toMatch(FORBIDDEN);
});

test("Chinese is written in Chinese", () => {
  const kept = /^(English|LaTeX|\+⟨0⟩|≈|zh-Hans|[⟨⟩\d\s/：；]+)$/;
  for (const [key, text] of chinese) {
    if (!kept.test(text)) expect(text, key).toMatch(/\p{Script=Han}/u);
  }
});

describe("the language chosen", () => {
  test("changes words and the locale of numbers", () => {
    expect(words.value).toBe(catalogues.en);
    language.value = "zh-Hans";
    expect(words.value).toBe(zhHans);
    expect(figures.value.whole(12345)).toBe(new Intl.NumberFormat("zh-Hans").format(12345));
  });

  test.each([
    ["conv 1.1", "卷积 1.1"],
    ["pool 2", "汇聚 2"],
    ["avg pool", "平均汇聚"],
    ["fc 3", "全连接 3"],
    ["input", "输入"],
    ["flatten", "展平"],
    ["relu 1.1", "relu 1.1"],
    ["convolve", "convolve"],
  ])("names the step %s %s", (title, named) => {
    const found = step({ name: "a", title, kind: "Conv", inputs: [], shape: [1], unit: 0 });
    expect(stepTitle(found)).toBe(title);
    language.value = "zh-Hans";
    expect(stepTitle(found)).toBe(named);
  });

  test("names classes and pictures, in English where there is no Chinese", () => {
    const score = { index: 0, english: "cat", chinese: "猫", logit: 0, probability: 1 };
    const cat = { ...picture("7"), label: "cat", label_zh: "猫" };
    expect([className(score), pictureName(cat), pictureName(picture("7"))]).toEqual([
      "cat",
      "cat",
      "7",
    ]);
    language.value = "zh-Hans";
    expect([className(score), pictureName(cat)]).toEqual(["猫", "猫"]);
    expect(className({ ...score, chinese: "" })).toBe("cat");
  });

  test("says in its own words that nobody answers", () => {
    const failure = { code: "unreachable", message: "Failed to fetch", facts: {} };
    expect(failureText(failure)).toBe(en.unreachable);
    expect(failureText({ ...failure, code: "picture", message: "empty" })).toBe("empty");
  });
});

test("shapes are written C×H×W, whole", () => {
  expect(shapeText([1, 64, 113, 113])).toBe("64×113×113");
  expect(shapeText([1, 10])).toBe("10");
  expect(shapeText([10])).toBe("10");
});
