// Many maps on one canvas, with one cell that the keyboard moves and the pointer finds.

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { atlasOf, paintTiles } from "../draw/paint";
import { hitTile, type Tiles, tileAt } from "../draw/tiles";
import { channelTitle, mapName } from "../i18n/names";
import type { Maps, StepInfo } from "../protocol/messages";
import { useSession } from "../state/context";
import { indexOf } from "../state/spot";
import { Marks } from "./marks";

interface Props {
  readonly step: StepInfo;
  readonly maps: Maps;
  readonly tiles: Tiles;
  /** magnitude of the strongest colour; null where each map has its own scale */
  readonly peak: number | null;
  readonly label: string;
}

/** Cells at least this large can be aimed at; in smaller ones a click means the map. */
const AIM = 6;

export function MapGrid({ step, maps, tiles, peak, label }: Props) {
  const session = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const cursor = useSignal(0);
  useLayoutEffect(() => {
    if (canvas.current) paintTiles(canvas.current, atlasOf(maps, peak), tiles);
  }, [maps, peak, tiles.tile, tiles.count, tiles.across, tiles.tileHeight]);

  const channelAt = (k: number) => maps.channels.data[k] ?? 0;
  const pick = (k: number, row: number, column: number, exact: boolean) => {
    const channel = channelAt(k);
    const at = indexOf(step.shape, channel, row, column);
    if (exact) session.openNumber(step.name, at);
    else session.openLayer(step.name, channel, at);
  };
  const under = (event: MouseEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return hitTile(tiles, event.clientX - box.left, event.clientY - box.top);
  };
  const point = (event: JSX.TargetedPointerEvent<HTMLElement>) => {
    const hit = under(event);
    const before = session.hover.peek();
    if (!hit) {
      if (before) session.hover.value = null;
      return;
    }
    const now = { step: step.name, channel: channelAt(hit.k), row: hit.row, column: hit.column };
    if (JSON.stringify(now) !== JSON.stringify(before)) session.hover.value = now;
  };
  const click = (event: MouseEvent) => {
    const hit = under(event);
    if (hit) pick(hit.k, hit.row, hit.column, aimable(tiles) || event.altKey);
  };
  const focusOn = (k: number) => {
    cursor.value = k;
    const [row, column] = [Math.floor(tiles.rows / 2), Math.floor(tiles.columns / 2)];
    session.hover.value = { step: step.name, channel: channelAt(k), row, column };
  };
  const press = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    const next = moved(event.key, cursor.value, tiles);
    if (event.key === "Enter" || event.key === " ") {
      const [row, column] = [Math.floor(tiles.rows / 2), Math.floor(tiles.columns / 2)];
      pick(cursor.value, row, column, tiles.rows * tiles.columns === 1);
    } else if (next === "left" || next === "right") {
      if (!neighbour(event.currentTarget, next === "right" ? 1 : -1)) return;
    } else if (next === null) return;
    else focusOn(next);
    event.preventDefault();
    event.stopPropagation();
  };

  const k = Math.min(cursor.value, tiles.count - 1);
  const { x, y } = tileAt(tiles, Math.max(0, k));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table of canvases would be an element a map
    <div
      class="mapgrid"
      role="grid"
      aria-label={label}
      aria-rowcount={Math.ceil(tiles.count / tiles.across)}
      aria-colcount={tiles.across}
      style={{ width: tiles.width, height: tiles.height }}
      onPointerMove={point}
      onPointerLeave={() => {
        session.hover.value = null;
      }}
      onClick={click}
      onKeyDown={press}
      tabIndex={-1}
    >
      <canvas ref={canvas} style={{ width: tiles.width, height: tiles.height }} />
      {tiles.gap > 20 && <MapNames step={step} maps={maps} tiles={tiles} />}
      <Marks step={step} tiles={tiles} channels={maps.channels.data} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="row" tabIndex={-1}>
        {/* biome-ignore lint/a11y/useSemanticElements: see above */}
        <div
          class="cursor"
          role="gridcell"
          tabIndex={0}
          data-step={step.name}
          aria-label={channelTitle(step, channelAt(Math.max(0, k)))}
          style={{ left: x, top: y, width: tiles.tile, height: tiles.tileHeight }}
          onFocus={() => focusOn(Math.max(0, k))}
          onBlur={() => {
            session.hover.value = null;
          }}
        />
      </div>
    </div>
  );
}

function MapNames({ step, maps, tiles }: { step: StepInfo; maps: Maps; tiles: Tiles }) {
  const opened = useSession().opened.value.value;
  const colours = step.name === "input" ? (opened?.channels ?? []) : [];
  return (
    <>
      {[...maps.channels.data].slice(0, tiles.count).map((channel, k) => {
        const { x, y } = tileAt(tiles, k);
        return (
          <span
            key={channel}
            class="map-name at"
            style={{ left: x, top: y + tiles.tileHeight + 1 }}
          >
            {mapName(step, channel) || colours[channel]}
          </span>
        );
      })}
    </>
  );
}

export function aimable(tiles: Tiles): boolean {
  const single = tiles.rows * tiles.columns === 1;
  return single || Math.min(tiles.tile / tiles.columns, tiles.tileHeight / tiles.rows) >= AIM;
}

function moved(key: string, k: number, tiles: Tiles): number | "left" | "right" | null {
  const { across, count } = tiles;
  const page = across * 5;
  switch (key) {
    case "ArrowUp":
      return k - across >= 0 ? k - across : k;
    case "ArrowDown":
      return k + across < count ? k + across : k;
    case "ArrowLeft":
      return k % across === 0 ? "left" : k - 1;
    case "ArrowRight":
      return k % across === across - 1 || k + 1 >= count ? "right" : k + 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "PageUp":
      return Math.max(k % across, k - page);
    case "PageDown":
      return Math.min(count - 1, k + page);
    default:
      return null;
  }
}

/** Moves the focus to the grid before or after, in reading order. */
function neighbour(grid: HTMLElement, by: 1 | -1): boolean {
  const area = grid.closest("[data-grids]");
  const all = [...(area?.querySelectorAll<HTMLElement>(".cursor") ?? [])];
  const here = all.indexOf(grid.querySelector<HTMLElement>(".cursor") as HTMLElement);
  const next = all[here + by];
  next?.focus();
  return next !== undefined;
}
