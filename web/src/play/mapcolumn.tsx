// One map of the stage: its title, its planes, and what may stand below.

import { computed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { words } from "../i18n";
import type { Played } from "../protocol/messages";
import { Board } from "./board";
import { type Fit, holdsNumbers } from "./fit";
import { pastedRows, word, written } from "./grids";
import { planeOf } from "./litplane";
import { modeName } from "./modename";
import { mapPlane } from "./planes";
import { mapsOf, paddingOf, sizeOf } from "./space";
import type { PlayStore } from "./store";
import { Thumbs } from "./thumbs";
import { TooMany } from "./toomany";

interface Props {
  readonly store: PlayStore;
  readonly map: number;
  readonly fit: Fit;
  readonly scale: number;
  readonly children?: ComponentChildren;
}

export function MapColumn({ store, map, fit, scale, children }: Props) {
  const played = store.played.value;
  const matrix = played && mapsOf(played)[map];
  if (!played || !matrix) return null;
  const { planes } = sizeOf(matrix.shape);
  const known = matrix.values.data.length > 0;
  const open = Math.min(planes - 1, openPlane(store, map));
  const shown = fit.stacked ? Array.from({ length: planes }, (_, p) => p) : [open];
  return (
    <div class="stage-column">
      <header>
        <h2>{titleOf(played, map)}</h2>
        <p class="quiet-text">{captionOf(played, map, holdsNumbers(fit.cell, scale))}</p>
      </header>
      <div class="stage-body">
        {known ? (
          shown.map((plane) => (
            <MapBoard key={plane} store={store} map={map} plane={plane} fit={fit} scale={scale} />
          ))
        ) : (
          <TooMany shape={matrix.shape} />
        )}
      </div>
      <div class="stage-below">
        {known && !fit.stacked && (
          <Thumbs
            played={played}
            map={map}
            planes={planes}
            open={open}
            name={titleOf(played, map)}
            choose={(p) => store.openPlane(map, p)}
          />
        )}
        {children}
      </div>
    </div>
  );
}

function openPlane(store: PlayStore, map: number): number {
  return map ? store.outputOf(map - 1) : (store.opens.value.get(0) ?? 0);
}

interface BoardProps {
  readonly store: PlayStore;
  readonly map: number;
  readonly plane: number;
  readonly fit: Fit;
  readonly scale: number;
}

function MapBoard({ store, map, plane, fit, scale }: BoardProps) {
  const played = store.played.value;
  const lit = useMemo(
    () => computed(() => planeOf(store.lit.value?.maps[map], plane)),
    [store, map, plane],
  );
  const name = played ? planeName(played, map, plane) : "";
  const drawn = useMemo(
    () => played && mapPlane(played, map, plane, name),
    [played, map, plane, name],
  );
  if (!drawn) return null;
  const pointed = (cell: { row: number; column: number }) =>
    ({ at: "map", map, place: { plane, ...cell } }) as const;
  return (
    <Board
      plane={drawn}
      cell={fit.cell}
      digits={holdsNumbers(fit.cell, scale)}
      family="activation"
      lit={lit}
      editable={map === 0}
      point={(cell) => (store.hover.value = cell && pointed(cell))}
      pick={(cell) => store.pin(pointed(cell))}
      play={() => store.togglePlaying()}
      type={(cell, text) => typeInto(store, "input", { plane, ...cell }, text)}
      paste={(cell, text) => pasteInto(store, "input", { plane, ...cell }, text)}
    />
  );
}

type At = { readonly plane: number; readonly row: number; readonly column: number };

/** Types a cell's text; more numbers than one are written from there on. */
export function typeInto(store: PlayStore, name: "input" | number, at: At, text: string): void {
  if (pasteInto(store, name, at, text)) return;
  const box = `${name} ${at.plane} ${at.row} ${at.column}`;
  store.setGrid(name, (grid) => written(grid, at, [[word(text)]]), box);
}

/** Writes a block of numbers: at the first cell in place of all, elsewhere from there on. */
export function pasteInto(store: PlayStore, name: "input" | number, at: At, text: string): boolean {
  const rows = pastedRows(text);
  if (!rows) return false;
  if (at.plane + at.row + at.column === 0) store.setText(name, text);
  else store.setGrid(name, (grid) => written(grid, at, rows));
  return true;
}

function titleOf(played: Played, map: number): string {
  const { input, output } = words.value;
  const { outputOf } = words.value.playground;
  if (map === 0) return input;
  return map === played.layers.length ? output : outputOf(String(map));
}

function planeName(played: Played, map: number, plane: number): string {
  const title = titleOf(played, map);
  const { planes } = sizeOf(mapsOf(played)[map]?.shape ?? []);
  return planes > 1 ? words.value.channelOf(title, String(plane)) : title;
}

/** Its size, and what its reader lays around it. */
function captionOf(played: Played, map: number, digits: boolean): string {
  const matrix = mapsOf(played)[map];
  const reader = played.layers[map];
  const shape = (sizes: readonly number[]) => sizes.join("×");
  const [planes = 1, ...space] = matrix?.shape ?? [];
  const own = shape(planes > 1 ? [planes, ...space] : space);
  const { paddedTo, typeHere } = words.value.playground;
  const hint = map === 0 && digits ? ` · ${typeHere}` : "";
  const { top, bottom, left, right } = reader ? paddingOf(reader.settings) : NONE;
  if (!reader || top + bottom + left + right === 0) return own + hint;
  const lines = space.length > 1;
  const sides = lines ? [top, bottom, left, right] : [left, right];
  const by = new Set(sides).size === 1 ? String(sides[0]) : sides.join(" ");
  const grown = lines
    ? [(space[0] ?? 1) + top + bottom, (space[1] ?? 1) + left + right]
    : [(space[0] ?? 1) + left + right];
  return paddedTo(own, by, modeName(reader.settings), shape(grown)) + hint;
}

const NONE = { top: 0, bottom: 0, left: 0, right: 0 };
