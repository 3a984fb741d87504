// @vitest-environment happy-dom
// The catalogues say the same things, and the Chinese one says them in the lecture's words.

import { afterEach, describe, expect, test } from "vitest";
import { catalogues, figures, words } from "../src/i18n";
import { en } from "../src/i18n/en";
import { failureText, fitsOf } from "../src/i18n/failures";
import { className, pictureName, shapeText, stepTitle } from "../src/i18n/names";
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
    ["max pool (2)", "最大汇聚 (2)"],
    ["adaptive avg pool", "自适应平均汇聚"],
    ["fire 4 · cat", "fire 4 · 拼接"],
    ["block 1 · conv 2", "block 1 · 卷积 2"],
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

describe("a network that failed half way", () => {
  const failure = {
    code: "run",
    message:
      "fc (net.py:10) failed: flatten gives 16·5·5 = 400 numbers, Linear expects 576; tried out " +
      "on shapes, these fit: nn.Linear(400, 10) as fc · an input of 6×6",
    facts: {
      step: "fc",
      source: "net.py:10",
      made: "flatten",
      sizes: "16·5·5",
      got: 400,
      expected: 576,
      fits: "nn.Linear(400, 10) as fc\nan input of 6×6",
    },
  };

  test("says why without the list of what fits, which stands by itself", () => {
    expect(failureText(failure)).toBe(
      "fc (net.py:10) failed: flatten gives 16·5·5 = 400 numbers, Linear expects 576",
    );
    expect(fitsOf(failure)).toEqual(["nn.Linear(400, 10) as fc", "an input of 6×6"]);
  });

  test("says both in Chinese, with the same numbers", () => {
    language.value = "zh-Hans";
    expect(failureText(failure)).toBe(
      "fc（net.py:10）出错：flatten 给出 16·5·5 = 400 个数，全连接层需要 576 个",
    );
    expect(fitsOf(failure)).toEqual(["nn.Linear(400, 10) 作为 fc", "6×6 的输入"]);
  });

  test.each([
    ["padding=1 in conv2", "conv2 用 padding=1"],
    ["nn.Flatten() before the nn.Linear as fc", "nn.Linear 之前加 nn.Flatten() 作为 fc"],
    ["nn.Flatten() and nn.Linear(8, 2)", "nn.Flatten() 和 nn.Linear(8, 2)"],
    ["an input of 5×5 or more", "5×5 或更大的输入"],
    ["an input of 5×5 to 9×9", "5×5 到 9×9 的输入"],
    [
      "nn.Conv2d(8, 16, 1, stride=2) on the side of [1, 8, 4, 4]",
      "nn.Conv2d(8, 16, 1, stride=2)，放在 [1, 8, 4, 4] 一侧",
    ],
    ["x.unsqueeze(0), a batch of one", "x.unsqueeze(0)：一批一个"],
    ["x.mean(1, keepdim=True), the colours as grey", "x.mean(1, keepdim=True)：彩色变为灰度"],
    ["x.to(torch.float32) / 255", "x.to(torch.float32) / 255"],
  ])("%s is %s", (fit, chinese) => {
    language.value = "zh-Hans";
    expect(fitsOf({ ...failure, facts: { fits: fit } })).toEqual([chinese]);
  });

  test("says another reason in its own words after the place", () => {
    language.value = "zh-Hans";
    const facts = { step: "up", source: "", reason: "a window reaching 7 does not fit" };
    expect(failureText({ ...failure, facts })).toBe("up出错：a window reaching 7 does not fit");
  });
});

test("a run refused for its memory says so in Chinese, with the same numbers", () => {
  const message = "this run would keep 30.5 GiB; at most 11.0 GiB (half …) are allowed: choose …";
  const facts = { wanted: 30.5 * 2 ** 30, allowed: 11 * 2 ** 30 };
  expect(failureText({ code: "budget", message, facts })).toBe(message);
  language.value = "zh-Hans";
  expect(failureText({ code: "budget", message, facts })).toBe(
    "需要 30.5 GiB 内存，最多允许 11.0 GiB；请选择较小的图片或网络",
  );
  expect(failureText({ code: "budget", message, facts: {} })).toBe(message);
});

describe("a network that found no room", () => {
  const facts = { step: "matmul", source: "net.py:8", wanted: 3.5 * 2 ** 30, free: 2 ** 31 };
  const failure = {
    code: "run",
    message:
      "matmul (net.py:8) failed: a tensor of 3.5 GiB does not fit into the 2.0 GiB of memory that " +
      "are free; give a smaller input; `summary` gives its table and computes nothing",
    facts: { ...facts, memory: "memory" },
  };

  test("says what to do on this page", () => {
    expect(failureText(failure)).toBe(
      "matmul (net.py:8) failed: a tensor of 3.5 GiB does not fit into the 2.0 GiB of memory that " +
        "are free; choose a smaller picture or network",
    );
  });

  test.each([
    [
      { ...facts, memory: "memory" },
      "matmul（net.py:8）出错：3.5 GiB 的张量放不进可用的 2.0 GiB 内存",
    ],
    [
      { ...facts, memory: "GPU 0", wanted: 20 * 2 ** 20, free: 0 },
      "matmul（net.py:8）出错：20.0 MiB 的张量放不进 GPU 0 可用的 0.0 MiB 显存",
    ],
    [
      { ...facts, memory: "memory", wanted: 2 ** 20 },
      "matmul（net.py:8）出错：1.0 MiB 的张量找不到空间，尽管还有 2.0 GiB 内存可用",
    ],
    [
      { after: "relu", source: "", array: "3×4", memory: "any memory" },
      "在 relu 之后出错：3×4 的数组超过任何内存",
    ],
    [{ step: "conv", source: "", memory: "CUDA" }, "conv出错：所需的数据放不进 CUDA 的显存"],
  ])("%# in Chinese, with the same numbers", (given, chinese) => {
    language.value = "zh-Hans";
    expect(failureText({ ...failure, facts: given })).toBe(`${chinese}；请选择较小的图片或网络`);
  });
});

test("shapes are written C×H×W, whole", () => {
  expect(shapeText([1, 64, 113, 113])).toBe("64×113×113");
  expect(shapeText([1, 10])).toBe("10");
  expect(shapeText([10])).toBe("10");
});

test("a name stands in a Chinese sentence as Chinese is written", () => {
  expect(zhHans.feeds("90", "卷积 2.1")).toBe("参与卷积 2.1 的 90 个数");
  expect(zhHans.feeds("1", "relu 1.2")).toBe("参与 relu 1.2 的 1 个数");
  expect(zhHans.versus.firstIs("输入")).toBe("最先在输入不同");
});

test("an index beyond a step is told as a person counts, without the batch", () => {
  const message =
    "[0, 70, 900, 19] lies outside conv1_2, whose indices run over 0…0, 0…9, 0…27, 0…27";
  const outside = { code: "index", message, facts: {} };
  expect(failureText(outside)).toBe(
    "there is no number (70, 900, 19) in conv1_2, whose indices run over 0…9, 0…27, 0…27",
  );
  language.value = "zh-Hans";
  expect(failureText(outside)).toBe(
    "conv1_2 中没有 (70, 900, 19) 这个数；它的下标范围是 0…9, 0…27, 0…27",
  );
});
