// Lines between columns: the wiring where it branches, and what each map adds to the chosen number.

import { detour, edgeWidth, flow, type Point } from "../draw/curve";
import { tileAt } from "../draw/tiles";
import type { Explanation, Score } from "../protocol/messages";
import { useSession } from "../state/context";
import type { Graph } from "../state/graph";
import { scoresShown } from "./classes";
import { classesHeight, type Layout, type Placed, tileOf } from "./layout";

export function Edges({ layout, graph }: { layout: Layout; graph: Graph }) {
  const session = useSession();
  const explanation = session.explanation.value.value;
  return (
    <svg class="edges" width={layout.width} height={layout.height} aria-hidden="true">
      {graph.branches && <Wiring layout={layout} graph={graph} />}
      {explanation && <Contributions layout={layout} graph={graph} explanation={explanation} />}
    </svg>
  );
}

/** Which column reads which: drawn only where it is not simply the one before. */
function Wiring({ layout, graph }: { layout: Layout; graph: Graph }) {
  const lines = graph.nodes.flatMap((node) =>
    node.inputs.flatMap((input) => {
      const [from, to] = [layout.of.get(input), layout.of.get(node.id)];
      if (!from || !to) return [];
      const alone = (placed: Placed) => graph.ranks[placed.node.rank]?.length === 1;
      if (to.node.rank - from.node.rank === 1 && alone(from) && alone(to)) return [];
      const ends = [right(from), leftOf(to)] as const;
      const far = to.node.rank - from.node.rank > 1;
      return [far ? detour(...ends, layout.mapsBottom + 22) : flow(...ends)];
    }),
  );
  return <path class="wiring" d={lines.join("")} />;
}

function Contributions({
  layout,
  graph,
  explanation,
}: {
  layout: Layout;
  graph: Graph;
  explanation: Explanation;
}) {
  const run = useSession().run.value.value;
  const source = explanation.term.parts.flatMap((part) => part.blocks).find((block) => block.step);
  const from = graph.nodeOf.get(source?.source ?? "");
  const to = graph.nodeOf.get(explanation.step);
  const [start, end] = [layout.of.get(from?.id ?? ""), layout.of.get(to?.id ?? "")];
  if (!source || !start || !end || start === end) return null;
  const scores = run ? scoresShown(run) : [];
  const target = endOf(end, explanation, explanation.index[1] ?? 0, scores);
  const largest = Math.abs(explanation.channels[0]?.value ?? 0);
  const shown = explanation.channels.slice(0, 64);
  const direct = start.node.step.name === source.source;
  return (
    <g>
      {[...shown].reverse().map((sum) => {
        const k = direct ? tileOf(start, sum.channel) : -1;
        if (k < 0 && Math.abs(sum.value) < largest * 0.2) return null;
        const point = k < 0 ? foot(start) : besideTile(start, k);
        const faint = !(Math.abs(sum.value) >= largest * 0.01); // so is what is no number
        const side = faint ? "none" : sum.value < 0 ? "takes" : "adds";
        return (
          <path
            key={sum.channel}
            class={`edge ${side}`}
            d={flow(point, target)}
            stroke-width={edgeWidth(sum.value, largest)}
          />
        );
      })}
    </g>
  );
}

function endOf(
  placed: Placed,
  explanation: Explanation,
  channel: number,
  scores: readonly Score[],
): Point {
  if (placed.classes) {
    const row = scores.findIndex((score) => score.index === channel);
    const pitch = classesHeight(placed) / Math.max(1, scores.length);
    return { x: placed.left, y: placed.top + (Math.max(0, row) + 0.5) * pitch };
  }
  const k = placed.node.step.name === explanation.step ? tileOf(placed, channel) : -1;
  if (k < 0) return leftOf(placed);
  const { x, y } = tileAt(placed.tiles, k);
  return { x: placed.left + x - 2, y: placed.top + y + placed.tiles.tileHeight / 2 };
}

function besideTile(placed: Placed, k: number): Point {
  const { x, y } = tileAt(placed.tiles, k);
  return {
    x: placed.left + x + placed.tiles.tile + 1,
    y: placed.top + y + placed.tiles.tileHeight / 2,
  };
}

function foot(placed: Placed): Point {
  return { x: placed.left + placed.tiles.width, y: placed.top + placed.tiles.height + 12 };
}

function right(placed: Placed): Point {
  return { x: placed.left + placed.tiles.width + 2, y: placed.top + placed.tiles.height / 2 };
}

function leftOf(placed: Placed): Point {
  return { x: placed.left - 2, y: placed.top + placed.tiles.height / 2 };
}
