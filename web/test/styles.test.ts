// Stylesheets: colours are tokens, contrast is enough, text is large enough to read.

import { describe, expect, test } from "vitest";
import { contrast, over } from "./colours";
import { type Rule, rulesOf } from "./rules";
import { scripts, stylesheets, tokens } from "./sources";

const TOKENS = "styles/tokens.css";
const rules = Object.entries(stylesheets).flatMap(([file, text]) => rulesOf(file, text));
const known = tokens();
const where = ({ file, selector }: Rule) => `${file}: ${selector}`;

/** The colour that a declaration names by its token; undefined where it names none. */
function colourOf(value: string | undefined): string | undefined {
  const name = value?.match(/^var\(--([\w-]+)\)/)?.[1];
  const found = name ? known.get(name) : undefined;
  return found?.startsWith("#") ? found : undefined;
}

/** What may stand behind a rule's own text or marks. */
function grounds(rule: Rule): string[] {
  const own = colourOf(rule.declarations.get("background"));
  return own ? [own] : [known.get("paper") ?? "", known.get("card") ?? ""];
}

test("the tokens are read, and rules are found", () => {
  expect(known.get("paper")).toBe("#fbfaf7");
  expect(rules.length).toBeGreaterThan(100);
});

test("every colour outside the tokens is one of them", () => {
  const literal = /#[0-9a-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(/i;
  const named = /(^|[\s,(])(black|white|red|green|blue|gr[ae]y|orange|yellow|brown)([\s,)]|$)/i;
  const found = rules.flatMap((rule) =>
    rule.file === TOKENS
      ? []
      : [...rule.declarations]
          .filter(([, value]) => literal.test(value) || named.test(value))
          .map(([name, value]) => `${where(rule)} { ${name}: ${value} }`),
  );
  expect(found).toEqual([]);
});

test("every token that is used is defined", () => {
  for (const [file, text] of Object.entries(stylesheets)) {
    for (const [, name = ""] of text.matchAll(/var\(--([\w-]+)/g)) {
      expect([...known.keys()], file).toContain(name);
    }
  }
});

describe("contrast", () => {
  test("text is at least 4.5:1 against what it stands on", () => {
    const faint: string[] = [];
    let compared = 0;
    for (const rule of rules) {
      const text = colourOf(rule.declarations.get("color"));
      if (!text) continue;
      for (const ground of grounds(rule)) {
        const inverse = text === ground || text === known.get("card");
        if (inverse && !rule.declarations.has("background")) continue;
        compared += 1;
        const ratio = contrast(text, ground);
        if (ratio < 4.5) faint.push(`${where(rule)} ${text} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
    expect(faint).toEqual([]);
    expect(compared).toBeGreaterThan(60);
  });

  test("text in the drawing is, too", () => {
    for (const rule of rules.filter((found) => /\btext\b|-text\b/.test(found.selector))) {
      const text = colourOf(rule.declarations.get("fill"));
      if (!text) continue;
      for (const ground of grounds(rule)) {
        expect(contrast(text, ground), where(rule)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  /** Hairlines part things and say nothing; what fills an outlined shape is seen by its outline. */
  test("marks are at least 3:1", () => {
    const faint: string[] = [];
    let compared = 0;
    for (const rule of rules) {
      const opacity = Number(rule.declarations.get("opacity") ?? 1);
      const [fill, stroke] = [rule.declarations.get("fill"), rule.declarations.get("stroke")];
      const mark = stroke?.startsWith("var") ? stroke : fill;
      const colour = colourOf(mark);
      if (!colour || !mark || /--(hair|paper|card)/.test(mark)) continue;
      if (/\.window\.whole/.test(rule.selector)) continue;
      for (const ground of grounds(rule)) {
        compared += 1;
        const ratio = contrast(over(colour, opacity, ground), ground);
        if (ratio < 3) faint.push(`${where(rule)} ${colour} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
    expect(faint).toEqual([]);
    expect(compared).toBeGreaterThan(20);
  });

  test("the window's outline is seen on the window's own amber", () => {
    const [line = "", amber = ""] = [known.get("window-line"), known.get("window")];
    expect(contrast(line, amber)).toBeGreaterThanOrEqual(3);
  });
});

describe("sizes", () => {
  const pixels = (value: string) => [...value.matchAll(/(\d*\.?\d+)px/g)].map((m) => Number(m[1]));

  test("no text is under 12 px", () => {
    let sizes = 0;
    for (const rule of rules) {
      for (const name of ["font-size", "font"]) {
        const [size] = pixels(rule.declarations.get(name) ?? "");
        if (size === undefined) continue;
        sizes += 1;
        expect(size, where(rule)).toBeGreaterThanOrEqual(12);
      }
    }
    expect(sizes).toBeGreaterThan(5);
    for (const [path, text] of Object.entries(scripts)) {
      for (const [, size] of text.matchAll(/font-?[sS]ize[=:]\s*[{"]?(\d+)/g)) {
        expect(Number(size), path).toBeGreaterThanOrEqual(12);
      }
    }
  });

  test("no Chinese text is under 13 px", () => {
    const chinese = rules.filter((rule) => rule.file === TOKENS && /zh-Hans/.test(rule.selector));
    expect(chinese.length).toBeGreaterThan(0);
    const [small] = pixels(chinese[0]?.declarations.get("--small") ?? "");
    expect(small).toBeGreaterThanOrEqual(13);
    const [text] = pixels(known.get("text") ?? "");
    expect(text).toBeGreaterThanOrEqual(13);
  });

  test("the projector's text is one and a half times as large", () => {
    const large = rules.filter((rule) => rule.file === TOKENS && /\.large/.test(rule.selector));
    const of = (name: string) => pixels(large[0]?.declarations.get(name) ?? "")[0];
    for (const name of ["text", "small"]) {
      expect(of(`--${name}`)).toBe(1.5 * (pixels(known.get(name) ?? "")[0] ?? 0));
    }
  });

  test("number cells are at least 36 px", () => {
    const cell = rules.find((rule) => /\.cell$/.test(rule.selector));
    for (const name of ["min-width", "height"]) {
      expect(pixels(cell?.declarations.get(name) ?? "")[0]).toBeGreaterThanOrEqual(36);
    }
  });
});

test("Chinese has no italics, nor has anything else", () => {
  for (const [file, text] of Object.entries(stylesheets)) expect(text, file).not.toMatch(/italic/);
});

test("nothing moves where a person asked for no motion", () => {
  for (const [file, text] of Object.entries(stylesheets)) {
    const calm = text.replace(
      /@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/g,
      "",
    );
    expect(calm, file).not.toMatch(/\b(animation|transition)\s*:/);
  }
});
