// One column: its heading, its maps, what more there is.

import { figures, words } from "../i18n";
import { shapeText, stepTitle } from "../i18n/names";
import type { Run } from "../protocol/messages";
import { useSession } from "../state/context";
import { costOf, type GraphNode } from "../state/graph";
import { shownFields } from "../state/session";
import { Classes } from "./classes";
import { classesHeight, type Placed } from "./layout";
import { MapGrid } from "./mapgrid";
import { PicturePane } from "./picturepane";

interface Props {
  readonly placed: Placed;
  readonly run: Run;
  readonly peak: number | null;
  readonly mostMacs: number;
}

export function Column({ placed, run, peak, mostMacs }: Props) {
  const { node, left, top, tiles, maps } = placed;
  const session = useSession();
  const place = session.place.value;
  const walled = place.view === "wall" && node.steps.some((step) => step.name === place.step);
  return (
    <section class={walled ? "column walled" : "column"} aria-label={stepTitle(node.step)}>
      <Heading placed={placed} mostMacs={mostMacs} />
      {placed.picture > 0 && (
        <div
          class="at"
          style={{
            left: placed.x + (placed.width - placed.picture) / 2,
            top: top - placed.picture - 8,
          }}
        >
          <PicturePane size={placed.picture} />
        </div>
      )}
      <div class="at" style={{ left, top }}>
        {placed.classes ? (
          <Classes run={run} width={tiles.width} height={classesHeight(placed)} />
        ) : (
          <MapGrid
            step={node.step}
            maps={maps}
            tiles={tiles}
            peak={peak}
            label={stepTitle(node.step)}
          />
        )}
      </div>
      {!placed.classes && <Below placed={placed} />}
      {placed.picture > 0 && <ChannelNames placed={placed} />}
      {node.step.name === "input" && <Sees placed={placed} />}
    </section>
  );
}

function Heading({ placed, mostMacs }: { placed: Placed; mostMacs: number }) {
  const { node, x, y, width } = placed;
  const session = useSession();
  const { macs } = costOf(node);
  const { parameters, opaque } = words.value;
  const title = `${nodeTitle(node)} · ${parameters(figures.value.whole(costOf(node).params))}`;
  return (
    <button
      type="button"
      class="heading at"
      style={{ left: x - 8, top: y, width: width + 16 }}
      title={title}
      onClick={() => session.openWall(node.step.name)}
    >
      <b>{shortTitle(node)}</b>
      <code>{shapeText(node.step.shape)}</code>
      {!node.step.known && <em class="unknown">{opaque}</em>}
      {macs > 0 && (
        <>
          <i class="share">
            <i style={{ width: `${Math.max(2, (macs / mostMacs) * 100)}%` }} />
          </i>
          <small>{words.value.macs(figures.value.large(macs))}</small>
        </>
      )}
    </button>
  );
}

/** What a folded module is called; of a folded layer its first step, else the step itself. */
export function nodeTitle(node: GraphNode): string {
  const inside = [node.step, ...node.steps].find((step) => step.folds.includes(node.fold));
  if (node.fold === "") return stepTitle(node.step);
  if (!inside) return stepTitle(node.steps[0] ?? node.step);
  if (/^\d+$/.test(inside.name.split(".").at(-1) ?? "")) return node.fold;
  const depth = node.fold.split(".").length;
  return stepTitle(inside).split(" · ").slice(0, depth).join(" · ");
}

/** Inside an open module its own name need not be repeated. */
function shortTitle(node: GraphNode): string {
  const title = nodeTitle(node);
  return node.within.length ? (title.split(" · ").at(-1) ?? title) : title;
}

function Below({ placed }: { placed: Placed }) {
  const { node, x, width, top, tiles, maps } = placed;
  const session = useSession();
  const { more, moreHint, unfold } = words.value;
  const rest = maps.total - tiles.count;
  const count = figures.value.whole(rest);
  const name = nodeTitle(node);
  if (rest <= 0 && !node.fold) return null;
  return (
    <div class="below at" style={{ left: x - 8, top: top + tiles.height + 3, width: width + 16 }}>
      {rest > 0 && (
        <button
          type="button"
          class="quiet"
          title={moreHint(count)}
          aria-label={`${name}: ${moreHint(count)}`}
          onClick={() => session.openWall(node.step.name)}
        >
          {more(count)}
        </button>
      )}
      {node.fold && (
        <button
          type="button"
          class="quiet link"
          aria-label={`${name}: ${unfold}`}
          onClick={() => session.toggleFold(node.fold)}
        >
          {unfold}
        </button>
      )}
    </div>
  );
}

function ChannelNames({ placed }: { placed: Placed }) {
  const session = useSession();
  const names = session.opened.value.value?.channels ?? [];
  const { left, top, tiles, maps } = placed;
  return (
    <>
      {[...maps.channels.data].slice(0, tiles.count).map((channel, k) => (
        <span
          key={channel}
          class="channel-name at"
          style={{
            left: left + tiles.width + 5,
            top: top + k * (tiles.tileHeight + tiles.gap) + tiles.tileHeight / 2 - 9,
          }}
        >
          {names[channel] ?? ""}
        </span>
      ))}
    </>
  );
}

/** How much of the input the chosen number sees. */
function Sees({ placed }: { placed: Placed }) {
  const session = useSession();
  const fields = shownFields(session);
  const box = fields?.reads.find((found) => found.step === "input");
  if (!box || fields?.step === "input") return null;
  const size = box.start.slice(2).map((start, axis) => (box.stop[axis + 2] ?? 0) - start);
  const { left, top, tiles } = placed;
  return (
    <span class="sees at" style={{ left: left + tiles.width / 2, top: top + tiles.height + 6 }}>
      {words.value.sees(size.join("×"))}
    </span>
  );
}
