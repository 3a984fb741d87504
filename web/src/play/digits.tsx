// The cells of a plane with their numbers.

import { words } from "../i18n";
import type { Plane } from "./board";
import { fitted } from "./numbers";

/** smaller cells have no room for a number and a letter side by side */
const TIGHT = 50;

interface Props {
  readonly plane: Plane;
  readonly cell: number;
}

export function Digits({ plane, cell }: Props) {
  const { rows, columns, top, left, texts, inner } = plane;
  const [high, wide] = inner;
  return (
    // biome-ignore lint/a11y/useSemanticElements: laid out as a grid, which a table element forgets it is
    <div
      role="table"
      class={cell < TIGHT ? "digits tight" : "digits"}
      aria-label={plane.name}
      style={{ gridTemplateColumns: `repeat(${columns}, var(--cell))` }}
    >
      {Array.from({ length: rows }, (_, y) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        // biome-ignore lint/a11y/useFocusableInteractive: a row of a table is no control
        <div key={y} role="row" class="digit-row">
          {Array.from({ length: columns }, (_, x) => {
            const [row, column] = [y - top, x - left];
            const outside = row < 0 || column < 0 || row >= high || column >= wide;
            const wrong = plane.wrong.get(`${row},${column}`);
            const text = wrong ?? texts[y * columns + x] ?? "";
            const { shown, size } = fitted(text, cell);
            const name = `digit${outside ? " outside" : ""}${wrong === undefined ? "" : " wrong"}`;
            return (
              // biome-ignore lint/a11y/useSemanticElements: laid out as a grid, which a table element forgets it is
              <div
                key={x}
                role="cell"
                class={name}
                style={{ fontSize: size }}
                title={shown === text ? undefined : text}
                aria-label={outside ? `${text} ${words.value.playground.paddingCell}` : undefined}
              >
                <span>{shown}</span>
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
