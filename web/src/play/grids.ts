// Matrices as the texts of their cells: changed cell by cell, pasted into, written as one text.

import type { Size } from "./space";

/** The cells' texts, row-major. */
export interface TextGrid {
  readonly size: Size;
  readonly texts: readonly string[];
}

const MOST = 16_384;

/** One text as a box holds it: rows parted by `;`, planes by `|`; an empty cell keeps its place. */
export function gridText({ size, texts }: TextGrid): string {
  const planes = Array.from({ length: size.planes }, (_, p) =>
    Array.from({ length: size.rows }, (_, y) => {
      const start = (p * size.rows + y) * size.columns;
      return rowText(texts.slice(start, start + size.columns));
    }).join("; "),
  );
  return planes.join(" | ");
}

function rowText(row: readonly string[]): string {
  return row.includes("") ? `${row.join(",")},` : row.join(" ");
}

/** A cell's text as one word: what would part numbers is left out. */
export function word(text: string): string {
  return text.replace(/[\s,;|，；、｜[\]]+/g, "").slice(0, 60);
}

/** Rows of a text that was pasted; null where it is one number alone. */
export function pastedRows(text: string): string[][] | null {
  const rows = text
    .replace(/\r\n?/g, "\n")
    .replace(/^\n+|\n+$/g, "")
    .split(/ *[\n;；] */)
    .map((row) => (row.includes("\t") ? row.split("\t") : row.trim().split(/[\s,，、]+/)));
  return rows.length > 1 || (rows[0]?.length ?? 0) > 1 ? rows : null;
}

/** The grid with rows written over it from a cell on; it grows where they reach beyond it. */
export function written(
  grid: TextGrid,
  at: { readonly plane: number; readonly row: number; readonly column: number },
  rows: readonly (readonly string[])[],
): TextGrid {
  const wide = Math.max(...rows.map((row) => row.length));
  const size: Size = {
    planes: grid.size.planes,
    rows: Math.max(grid.size.rows, at.row + rows.length),
    columns: Math.max(grid.size.columns, at.column + wide),
  };
  if (size.planes * size.rows * size.columns > MOST) return grid;
  const texts = grown(grid, size);
  rows.forEach((row, y) => {
    row.forEach((text, x) => {
      const place = (at.plane * size.rows + at.row + y) * size.columns + at.column + x;
      texts[place] = word(text);
    });
  });
  return { size, texts };
}

function grown(grid: TextGrid, size: Size): string[] {
  const { rows, columns } = grid.size;
  return Array.from({ length: size.planes * size.rows * size.columns }, (_, i) => {
    const [x, rest] = [i % size.columns, Math.floor(i / size.columns)];
    const [y, p] = [rest % size.rows, Math.floor(rest / size.rows)];
    return x < columns && y < rows ? (grid.texts[(p * rows + y) * columns + x] ?? "0") : "0";
  });
}
