// The cells of a plane with their numbers.

import { useMemo } from "preact/hooks";
import { words } from "../i18n";
import { fitted } from "./numbers";
import type { Plane } from "./plane";

/** smaller cells have no room for a number and a letter side by side */
const TIGHT = 50;

interface Props {
  readonly plane: Plane;
  readonly cell: number;
}

/** Rows and cells are known by their place in the map, so that padding grows around them. */
export function Digits({ plane, cell }: Props) {
  const usual = fitted("0", cell).size;
  const { paddingCell } = words.value.playground;
  return (
    // biome-ignore lint/a11y/useSemanticElements: laid out as a grid, which a table element forgets it is
    <div
      role="table"
      class={cell < TIGHT ? "digits tight" : "digits"}
      aria-label={plane.name}
      style={{ fontSize: usual }}
    >
      {Array.from({ length: plane.rows }, (_, y) => (
        <Row
          key={y - plane.top}
          digits={digitsOf(plane, y - plane.top, cell)}
          usual={usual}
          outside={paddingCell}
        />
      ))}
    </div>
  );
}

/** One number of a row; `wrong` and `outside` are classes of their own. */
interface Digit {
  readonly column: number;
  readonly text: string;
  readonly shown: string;
  readonly size: number;
  readonly outside: boolean;
  readonly wrong: boolean;
}

function digitsOf(plane: Plane, row: number, cell: number): readonly Digit[] {
  const { columns, top, left, texts } = plane;
  const [high, wide] = plane.inner;
  return Array.from({ length: columns }, (_, x) => {
    const column = x - left;
    const wrong = plane.wrong.get(`${row},${column}`);
    const text = wrong ?? texts[(row + top) * columns + x] ?? "";
    return {
      column,
      text,
      ...fitted(text, cell),
      outside: row < 0 || column < 0 || row >= high || column >= wide,
      wrong: wrong !== undefined,
    };
  });
}

interface RowProps {
  readonly digits: readonly Digit[];
  /** the size that most numbers have: that of the whole */
  readonly usual: number;
  /** what is said of a cell of the padding */
  readonly outside: string;
}

/** A row whose numbers stay is not drawn anew. */
function Row({ digits, usual, outside }: RowProps) {
  const told = digits.map((digit) => Object.values(digit).join(" ")).join("|");
  return useMemo(
    () => (
      // biome-ignore lint/a11y/useSemanticElements: laid out as a grid, which a table element forgets it is
      // biome-ignore lint/a11y/useFocusableInteractive: a row of a table is no control
      <div role="row" class="digit-row">
        {digits.map((digit) => (
          // biome-ignore lint/a11y/useSemanticElements: as above
          <div
            key={digit.column}
            role="cell"
            class={`digit${digit.outside ? " outside" : ""}${digit.wrong ? " wrong" : ""}`}
            style={digit.size === usual ? undefined : { fontSize: digit.size }}
            title={digit.shown === digit.text ? undefined : digit.text}
            aria-label={digit.outside ? `${digit.text} ${outside}` : undefined}
          >
            {digit.shown}
          </div>
        ))}
      </div>
    ),
    [told, usual, outside],
  );
}
