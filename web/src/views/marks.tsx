// What lies over a column's maps: the windows of the chosen number, the chosen map's frame.

import { type Cells, cellsPath, type Tiles, tileAt } from "../draw/tiles";
import type { FieldBox, Fields, StepInfo } from "../protocol/messages";
import { useSession } from "../state/context";
import { shownFields } from "../state/session";
import { cellsOf } from "../state/spot";

/** smaller windows could not be seen */
const LEAST = 6;

interface Props {
  readonly step: StepInfo;
  readonly tiles: Tiles;
  readonly channels: ArrayLike<number>;
}

export function Marks({ step, tiles, channels }: Props) {
  const session = useSession();
  const shown = shownFields(session);
  const { step: chosenStep, channel: named, at } = session.place.value;
  const channel = named >= 0 ? named : (at[0] ?? -1);
  const chosen = chosenStep === step.name && channel >= 0 ? placeOf(channels, tiles, channel) : -1;
  return (
    <svg class="marks" width={tiles.width} height={tiles.height} aria-hidden="true">
      {shown && <Windows fields={shown} step={step} tiles={tiles} channels={channels} />}
      {chosen >= 0 && <Frame tiles={tiles} k={chosen} name="chosen" />}
    </svg>
  );
}

function Windows({ fields, step, tiles, channels }: Props & { readonly fields: Fields }) {
  const reads = fields.reads.findIndex((box) => box.step === step.name);
  const feeds = fields.feeds.findIndex((box) => box.step === step.name);
  if (reads >= 0) {
    const d = pathOf(fields.reads[reads], step, tiles, channels);
    const name = covers(fields.reads[reads], step, tiles) ? "window whole" : "window";
    return d ? <path class={name} d={d} style={{ opacity: fading(reads) }} /> : null;
  }
  if (feeds < 0) return null;
  const d = pathOf(fields.feeds[feeds], step, tiles, channels);
  return d ? <path class="feeds" d={d} style={{ opacity: fading(feeds) }} /> : null;
}

/** Whether a window covers so much of a map that filling it would hide the map. */
function covers(box: FieldBox | undefined, step: StepInfo, tiles: Tiles): boolean {
  if (!box) return false;
  const { top, left, bottom, right } = clip(cellsOf(box, step.shape).cells, tiles);
  return (bottom - top) * (right - left) > 0.2 * tiles.rows * tiles.columns;
}

/** Fainter with each layer further away. */
function fading(distance: number): number {
  return Math.max(0.3, 1 - 0.16 * Math.max(0, distance - 1));
}

function pathOf(
  box: FieldBox | undefined,
  step: StepInfo,
  tiles: Tiles,
  channels: ArrayLike<number>,
) {
  if (!box) return "";
  const { cells, from, to } = cellsOf(box, step.shape);
  const which: number[] = [];
  for (let k = 0; k < tiles.count; k++) {
    const channel = channels[k] ?? -1;
    if (channel >= from && channel < to) which.push(k);
  }
  return cellsPath(tiles, which, clip(cells, tiles), LEAST);
}

function clip(cells: Cells, tiles: Tiles): Cells {
  return {
    top: Math.max(0, cells.top),
    left: Math.max(0, cells.left),
    bottom: Math.min(tiles.rows, cells.bottom),
    right: Math.min(tiles.columns, cells.right),
  };
}

export function Frame({ tiles, k, name }: { tiles: Tiles; k: number; name: string }) {
  const { x, y } = tileAt(tiles, k);
  return (
    <rect class={name} x={x - 1} y={y - 1} width={tiles.tile + 2} height={tiles.tileHeight + 2} />
  );
}

function placeOf(channels: ArrayLike<number>, tiles: Tiles, channel: number): number {
  for (let k = 0; k < tiles.count; k++) if (channels[k] === channel) return k;
  return -1;
}
