// Colours and their contrast, worked out from WCAG 2.2 alone.

/** Red, green and blue of `#rrggbb` or `rgb(r g b)`. */
export function channels(colour: string): number[] {
  if (!colour.startsWith("#")) return (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** Contrast ratio of two opaque colours, 1 … 21. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [one, other].map(relative).sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** A colour at some opacity over another. */
export function over(colour: string, opacity: number, ground: string): string {
  const below = channels(ground);
  const mixed = channels(colour).map((n, i) => n * opacity + (below[i] ?? 0) * (1 - opacity));
  return `#${mixed.map((n) => Math.round(n).toString(16).padStart(2, "0")).join("")}`;
}

function relative(colour: string): number {
  const [r = 0, g = 0, b = 0] = channels(colour).map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
