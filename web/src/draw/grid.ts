// A grid of cells: which of them lies under the pointer, and which way an arrow key leads.

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** Rows and columns to go, by the name of the key. */
export const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The cell of a grid that is nearest to one inside or outside of it. */
export function inside(cell: Cell, rows: number, columns: number): Cell {
  return {
    row: Math.max(0, Math.min(rows - 1, cell.row)),
    column: Math.max(0, Math.min(columns - 1, cell.column)),
  };
}

/** The cell under the pointer, of a grid that fills the element that listens. */
export function cellUnder(event: MouseEvent, rows: number, columns: number): Cell {
  const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
  const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
  return inside({ row, column }, rows, columns);
}
