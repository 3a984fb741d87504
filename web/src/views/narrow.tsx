// The overview on a phone: one layer fills the screen, a swipe goes to the next.

import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { layTiles } from "../draw/tiles";
import { figures, words } from "../i18n";
import { shapeText, stepTitle } from "../i18n/names";
import type { Maps, Run } from "../protocol/messages";
import { useSession } from "../state/context";
import { costOf, type GraphNode } from "../state/graph";
import { ownScale } from "../state/scaling";
import { scaling } from "../state/settings";
import { mapSize } from "../state/spot";
import { Classes } from "./classes";
import { nodeTitle } from "./column";
import { NAMED_GAP, showsClasses } from "./layout";
import { MapGrid } from "./mapgrid";
import { PicturePane } from "./picturepane";
import { Readout } from "./readout";

export function NarrowOverview({ run, maps }: { run: Run; maps: ReadonlyMap<string, Maps> }) {
  const session = useSession();
  const area = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  useLayoutEffect(() => {
    const read = () => (width.value = area.current?.clientWidth ?? 0);
    read();
    window.addEventListener("resize", read);
    return () => window.removeEventListener("resize", read);
  }, []);
  const nodes = session.graph.value?.nodes ?? [];
  return (
    <div class="narrow" ref={area} data-grids>
      {width.value > 0 &&
        nodes.map((node) => (
          <Card key={node.id} node={node} run={run} maps={maps} width={width.value} />
        ))}
      <Readout />
    </div>
  );
}

interface CardProps {
  readonly node: GraphNode;
  readonly run: Run;
  readonly maps: ReadonlyMap<string, Maps>;
  readonly width: number;
}

function Card({ node, run, maps, width }: CardProps) {
  const session = useSession();
  const found = maps.get(node.step.name);
  if (!found) return null;
  const room = Math.round(width * 0.84) - 32;
  const { macs } = costOf(node);
  const rest = found.total - (found.codes.shape[0] ?? 0);
  return (
    <section class="narrow-card" aria-label={stepTitle(node.step)}>
      <button type="button" class="heading" onClick={() => session.openWall(node.step.name)}>
        <b>{nodeTitle(node)}</b>
        <code>{shapeText(node.step.shape)}</code>
        {macs > 0 && <small>{words.value.macs(figures.value.large(macs))}</small>}
      </button>
      {found.total === 3 && node.step.name === "input" && (
        <PicturePane size={Math.min(200, room)} />
      )}
      {showsClasses(node, run) ? (
        <Classes run={run} width={room} height={430} />
      ) : (
        <CardMaps node={node} maps={found} room={room} />
      )}
      {rest > 0 && (
        <button type="button" class="quiet link" onClick={() => session.openWall(node.step.name)}>
          {words.value.moreHint(figures.value.whole(rest))}
        </button>
      )}
    </section>
  );
}

function CardMaps({ node, maps, room }: { node: GraphNode; maps: Maps; room: number }) {
  const size = mapSize(node.step.shape);
  const count = maps.codes.shape[0] ?? 0;
  const single = size.rows * size.columns === 1;
  const across = single ? 5 : count === 1 ? 1 : count <= 4 ? 2 : 3;
  const named = node.step.maps.length > 0 || (node.step.name === "input" && count > 1);
  const gap = named ? NAMED_GAP : 4;
  const tile = Math.floor((room - (across - 1) * gap) / across);
  const tiles = layTiles(count, across, Math.min(tile, single ? 48 : tile), size, gap);
  return (
    <MapGrid
      step={node.step}
      maps={maps}
      tiles={tiles}
      peak={ownScale(node.step, scaling.value) ? null : maps.peak}
      label={stepTitle(node.step)}
    />
  );
}
