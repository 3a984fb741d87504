// Numbers as text: a true minus, the reader's grouping, and as many digits as asked for.

const MINUS = "−";

export interface Numerals {
  /** with a fixed number of decimals */
  fixed(value: number, digits: number): string;
  /** the same, with its sign always */
  signed(value: number, digits: number): string;
  /** up to six significant digits */
  short(value: number): string;
  /** every digit of a float64 */
  exact(value: number): string;
  whole(value: number): string;
  /** 705 600 → "706 k" */
  large(value: number): string;
  percent(ratio: number): string;
  /** 1.2e−7 */
  tiny(value: number): string;
}

export function numerals(locale: string): Numerals {
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const finite = (value: number, write: (value: number) => string) =>
    special(value) ?? minus(write(value));
  const fixed = (value: number, digits: number) =>
    finite(value, (v) => unsignedZero(v.toFixed(Math.min(20, digits))));
  return {
    fixed,
    signed: (value, digits) => {
      const text = fixed(value, digits);
      return Number(text) > 0 || value === Number.POSITIVE_INFINITY ? `+${text}` : text;
    },
    short: (value) => finite(value, (v) => shortest(v, 6)),
    exact: (value) => finite(value, (v) => String(v).replace("e+", "e")),
    whole: (value) => minus(whole.format(value)),
    large: (value) => minus(largeText(value, whole)),
    percent: (ratio) => (Number.isNaN(ratio) ? "NaN" : `${minus((ratio * 100).toFixed(1))} %`),
    tiny: (value) => finite(value, (v) => (v === 0 ? "0" : v.toExponential(1))),
  };
}

function special(value: number): string | null {
  if (Number.isNaN(value)) return "NaN";
  if (value === Number.POSITIVE_INFINITY) return "∞";
  if (value === Number.NEGATIVE_INFINITY) return `${MINUS}∞`;
  return null;
}

function minus(text: string): string {
  return text.replaceAll("-", MINUS);
}

function unsignedZero(text: string): string {
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}

function shortest(value: number, digits: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size < 1e-4 || size >= 1e7)
    return Number(value.toPrecision(digits)).toExponential().replace("e+", "e");
  return String(Number(value.toPrecision(digits)));
}

const UNITS = [
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** Three figures and a unit; small numbers are written whole. */
function largeText(value: number, whole: Intl.NumberFormat): string {
  const rounded = Number(value.toPrecision(3));
  const unit = UNITS.find(([size]) => rounded >= size);
  if (value < 1e4 || !unit) return whole.format(value);
  return `${Number((rounded / unit[0]).toPrecision(3))} ${unit[1]}`;
}
