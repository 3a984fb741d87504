// What a person prefers, remembered by the browser.

import { effect, signal } from "@preact/signals";

export type Language = "en" | "zh-Hans";

const KEY = "cutaway.settings";

interface Saved {
  readonly language?: Language;
  readonly large?: boolean;
}

const saved = load();

export const language = signal<Language>(saved.language ?? preferred());
export const large = signal<boolean>(saved.large ?? false);

effect(() => {
  const now: Saved = { language: language.value, large: large.value };
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
    return known ? found : { large: found.large === true };
  } catch {
    return {};
  }
}

function preferred(): Language {
  return navigator.language.toLowerCase().startsWith("zh") ? "zh-Hans" : "en";
}
