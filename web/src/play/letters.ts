// Each weight has a letter and a hue: by them the input it meets and its term are known.

export const HUES = 9;

/** a … z, then aa, ab …: the letter of the n-th weight of a kernel plane. */
export function letterOf(n: number): string {
  const last = String.fromCharCode(97 + (n % 26));
  return n < 26 ? last : letterOf(Math.floor(n / 26) - 1) + last;
}

/** Nine hues; more weights repeat them along the rows. */
export function hueOf(n: number): number {
  return ((n % HUES) + HUES) % HUES;
}

/** The class that sets a weight's hue; "" where no weight is meant. */
export function hueClass(weight: number): string {
  return weight < 0 ? "" : `hue-${hueOf(weight)}`;
}
