// Where everything of the overview stands: columns, tiles, classes. Pure arithmetic, no DOM.

import { layTiles, type Tiles } from "../draw/tiles";
import type { Maps, Run } from "../protocol/messages";
import type { Graph, GraphNode } from "../state/graph";
import { mapSize } from "../state/spot";

export interface Placed {
  readonly node: GraphNode;
  readonly x: number;
  /** of the heading */
  readonly y: number;
  readonly width: number;
  /** of the maps */
  readonly left: number;
  readonly top: number;
  readonly tiles: Tiles;
  readonly maps: Maps;
  /** room above the maps for the picture itself */
  readonly picture: number;
  /** the scores stand here instead of maps */
  readonly classes: boolean;
}

export interface Layout {
  readonly columns: readonly Placed[];
  readonly of: ReadonlyMap<string, Placed>;
  readonly width: number;
  readonly height: number;
  readonly tile: number;
  readonly mapsTop: number;
  readonly mapsBottom: number;
}

interface Room {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  /** multiplies text, for a projector */
  readonly scale: number;
}

export const MARGIN = 28;
const HEADING = 72;
const BRACKET = 28;
const BELOW = 54;
const CLASSES = 158;
const SMALLEST = 24;
const LARGEST = 132;
/** for networks of a few columns, which have room */
const LARGEST_OF_FEW = 300;
const FEW = 3;
const GAP_IN_UNIT = 10;
const GAP = 14;
const GAP_OF_LANES = 44;
const WIDEST_GAP = 92;
/** short networks have room to stretch */
const SHORT = 7;
const WIDEST_GAP_OF_SHORT = 190;
const ROWS = 10;
/** room below each map for its name */
export const NAMED_GAP = 22;

export function layOut(
  graph: Graph,
  maps: ReadonlyMap<string, Maps>,
  run: Run,
  room: Room,
): Layout {
  const bracket = graph.nodes.some((node) => node.within.length) ? BRACKET : 0;
  const top = bracket + HEADING * room.scale;
  const free = Math.max(200, room.height - top - BELOW * room.scale);
  const tile = fittingTile(graph, maps, run, room, free) * room.zoom;
  // the gaps between maps stay as they are when the maps shrink
  const height = free * room.zoom + (room.zoom < 1 ? ROWS : 0);
  return place(graph, maps, run, room, { tile, top, height, bracket });
}

interface Frame {
  readonly tile: number;
  readonly top: number;
  readonly height: number;
  readonly bracket: number;
}

/** The largest tile at which the maps fit, both ways; columns are never narrower than their text. */
function fittingTile(
  graph: Graph,
  maps: ReadonlyMap<string, Maps>,
  run: Run,
  room: Room,
  free: number,
): number {
  const at = (tile: number) =>
    place(graph, maps, run, { ...room, width: 0 }, { tile, top: 0, height: free, bracket: 0 });
  const width = Math.max(room.width, at(SMALLEST).width);
  const largest = graph.ranks.length <= FEW ? LARGEST_OF_FEW : LARGEST;
  for (let tile = largest; tile > SMALLEST; tile -= 1) {
    const tried = at(tile);
    const low = Math.max(...tried.columns.map((c) => c.top + c.tiles.height));
    const fits = tilesFit(tile, free, room, graph, maps, run) && tried.columns.every(showsAllNamed);
    if (fits && low <= free && tried.width <= width) return tile;
  }
  return SMALLEST;
}

/** Maps that have names are few, and all of them are shown. */
function showsAllNamed({ node, tiles, maps }: Placed): boolean {
  return node.step.maps.length === 0 || tiles.count === maps.total;
}

/**
 * At least ten rows of maps stand in the height, where there are as many; two maps a row, where
 * there are no more than ten and the columns' names leave room for two.
 */
function tilesFit(
  tile: number,
  free: number,
  room: Room,
  graph: Graph,
  maps: ReadonlyMap<string, Maps>,
  run: Run,
): boolean {
  const rows = tallest(graph, maps, run, 2 * tile < narrowest(graph) * room.scale);
  return graph.ranks.length <= FEW || (tile + 1) * rows <= free;
}

