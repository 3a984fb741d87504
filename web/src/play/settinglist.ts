// Which settings a layer has, each with what is typed, what is used, and what is valid.

import { words } from "../i18n";
import type { Bound, Boxes, Played, PlayedLayer } from "../protocol/messages";
import { problemsOf } from "./problems";
import type { Setting } from "./setting";
import { channelsTyped, type ShapeText, shapeText, spaceTyped } from "./shapetext";
import type { PlayStore } from "./store";

/** The settings that are numbers, in the order they are shown. */
export function settingsOf(store: PlayStore, number: number): readonly Setting[] {
  const played = store.played.value;
  const layer = played?.layers[number];
  if (!played || !layer) return [];
  const found = number === 0 ? [inputSize(store, played), channels(store, played)] : [];
  const { kind } = layer.settings;
  if (kind === "relu") return found;
  const size = axes(store, number, "size", layer.settings.sizes);
  const pools = kind.includes("pool");
  found.push(pools ? { ...size, label: words.value.playground.settings.window } : size);
  found.push(padding(store, number));
  found.push(axes(store, number, "stride", layer.settings.strides));
  if (!kind.startsWith("avg")) {
    found.push(axes(store, number, "dilation", layer.settings.dilations));
  }
  if (!kind.startsWith("conv")) return found;
  if (kind.startsWith("conv_transpose")) {
    found.push(axes(store, number, "extra", layer.settings.extra));
  }
  found.push(one(store, number, "outputs", layer.settings.outputs));
  found.push(one(store, number, "groups", layer.settings.groups));
  return found;
}

function boundOf(layer: PlayedLayer | undefined, name: string, axis = -1): Bound | undefined {
  return layer?.bounds.find((bound) => bound.name === name && bound.axis === axis);
}

/** The tightest of some bounds: what holds for all axes alike. */
function tightest(bounds: readonly (Bound | undefined)[]): Bound | undefined {
  const known = bounds.filter((bound) => bound !== undefined);
  const low = Math.max(...known.map((bound) => bound.low));
  const [least] = [...known].sort((a, b) => a.useful - b.useful);
  return least && { ...least, low: Math.min(low, least.useful) };
}

function axisNames(count: number): readonly string[] {
  const { height, width, length } = words.value.playground;
  return count > 1 ? [height, width] : [length];
}

function axes(
  store: PlayStore,
  number: number,
  name: keyof Boxes,
  used: readonly number[],
): Setting {
  const played = store.played.value;
  const layer = played?.layers[number];
  const bounds = used.map((_, axis) => boundOf(layer, name, axis));
  return {
    name,
    label: words.value.playground.settings[name as "size"],
    typed: () => store.state.value.layers[number]?.[name] ?? "",
    answered: played?.state.layers[number]?.[name] ?? "",
    used,
    bounds,
    parts: axisNames(used.length),
    alike: tightest(bounds),
    problems: problemsOf(played, number, name),
    set: (text) => store.editLayer(number, { [name]: text }, name),
  };
}

function one(store: PlayStore, number: number, name: "outputs" | "groups", used: number): Setting {
  const bound = boundOf(store.played.value?.layers[number], name);
  return {
    ...axes(store, number, name, []),
    used: [used],
    bounds: [bound],
    parts: [""],
    alike: bound,
  };
}

/** Padding has two sides on each axis; a transposed convolution crops both alike. */
function padding(store: PlayStore, number: number): Setting {
  const layer = store.played.value?.layers[number];
  const { before = [], after = [], kind = "" } = layer?.settings ?? {};
  const whole = kind.startsWith("conv_transpose");
  const alike = tightest(before.map((_, axis) => boundOf(layer, "padding", axis)));
  const base = axes(store, number, "padding", before);
  if (whole) return { ...base, alike };
  const { top, bottom, left, right } = words.value.playground.sides;
  return {
    ...base,
    used: before.flatMap((n, axis) => [n, after[axis] ?? 0]),
    bounds: before.flatMap((_, axis) => [
      boundOf(layer, "before", axis),
      boundOf(layer, "after", axis),
    ]),
    parts: before.length > 1 ? [top, bottom, left, right] : [left, right],
    alike,
  };
}

/** The input is cropped, or grown by made-up numbers. */
function inputSize(store: PlayStore, played: Played): Setting {
  const [planes = 1, ...space] = played.input.shape;
  const bounds = space.map((n, axis) => boundOf(played.layers[0], "input", axis) ?? free(n));
  const wrong = refused(store).space ? problemsOf(played, -1, "shape") : [];
  return {
    name: "shape",
    label: words.value.playground.settings.input,
    typed: () => refused(store).space,
    answered: null,
    used: space,
    bounds,
    parts: axisNames(space.length),
    alike: tightest(bounds),
    problems: [...wrong, ...problemsOf(played, -1, "input"), ...problemsOf(played, 0, "input")],
    set: (text) => {
      const sizes = spaceTyped(text, space.length);
      const shape = sizes.length ? [planes, ...sizes].join("x") : "";
      store.edit((state) => ({ ...state, shape }), "shape");
    },
  };
}

/** What is typed of a size that is refused: a box shows nothing else of its own. */
function refused(store: PlayStore): ShapeText {
  const wrong = problemsOf(store.played.value, -1, "shape").length > 0;
  return shapeText(wrong ? store.state.value.shape : "");
}

function channels(store: PlayStore, played: Played): Setting {
  const [planes = 1, ...space] = played.input.shape;
  const bound = { ...free(planes), useful: Math.max(8, planes), name: "channels" };
  return {
    name: "channels",
    label: words.value.playground.settings.channels,
    typed: () => refused(store).channels,
    answered: null,
    used: [planes],
    bounds: [bound],
    parts: [""],
    alike: bound,
    problems: refused(store).channels ? problemsOf(played, -1, "shape") : [],
    set: (text) => {
      const shape = [channelsTyped(text.trim()), ...space].join("x");
      store.edit((state) => ({ ...state, shape }), "channels");
    },
  };
}

/** A bound of nothing but the least. */
function free(given: number): Bound {
  const none = { code: "length-low", english: "the input has at least one position", facts: {} };
  return {
    name: "input",
    axis: 0,
    given,
    low: 1,
    high: null,
    useful: Math.max(16, given),
    choices: [],
    why_low: none,
    why_high: null,
    note: null,
    valid: true,
    nearest: given,
  };
}
