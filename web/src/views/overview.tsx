// The network, left to right. It zooms, it pans, and the chosen number's lines run over it.

import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { words } from "../i18n";
import type { Maps, Run } from "../protocol/messages";
import { useSession } from "../state/context";
import { costOf, type Graph } from "../state/graph";
import { scaleGroups } from "../state/scaling";
import { large, scaling } from "../state/settings";
import { Brackets } from "./brackets";
import { Column } from "./column";
import { untilLetGo } from "./drag";
import { Edges } from "./edges";
import { listenToKeys } from "./keys";
import { type Layout, layOut, MARGIN, type Placed } from "./layout";
import { OwnScale, Scale } from "./legend";
import { Readout } from "./readout";
import { useSize } from "./size";

const NEAREST = 6;
const FARTHEST = 0.4;
const STEP = 1.25;
/** free paper above the columns */
const PAPER_EDGE = 14;

export function Overview({ run, maps }: { run: Run; maps: ReadonlyMap<string, Maps> }) {
  const session = useSession();
  const graph = session.graph.value;
  const { area, size } = useSize();
  const zoom = useSignal(1);
  useEffect(() => wheelZoom(area.current, (factor) => zoomBy(factor)), []);
  useEffect(() => zoomKeys(zoomBy, showAll), []);
  const zoomBy = (factor: number) => {
    zoom.value = Math.min(NEAREST, Math.max(FARTHEST, zoom.value * factor));
  };
  const showAll = () => {
    zoom.value = 1;
  };
  const scale = large.value ? 1.5 : 1;
  const layout = useMemo(() => {
    if (!graph || !size.value.width) return null;
    const { width, height } = size.value;
    const room = { width, height: height - PAPER_EDGE, zoom: zoom.value, scale };
    return layOut(graph, maps, run, room);
  }, [graph, maps, run, size.value, zoom.value, scale]);
  return (
    <div class="overview">
      <div
        class="overview-area"
        ref={area}
        data-grids
        onPointerDown={(event) => pan(event, area.current)}
      >
        {layout && graph && <Drawing layout={layout} graph={graph} run={run} />}
      </div>
      <footer class="overview-foot">
        <Readout />
        <ZoomButtons zoom={zoom.value} by={zoomBy} fit={showAll} />
      </footer>
    </div>
  );
}

function Drawing({ layout, graph, run }: { layout: Layout; graph: Graph; run: Run }) {
  const groups = useMemo(() => scaleGroups(graph, scaling.value), [graph, scaling.value]);
  const peaks = useMemo(() => peaksOf(layout, groups), [layout, groups]);
  const mostMacs = Math.max(1, ...graph.nodes.map((node) => costOf(node).macs));
  return (
    <div class="stage" style={{ width: layout.width, height: layout.height }}>
      <Edges layout={layout} graph={graph} />
      <Brackets layout={layout} graph={graph} />
      {layout.columns.map((placed) => (
        <Column
          key={placed.node.id}
          placed={placed}
          run={run}
          peak={peaks.get(groups.get(placed.node.id) ?? "") ?? null}
          mostMacs={mostMacs}
        />
      ))}
      {scales(layout, groups).map(({ group, left, width, maps }) => (
        <div key={group} class="at" style={{ left, top: layout.height - 24 }}>
          <Scale peak={peaks.get(group) ?? 1} width={width} maps={maps} />
        </div>
      ))}
      {![...groups.values()].some((group) => group !== "input") && (
        <div class="at" style={{ left: ownScaleLeft(layout), top: layout.height - 24 }}>
          <OwnScale />
        </div>
      )}
    </div>
  );
}

/** Below the first column whose maps each have their own scale. */
function ownScaleLeft(layout: Layout): number {
  return layout.columns.find((placed) => placed.node.step.maps.length > 0)?.left ?? MARGIN;
}

/** Maps of one group share a scale: its largest magnitude. */
function peaksOf(layout: Layout, groups: ReadonlyMap<string, string>): Map<string, number> {
  const peaks = new Map<string, number>();
  for (const { node, maps, classes } of layout.columns) {
    const group = groups.get(node.id);
    if (group && !classes) peaks.set(group, Math.max(peaks.get(group) ?? 0, maps.peak));
  }
  return peaks;
}

/** One legend below each group. */
function scales(layout: Layout, groups: ReadonlyMap<string, string>) {
  const found = new Map<string, Placed[]>();
  for (const placed of layout.columns) {
    const lower = layout.columns.some((other) => other.x === placed.x && other.y < placed.y);
    const group = groups.get(placed.node.id);
    if (placed.classes || lower || !group) continue;
    found.set(group, [...(found.get(group) ?? []), placed]);
  }
  return [...found].map(([group, columns]) => {
    const left = Math.min(...columns.map((c) => c.x));
    const right = Math.max(...columns.map((c) => c.x + c.width));
    const width = Math.max(48, Math.min(220, right - left));
    const maps = columns.map((placed) => placed.maps);
    return { group, left: (left + right) / 2 - width / 2, width, maps };
  });
}

function ZoomButtons(props: { zoom: number; by: (factor: number) => void; fit: () => void }) {
  const { zoom, zoomIn, zoomOut, fit } = words.value;
  return (
    <fieldset class="zoom" aria-label={zoom}>
      <button type="button" title={zoomOut} aria-label={zoomOut} onClick={() => props.by(1 / STEP)}>
        −
      </button>
      <button type="button" onClick={props.fit} disabled={props.zoom === 1}>
        {fit}
      </button>
      <button type="button" title={zoomIn} aria-label={zoomIn} onClick={() => props.by(STEP)}>
        +
      </button>
    </fieldset>
  );
}

function wheelZoom(area: HTMLElement | null, by: (factor: number) => void) {
  if (!area) return;
  const turn = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    by(Math.exp(-event.deltaY / 400));
  };
  area.addEventListener("wheel", turn, { passive: false });
  return () => area.removeEventListener("wheel", turn);
}

function zoomKeys(by: (factor: number) => void, showAll: () => void) {
  return listenToKeys((event) => {
    if (event.key === "+" || event.key === "=") by(STEP);
    else if (event.key === "-") by(1 / STEP);
    else if (event.key === "0") showAll();
  });
}

/** Dragging the paper moves it; a press on a map or a button is not a drag. */
function pan(event: PointerEvent, area: HTMLElement | null): void {
  const target = event.target as HTMLElement;
  if (!area || event.pointerType === "touch" || target.closest("button, .mapgrid, a")) return;
  const start = { x: event.clientX + area.scrollLeft, y: event.clientY + area.scrollTop };
  untilLetGo((now) => area.scrollTo(start.x - now.clientX, start.y - now.clientY));
}