function place(
  graph: Graph,
  maps: ReadonlyMap<string, Maps>,
  run: Run,
  room: Room,
  frame: Frame,
): Layout {
  const widths = graph.ranks.map((lanes) =>
    Math.max(...lanes.map((node) => widthOf(node, lanes.length, maps, run, room, frame))),
  );
  const gaps = spread(graph, widths, room);
  const columns: Placed[] = [];
  let x = MARGIN;
  graph.ranks.forEach((lanes, rank) => {
    const share = (frame.height + HEADING * room.scale) / lanes.length;
    lanes.forEach((node, lane) => {
      const y = frame.bracket + lane * share;
      const top = frame.top + lane * share;
      const found = column(
        node,
        lanes.length,
        x,
        y,
        top,
        widths[rank] ?? 0,
        maps,
        run,
        room,
        frame,
      );
      if (found) columns.push(found);
    });
    x += (widths[rank] ?? 0) + (gaps[rank] ?? 0);
  });
  return {
    columns,
    of: new Map(columns.map((found) => [found.node.id, found])),
    width: x + MARGIN,
    height: frame.top + frame.height + BELOW * room.scale,
    tile: frame.tile,
    mapsTop: frame.top,
    mapsBottom: frame.top + frame.height,
  };
}

function column(
  node: GraphNode,
  lanes: number,
  x: number,
  y: number,
  top: number,
  width: number,
  maps: ReadonlyMap<string, Maps>,
  run: Run,
  room: Room,
  frame: Frame,
): Placed | null {
  const found = maps.get(node.step.name);
  if (!found) return null;
  const tiles = tilesOf(node, found, lanes, frame);
  const picture = pictureSize(node, found, frame);
  const classes = showsClasses(node, run);
  const body = tiles.height + (picture ? picture + 8 : 0);
  const down = node.rank === 0 ? Math.max(0, (frame.height - body) / 2.6) : 0;
  const left = x + (width - tiles.width) / 2;
  const lifted = top + down + (picture ? picture + 8 : 0);
  const shown = classes ? { ...tiles, width: CLASSES * room.scale } : tiles;
  return {
    node,
    x,
    y,
    width,
    left: classes ? x : left,
    top: lifted,
    tiles: shown,
    maps: found,
    picture,
    classes,
  };
}

function widthOf(
  node: GraphNode,
  lanes: number,
  maps: ReadonlyMap<string, Maps>,
  run: Run,
  room: Room,
  frame: Frame,
): number {
  const found = maps.get(node.step.name);
  if (!found) return 0;
  if (showsClasses(node, run)) return CLASSES * room.scale;
  return Math.max(
    headingOf(node) * room.scale,
    footOf(node, found) * room.scale,
    tilesOf(node, found, lanes, frame).width,
    pictureSize(node, found, frame),
  );
}

/** Width of a column's name and shape. */
function headingOf(node: GraphNode): number {
  const shape = node.step.shape.slice(1).join("×").length * 7;
  const name = node.within.length ? lastName(node).length * 8 : 0;
  return Math.min(104, Math.max(44, shape, name));
}

/** Inside an open module a column bears the last part of its name. */
function lastName(node: GraphNode): string {
  return (node.fold || node.step.name).split(".").at(-1) ?? "";
}

/** Width of what stands below a folded column: how many more maps, and "unfold"; it may stick out. */
function footOf(node: GraphNode, maps: Maps): number {
  return node.fold ? maps.total.toLocaleString("en").length * 7 + 44 : 0;
}

function narrowest(graph: Graph): number {
  return Math.min(...graph.nodes.filter(isMap).map(headingOf));
}

function isMap(node: GraphNode): boolean {
  return node.rank > 0 && node.step.shape.length > 2;
}

