// Numbers as they stand in small cells: a true minus, and as many figures as fit.

const SMALLEST = 12;
const LARGEST = 22;
/** width of a figure, as a share of its height */
const FIGURE = 0.58;
const INSET = 6;
/** figures of a broken number beyond these are left to its title */
const MOST_OF_BROKEN = 6;

/** What fits into a cell of so many pixels, and how large it is written. */
export function fitted(text: string, cell: number): { shown: string; size: number } {
  const room = cell - INSET;
  const fits = Math.max(2, Math.floor(room / (SMALLEST * FIGURE)));
  const most = /^-?\d*\.\d/.test(text) ? Math.min(fits, MOST_OF_BROKEN) : fits;
  const whole = text.replaceAll("-", "−");
  const shown = whole.length <= most ? whole : shortened(text, most);
  const size = Math.min(
    cell * 0.36,
    LARGEST * (cell > 62 ? 1.5 : 1),
    room / (shown.length * FIGURE),
  );
  return { shown, size: Math.max(SMALLEST, Math.floor(size)) };
}

/** A number in at most so many signs, or the beginning of what is none. */
function shortened(text: string, most: number): string {
  const value = Number(text);
  if (text === "" || Number.isNaN(value)) return `${text.slice(0, most - 1)}…`;
  for (let digits = most; digits > 0; digits--) {
    const tries = [plain(value, digits), value.toExponential(digits - 1).replace("e+", "e")];
    const found = tries.find((written) => written.length <= most);
    if (found) return found.replaceAll("-", "−");
  }
  return "…";
}

function plain(value: number, digits: number): string {
  const written = String(Number(value.toPrecision(digits)));
  return written.replace(/^(-?)0\./, "$1.");
}

/** An array's number as text, as the engine writes it. */
export function textOf(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "∞";
  if (value === Number.NEGATIVE_INFINITY) return "−∞";
  return String(value);
}
