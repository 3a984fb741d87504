// Maps in rows and columns: where each stands, and which one lies under a point.

/** A rectangle of cells on a map; half open. */
export interface Cells {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Tiles {
  readonly count: number;
  readonly across: number;
  /** width of a tile, in CSS pixels */
  readonly tile: number;
  readonly tileHeight: number;
  readonly gap: number;
  /** cells of each map */
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

/** The one cell at a place. */
export function cellAt({ row, column }: { row: number; column: number }): Cells {
  return { top: row, left: column, bottom: row + 1, right: column + 1 };
}

const FLATTEST = 0.5;

/** Tiles of maps of rows × columns cells; a flat or tall map keeps its shape, within limits. */
export function layTiles(
  count: number,
  across: number,
  tile: number,
  size: { rows: number; columns: number },
  gap = 1,
): Tiles {
  const ratio = Math.max(FLATTEST, Math.min(1, size.rows / size.columns));
  const tileHeight = Math.max(6, Math.round(tile * ratio));
  const down = Math.ceil(count / across);
  return {
    count,
    across,
    tile,
    tileHeight,
    gap,
    ...size,
    width: across * (tile + gap) - gap,
    height: Math.max(0, down * (tileHeight + gap) - gap),
  };
}

export function tileAt(tiles: Tiles, k: number): { x: number; y: number } {
  const row = Math.floor(k / tiles.across);
  const column = k % tiles.across;
  return { x: column * (tiles.tile + tiles.gap), y: row * (tiles.tileHeight + tiles.gap) };
}

/** The tile and cell under a point, or null between them. */
export function hitTile(tiles: Tiles, x: number, y: number) {
  const column = Math.floor(x / (tiles.tile + tiles.gap));
  const row = Math.floor(y / (tiles.tileHeight + tiles.gap));
  const k = row * tiles.across + column;
  const inX = x - column * (tiles.tile + tiles.gap);
  const inY = y - row * (tiles.tileHeight + tiles.gap);
  const outside = column < 0 || column >= tiles.across || row < 0 || k >= tiles.count;
  if (outside || inX >= tiles.tile || inY >= tiles.tileHeight) return null;
  return {
    k,
    column: Math.min(tiles.columns - 1, Math.floor((inX / tiles.tile) * tiles.columns)),
    row: Math.min(tiles.rows - 1, Math.floor((inY / tiles.tileHeight) * tiles.rows)),
  };
}

/** One path that frames the same cells on many tiles; never smaller than `least` pixels. */
export function cellsPath(tiles: Tiles, which: readonly number[], cells: Cells, least = 3): string {
  const sx = tiles.tile / tiles.columns;
  const sy = tiles.tileHeight / tiles.rows;
  const width = Math.max(least, (cells.right - cells.left) * sx);
  const height = Math.max(least, (cells.bottom - cells.top) * sy);
  const dx = ((cells.left + cells.right) / 2) * sx - width / 2;
  const dy = ((cells.top + cells.bottom) / 2) * sy - height / 2;
  return which
    .map((k) => {
      const { x, y } = tileAt(tiles, k);
      return `M${round(x + dx)} ${round(y + dy)}h${round(width)}v${round(height)}h${round(-width)}z`;
    })
    .join("");
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
