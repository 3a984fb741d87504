// One thing is not several: English nouns stand in the number that goes with their count.

import { expect, test } from "vitest";
import { counted } from "../src/i18n/counted";
import { en } from "../src/i18n/en";

test("one is told apart from none and from several", () => {
  expect(counted("1", "channel")).toBe("1 channel");
  expect(counted("0", "channel")).toBe("0 channels");
  expect(counted("1,000", "channel")).toBe("1,000 channels");
  expect(counted("2", "non-linearity", "non-linearities")).toBe("2 non-linearities");
});

test("sentences about one thing have no plural", () => {
  const { madeOf, playground } = en;
  const sentences = [
    en.parameters("1"),
    en.macs("1"),
    en.wallTitle("1", "2×2"),
    en.feeds("1", "fc"),
    madeOf.dot("1", "3×3", "1"),
    madeOf.linear("1"),
    madeOf.max("1"),
    playground.madeOfWeights("1", 1, "1"),
    playground.eachOutput("1", "1"),
    en.versus.alsoOwn("1"),
  ];
  for (const sentence of sentences)
    expect(sentence).not.toMatch(/\b1 (3×3 |more |feature )?\w+s\b/);
  expect(en.silent("1")).toBe("1 is zero everywhere");
});
