// The fields of a number, put together from a run's links, so that pointing at one asks nobody.

import type { Along, FieldBox, Fields, Link, Links } from "../protocol/messages";

/** The span of each axis; half open. */
interface Box {
  readonly start: readonly number[];
  readonly stop: readonly number[];
}

type Shapes = ReadonlyMap<string, { readonly shape: readonly number[] }>;
type Way = "reads" | "feeds";

/** Null where a link on the way does not go axis by axis: then the server is asked. */
export function fieldsFrom(
  links: Links,
  steps: Shapes,
  step: string,
  index: readonly number[],
): Fields | null {
  const shape = steps.get(step)?.shape;
  if (shape?.length !== index.length || index.some((i, axis) => i >= (shape[axis] ?? 0)))
    return null;
  const here: Box = { start: index, stop: index.map((i) => i + 1) };
  const reads = walk(links, steps, "reads", step, here);
  const feeds = walk(links, steps, "feeds", step, here);
  return reads && feeds && { step, index, reads, feeds };
}

/** From one step through every link that leads on from it: the box met in each step. */
function walk(
  { lines, links }: Links,
  steps: Shapes,
  way: Way,
  step: string,
  here: Box,
): readonly FieldBox[] | null {
  const found = new Map<string, Box>([[step, here]]);
  for (const link of way === "reads" ? [...links].reverse() : links) {
    const [from, to] = way === "reads" ? [link.step, link.source] : [link.source, link.step];
    const box = found.get(from);
    if (!box) continue;
    const shapes = [steps.get(from)?.shape, steps.get(to)?.shape] as const;
    if (!link.known || !shapes[0] || !shapes[1]) return null;
    const met = follow(link, way, box, shapes[0], shapes[1], (line) => lines[line]?.data ?? []);
    const known = found.get(to);
    if (met) found.set(to, known ? union(known, met) : met);
  }
  return [...found].map(([name, { start, stop }]) => ({ step: name, start, stop }));
}

/** The box that a box meets over one link; null where it meets nothing. */
function follow(
  link: Link,
  way: Way,
  box: Box,
  from: readonly number[],
  to: readonly number[],
  lineOf: (line: number) => ArrayLike<number>,
): Box | null {
  const start = to.map(() => 0);
  const stop = to.map(() => 0);
  for (const along of link[way]) {
    const [low, high] = hull(along, box, lineOf(along.line));
    if (low >= high) return null;
    if (along.to < 0) continue;
    start[along.to] = low;
    stop[along.to] = high;
  }
  for (const merged of link.merged) {
    const [here, there] =
      way === "reads" ? [merged.step, merged.source] : [merged.source, merged.step];
    rearranged(
      here.map((axis) => [box.start[axis] ?? 0, box.stop[axis] ?? 0, from[axis] ?? 1]),
      there.map((axis) => to[axis] ?? 1),
    ).forEach(([low, high], i) => {
      const axis = there[i] ?? 0;
      start[axis] = low;
      stop[axis] = high;
    });
  }
  return { start, stop };
}

/** The hull of a line's spans at the positions of a box. */
function hull(along: Along, box: Box, line: ArrayLike<number>): readonly [number, number] {
  const first = along.by < 0 ? 0 : (box.start[along.by] ?? 0);
  const last = along.by < 0 ? 1 : (box.stop[along.by] ?? 0);
  let [low, high] = [0, 0];
  for (let i = first; i < last; i++) {
    const [start, stop] = [line[2 * i] ?? 0, line[2 * i + 1] ?? 0];
    if (start >= stop) continue;
    [low, high] = low < high ? [Math.min(low, start), Math.max(high, stop)] : [start, stop];
  }
  return [low, high];
}

/** Spans of axes of a length, as spans of other axes that hold the same numbers in row-major order. */
function rearranged(
  spans: readonly (readonly [start: number, stop: number, length: number])[],
  lengths: readonly number[],
): readonly (readonly [number, number])[] {
  const first = unravelled(
    spans.reduce((at, [start, , length]) => at * length + start, 0),
    lengths,
  );
  const last = unravelled(
    spans.reduce((at, [, stop, length]) => at * length + stop - 1, 0),
    lengths,
  );
  let same = true;
  return lengths.map((length, i) => {
    const [low, high] = [first[i] ?? 0, last[i] ?? 0];
    const span = same ? ([low, high + 1] as const) : ([0, length] as const);
    same &&= low === high; // past an axis that differs, the range wraps over whole rows
    return span;
  });
}

function unravelled(position: number, lengths: readonly number[]): readonly number[] {
  let rest = position;
  return [...lengths]
    .reverse()
    .map((length) => {
      const at = rest % length;
      rest = Math.floor(rest / length);
      return at;
    })
    .reverse();
}

function union(one: Box, other: Box): Box {
  return {
    start: one.start.map((at, axis) => Math.min(at, other.start[axis] ?? at)),
    stop: one.stop.map((at, axis) => Math.max(at, other.stop[axis] ?? at)),
  };
}
