// @vitest-environment happy-dom
// A slider while its answer is on its way, and the cells of a plane while padding grows.

import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { expect, test } from "vitest";
import { Digits } from "../src/play/digits";
import type { Plane } from "../src/play/plane";
import { type Setting, SettingRow } from "../src/play/setting";

function setting(typed: () => string, used: number, answered: string | null): Setting {
  return {
    name: "padding",
    label: "padding",
    typed,
    answered,
    used: [used],
    bounds: [],
    parts: [""],
    alike: undefined,
    problems: [],
    set: () => undefined,
  };
}

function slider(root: Element): string | undefined {
  return root.querySelector<HTMLInputElement>("input[type=range]")?.value;
}

test("a slider stays where it is dragged to before the answer comes", () => {
  const root = document.createElement("div");
  const text = signal("1");
  act(() => render(<SettingRow setting={setting(() => text.value, 1, "1")} />, root));
  expect(slider(root)).toBe("1");
  act(() => {
    text.value = "3";
  });
  expect(slider(root)).toBe("3");
  act(() => render(<SettingRow setting={setting(() => text.value, 2, "3")} />, root));
  expect(slider(root)).toBe("2"); // the answer took another value
});

test("what is no whole number moves no slider", () => {
  for (const text of ["same", "", "-1", "2.5", "1 2"]) {
    const root = document.createElement("div");
    act(() => render(<SettingRow setting={setting(() => text, 1, "1")} />, root));
    expect(slider(root), text).toBe("1");
  }
});

/** A 2×2 map within so much padding. */
function plane(padding: number): Plane {
  const side = 2 + 2 * padding;
  const inside = (n: number) => n >= padding && n < padding + 2;
  const texts = Array.from({ length: side * side }, (_, i) => {
    const [y, x] = [Math.floor(i / side), i % side];
    return inside(y) && inside(x) ? String(10 + 2 * (y - padding) + x - padding) : "0";
  });
  return {
    name: "input",
    rows: side,
    columns: side,
    top: padding,
    left: padding,
    texts,
    values: texts.map(Number),
    padding: padding > 0,
    inner: [2, 2],
    wrong: new Map([["1,1", "cat"]]),
  };
}

test("the cells of a map stay while padding grows around them", () => {
  const root = document.createElement("div");
  const cells = () => [...root.querySelectorAll("[role=cell]")];
  act(() => render(<Digits plane={plane(0)} cell={50} />, root));
  const before = cells();
  expect(before.map((cell) => cell.textContent)).toEqual(["10", "11", "12", "cat"]);
  expect(before.at(-1)?.className).toBe("digit wrong");
  act(() => render(<Digits plane={plane(1)} cell={50} />, root));
  expect(root.querySelectorAll("[role=row]").length).toBe(4);
  expect(cells().filter((cell) => cell.classList.contains("outside")).length).toBe(12);
  expect(
    cells()
      .map((cell) => cell.textContent)
      .join(" "),
  ).toBe("0 0 0 0 0 10 11 0 0 12 cat 0 0 0 0 0");
  expect(before.every((cell) => cells().includes(cell))).toBe(true);
  expect(cells()[0]?.getAttribute("aria-label")).toMatch(/^0 ./);
});
