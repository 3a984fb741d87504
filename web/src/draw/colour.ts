// Numbers as colours: activations diverge about zero, weights do so in brown and green.

type Rgb = readonly [number, number, number];

export const ACTIVATION = [
  "#8A1018",
  "#B2182B",
  "#DE6E5A",
  "#F6C4AC",
  "#FAF9F6",
  "#BED6E7",
  "#62A2CE",
  "#2166AC",
  "#083061",
] as const;
export const WEIGHT = [
  "#633808",
  "#A6611A",
  "#DFC27D",
  "#FAF9F6",
  "#80CDC1",
  "#018571",
  "#00463A",
] as const;

const SHADES = 253;
const activationTable = table(ACTIVATION);
const weightTable = table(WEIGHT);

/** RGBA words, little-endian, of the shades from −1 to 1. */
function table(stops: readonly string[]): Uint32Array {
  const colours = stops.map(parse);
  return Uint32Array.from({ length: SHADES }, (_, i) => {
    const at = (i / (SHADES - 1)) * (colours.length - 1);
    const low = Math.min(Math.floor(at), colours.length - 2);
    const [a, b] = [colours[low] ?? [0, 0, 0], colours[low + 1] ?? [0, 0, 0]];
    const mix = (k: 0 | 1 | 2) => Math.round(a[k] + (b[k] - a[k]) * (at - low));
    return word([mix(0), mix(1), mix(2)]);
  });
}

function parse(hex: string): Rgb {
  const n = Number.parseInt(hex.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

function word([r, g, b]: Rgb): number {
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

const HATCH_DARK = word([0x75, 0x71, 0x66]);
const HATCH_LIGHT = word([0xe4, 0xe0, 0xd6]);
const ABOVE_ALL = word([0x00, 0x00, 0x00]);
const BELOW_ALL = word([0x5a, 0x00, 0x3c]);

function shade(words: Uint32Array, ratio: number): number {
  const clipped = Math.max(-1, Math.min(1, ratio));
  return words[Math.round(((clipped + 1) / 2) * (SHADES - 1))] ?? 0;
}

/** Colour words of the 256 codes of a map whose code step is `step`, on a scale of ±peak. */
export function codeTable(step: number, peak: number): Uint32Array {
  const scale = peak > 0 ? step / peak : 0;
  return Uint32Array.from({ length: 256 }, (_, code) => {
    if (code === 0) return HATCH_LIGHT;
    if (code === 1) return BELOW_ALL;
    if (code === 255) return ABOVE_ALL;
    return shade(activationTable, (code - 128) * scale);
  });
}

/** NaN is hatched: the word of a NaN cell at a place. */
export function hatch(row: number, column: number): number {
  return (row + column) % 2 ? HATCH_DARK : HATCH_LIGHT;
}

/** The colour word of one number on a scale of ±peak. */
export function activationWord(value: number, peak: number): number {
  return wordOf(activationTable, value, peak);
}

/** The colour word of one weight on a scale of ±peak. */
export function weightWord(value: number, peak: number): number {
  return wordOf(weightTable, value, peak);
}

function wordOf(words: Uint32Array, value: number, peak: number): number {
  if (value === Number.POSITIVE_INFINITY) return ABOVE_ALL;
  if (value === Number.NEGATIVE_INFINITY) return BELOW_ALL;
  return shade(words, peak > 0 ? value / peak : 0);
}

export function activationColour(value: number, peak: number): string {
  return css(Number.isNaN(value) ? HATCH_LIGHT : activationWord(value, peak));
}

export function weightColour(value: number, peak: number): string {
  return css(Number.isNaN(value) ? HATCH_LIGHT : wordOf(weightTable, value, peak));
}

function css(rgba: number): string {
  return `rgb(${rgba & 255} ${(rgba >> 8) & 255} ${(rgba >> 16) & 255})`;
}

/** Ink for text on a background: the one of the two that reads better. */
export function inkOn(background: string): string {
  const [r = 0, g = 0, b = 0] = (background.match(/\d+/g) ?? []).map(Number);
  return luminance(r, g, b) > 0.179 ? "#000000" : "#ffffff";
}

/** Relative luminance of an sRGB colour, as WCAG 2.2 defines it. */
export function luminance(r: number, g: number, b: number): number {
  const [x, y, z] = [r, g, b].map((channel) => {
    const c = channel / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (x ?? 0) + 0.7152 * (y ?? 0) + 0.0722 * (z ?? 0);
}

/** The class of an amount: it adds, it takes away, or it is no number. */
export function signOf(value: number): "adds" | "takes" | "" {
  if (Number.isNaN(value)) return "";
  return value < 0 ? "takes" : "adds";
}

/** Largest finite magnitude. */
export function peakOf(values: ArrayLike<number>): number {
  let peak = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] ?? 0);
    if (size > peak && size < Number.POSITIVE_INFINITY) peak = size;
  }
  return peak;
}
