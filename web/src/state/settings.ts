// What a person prefers, remembered by the browser.

import { effect, signal } from "@preact/signals";
import { SCALINGS, type Scaling } from "./scaling";

export type Language = "en" | "zh-Hans";

const KEY = "cutaway.settings";

interface Saved {
  readonly language?: Language;
  readonly large?: boolean;
  readonly scaling?: Scaling;
}

const saved = load();

export const language = signal<Language>(saved.language ?? preferred());
export const large = signal<boolean>(saved.large ?? false);
export const scaling = signal<Scaling>(SCALINGS.find((known) => known === saved.scaling) ?? "unit");

effect(() => {
  const now: Saved = {
    language: language.value,
    large: large.value,
    scaling: scaling.value,
  };
  try {
    localStorage.setItem(KEY, JSON.stringify(now));
  } catch {
    // a browser that keeps nothing still shows everything
  }
});

function load(): Saved {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "{}") as Saved;
    const known = found.language === "en" || found.language === "zh-Hans";
    const { language: _, ...rest } = found;
    return known ? found : rest;
  } catch {
    return {};
  }
}

function preferred(): Language {
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-Hans" : "en";
}
