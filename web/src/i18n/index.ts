// The words of the language chosen, and numbers in its locale.

import { computed } from "@preact/signals";
import { numerals } from "../draw/numerals";
import { language } from "../state/settings";
import { en, type Words } from "./en";
import { zhHans } from "./zh-Hans";

export const catalogues: Readonly<Record<typeof language.value, Words>> = {
  en,
  "zh-Hans": zhHans,
};

export const words = computed<Words>(() => catalogues[language.value]);
export const figures = computed(() => numerals(words.value.locale));
