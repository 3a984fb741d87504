// The input's size as one text, "3x6x6": two boxes write it, each a part of its own.

/** What of a size stands in the box of the channels, and what in that of height and width. */
export interface ShapeText {
  readonly channels: string;
  readonly space: string;
}

/** Sizes as they are typed: one for all axes, or one each. */
export function spaceTyped(text: string, axes: number): readonly string[] {
  const sizes = text
    .trim()
    .split(/[\s,x×*]+/)
    .filter(Boolean);
  return sizes.length === 1 ? Array.from({ length: axes }, () => sizes[0] ?? "") : sizes;
}

/** Channels as they are typed: what parts sizes would part them too. */
export function channelsTyped(text: string): string {
  return text.replace(/[\s,x×*]+/g, "·") || "1";
}

/** What was typed to give a size that is refused, "" for none; one box is to blame. */
export function shapeText(refused: string): ShapeText {
  const [channels = "", ...sizes] = refused.split("x");
  if (refused && !/^[1-9]\d*$/.test(channels)) return { channels, space: "" };
  const alike = new Set(sizes).size === 1;
  return { channels: "", space: alike ? (sizes[0] ?? "") : sizes.join("x") || refused };
}
