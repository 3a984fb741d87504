// The input's size, which two boxes write as one text.

import { expect, test } from "vitest";
import { channelsTyped, shapeText, spaceTyped } from "../src/play/shapetext";

/** The text that the two boxes make together, as the engine is asked for it. */
function whole(channels: string, space: string, axes = 2): string {
  return [channelsTyped(channels), ...spaceTyped(space, axes)].join("x");
}

test("a box shows what was typed into it, the other one nothing", () => {
  for (const typed of ["banana", "0", "-3", "5x?", "4.5"]) {
    expect(shapeText(whole("3", typed)), typed).toEqual({ channels: "", space: typed });
  }
  for (const typed of ["banana", "0", "-3", "1e9"]) {
    expect(shapeText(whole(typed, "4")), typed).toEqual({ channels: typed, space: "" });
  }
});

test("what parts sizes parts no channels", () => {
  expect(shapeText(whole("2x3", "4")).channels).toBe("2·3");
});

test("a size of a link with too few parts stands whole", () => {
  expect(shapeText("7")).toEqual({ channels: "", space: "7" });
  expect(shapeText("")).toEqual({ channels: "", space: "" });
});