function tilesOf(node: GraphNode, maps: Maps, lanes: number, frame: Frame): Tiles {
  const total = maps.codes.shape[0] ?? 0;
  const size = mapSize(node.step.shape);
  const single = size.rows * size.columns === 1;
  const own = single ? Math.max(12, Math.round(frame.tile / 2)) : frame.tile;
  const tile = isPicture(node, maps)
    ? Math.min(own, Math.max(22, tileBelowPicture(size, frame)))
    : own;
  const named = node.step.maps.length > 0 && tile >= 90;
  const gap = named ? NAMED_GAP : 1;
  const { tileHeight } = layTiles(1, 1, tile, size);
  const pitch = (frame.height + HEADING) / lanes;
  const high = lanes > 1 ? pitch - HEADING - 30 : frame.height;
  const rows = Math.max(2, Math.floor((high + gap) / (tileHeight + gap)));
  const across = named ? Math.ceil(total / 3) : total > rows ? 2 : 1;
  return layTiles(Math.min(total, rows * across), across, tile, size, gap);
}

function isPicture(node: GraphNode, maps: Maps): boolean {
  return node.rank === 0 && node.step.name === "input" && maps.total === 3;
}

/** Three channels and the picture above them share the height. */
function tileBelowPicture(size: { rows: number; columns: number }, frame: Frame): number {
  const ratio = Math.max(0.5, Math.min(1, size.rows / size.columns));
  return Math.floor((frame.height - 60) / 4.7 / ratio);
}

/** A picture of several channels stands above them, in its own colours. */
function pictureSize(node: GraphNode, maps: Maps, frame: Frame): number {
  if (!isPicture(node, maps)) return 0;
  const tile = Math.min(frame.tile, tileBelowPicture(mapSize(node.step.shape), frame));
  return Math.max(72, Math.min(220, Math.round(tile * (tile > 100 ? 1 : 1.9))));
}

export function showsClasses(node: GraphNode, run: Run): boolean {
  return run.logits !== "" && node.step.name === run.logits && run.scores.length > 1;
}

/** Ten classes need some room, however little the maps before them take. */
export function classesHeight(placed: Placed): number {
  return Math.max(300, placed.tiles.height);
}

/** Gaps after each column: close inside a unit, and the room that is left between units. */
function spread(graph: Graph, widths: readonly number[], room: Room): number[] {
  const gaps: number[] = graph.ranks.map((lanes, rank) => {
    const next = graph.ranks[rank + 1];
    if (!next) return 0;
    if (lanes.length > 1 || next.length > 1) return GAP_OF_LANES;
    const same = lanes[0]?.unit === next[0]?.unit;
    return same ? GAP_IN_UNIT : GAP;
  });
  const used = widths.reduce((a, b) => a + b, 0) + gaps.reduce((a, b) => a + b, 0);
  const between = gaps.filter((gap) => gap === GAP).length;
  const spare = room.width - 2 * MARGIN - used;
  if (spare <= 0 || !between) return gaps;
  const widest = graph.ranks.length <= SHORT ? WIDEST_GAP_OF_SHORT : WIDEST_GAP;
  const more = Math.min(widest - GAP, spare / between);
  return gaps.map((gap) => (gap === GAP ? gap + more : gap));
}

function tallest(graph: Graph, maps: ReadonlyMap<string, Maps>, run: Run, paired: boolean): number {
  const rows = graph.nodes
    .filter((node) => !showsClasses(node, run))
    .map((node) => {
      const count = maps.get(node.step.name)?.codes.shape[0] ?? 0;
      const pairs = paired && isMap(node) && count <= ROWS;
      return pairs ? Math.ceil(count / 2) : isMap(node) ? Math.min(ROWS, count) : 1;
    });
  return Math.max(1, ...rows);
}

/** The tile that shows a channel, or −1 where the column does not show it. */
export function tileOf(placed: Placed, channel: number): number {
  const k = placed.maps.channels.data.indexOf(channel);
  return k < placed.tiles.count ? k : -1;
}
