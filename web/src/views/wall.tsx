// Every map of one layer, strongest first, with the facts of the layer beside it.

import { peakOf } from "../draw/colour";
import { layTiles } from "../draw/tiles";
import { figures, words } from "../i18n";
import { channelTitle, networkTitle, stepTitle } from "../i18n/names";
import type { Maps, StepInfo } from "../protocol/messages";
import { useSession } from "../state/context";
import { ownScale } from "../state/scaling";
import { scaling } from "../state/settings";
import { mapSize } from "../state/spot";
import { ElementSwitch } from "./elementswitch";
import { Facts } from "./facts";
import { Odd } from "./legend";
import { MapCanvas } from "./mapcanvas";
import { MapGrid } from "./mapgrid";
import { Problem } from "./problem";
import { useWidth } from "./size";

export function Wall() {
  const session = useSession();
  const step = session.steps.value.get(session.place.value.step);
  const { value: maps, failure } = session.wall.value;
  if (failure) return <Problem failure={failure} />;
  if (!step || !maps || maps.step !== step.name)
    return <p class="quiet-text">{words.value.loading}</p>;
  return (
    <div class="wall">
      <Enlarged step={step} maps={maps} />
      <div class="wall-maps">
        <p class="quiet-text">
          {caption(step, maps)} <Odd maps={[maps]} />
        </p>
        <WallMaps step={step} maps={maps} />
      </div>
      <Facts step={step} maps={maps} />
    </div>
  );
}

function caption(step: StepInfo, maps: Maps): string {
  const { wallTitle, wallVector, wallCut, silent } = words.value;
  const write = figures.value.whole;
  const shown = maps.codes.shape[0] ?? 0;
  const size = step.shape.slice(2).join("×");
  const parts = [size ? wallTitle(write(maps.total), size) : wallVector(write(maps.total))];
  if (shown < maps.total) parts.push(wallCut(write(shown)));
  if (maps.silent) parts.push(silent(write(maps.silent)));
  return parts.join(" · ");
}

/** The map under the pointer, or the strongest, large enough to see. */
function Enlarged({ step, maps }: { step: StepInfo; maps: Maps }) {
  const session = useSession();
  const hover = session.hover.value;
  const channel = hover?.step === step.name ? hover.channel : (maps.channels.data[0] ?? 0);
  const values = session.values.of(step.name, channel);
  const own = ownScale(step, scaling.value) && values ? peakOf(values) : maps.peak;
  return (
    <div class="wall-one">
      <p class="crumbs">
        {networkTitle(session.opened.value.value?.title ?? "")} › <b>{stepTitle(step)}</b>
      </p>
      <h2>{channelTitle(step, channel)}</h2>
      <ElementSwitch element={session.looked.value.element} />
      <MapCanvas step={step} values={values} peak={own} size={190} />
    </div>
  );
}

function WallMaps({ step, maps }: { step: StepInfo; maps: Maps }) {
  const { area, size: width } = useWidth();
  const count = maps.codes.shape[0] ?? 0;
  const size = mapSize(step.shape);
  const tile = tileSize(count, width.value, size.rows * size.columns === 1);
  const across = Math.max(1, Math.floor((width.value + 2) / (tile + 2)));
  return (
    <div ref={area} data-grids>
      {width.value > 0 && (
        <MapGrid
          step={step}
          maps={maps}
          tiles={layTiles(count, Math.min(across, count), tile, size, 2)}
          peak={ownScale(step, scaling.value) ? null : maps.peak}
          label={words.value.wall}
        />
      )}
    </div>
  );
}

/** Few maps are drawn large, many small; never too small to see. */
function tileSize(count: number, width: number, single: boolean): number {
  if (single) return 18;
  const area = width * 230;
  return Math.round(Math.max(28, Math.min(120, Math.sqrt(area / Math.max(1, count)) - 3)));
}
