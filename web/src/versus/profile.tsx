// Where the cost of a network sits: a bar for each layer, MACs up and parameters down.

import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { figures, words } from "../i18n";
import { stepTitle } from "../i18n/names";
import type { Side, SideLayer } from "../protocol/messages";
import { useSession } from "../state/context";
import { comparingOf } from "./comparing";
import { costliest, type Heights, shareText } from "./figures";

const UP = 44;
const DOWN = 26;
const LEAST = 1;

interface Props {
  readonly side: Side;
  readonly heights: Heights;
  /** width of one layer, in units of the drawing */
  readonly step: number;
  /** width of the drawing, in the same units */
  readonly width: number;
}

export function Profile({ side, heights, step, width }: Props) {
  const comparing = comparingOf(useSession());
  const chosen = useSignal(-1);
  const layer = side.layers[chosen.value];
  const last = side.layers.length - 1;
  const press = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    chosen.value = Math.max(0, Math.min(last, chosen.value + by));
  };
  const point = (event: JSX.TargetedPointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = Math.floor((((event.clientX - box.left) / box.width) * width) / step);
    chosen.value = place <= last ? place : -1;
  };
  return (
    <div class="profile">
      <button
        type="button"
        class="profile-bars"
        aria-label={words.value.versus.profile(side.title)}
        onKeyDown={press}
        onPointerMove={point}
        onPointerLeave={() => (chosen.value = -1)}
        onBlur={() => (chosen.value = -1)}
        onClick={() => layer && comparing.open(side.name, layer.name)}
      >
        <svg viewBox={`0 0 ${width} ${UP + DOWN}`} preserveAspectRatio="none" aria-hidden="true">
          {layer && (
            <rect class="profile-chosen" x={chosen.value * step} width={step} height={UP + DOWN} />
          )}
          <path class="bar-macs" d={bars(side, heights, step, "macs")} />
          <path class="bar-params" d={bars(side, heights, step, "params")} />
          <path class="profile-axis" d={`M0 ${UP}H${side.layers.length * step}`} />
        </svg>
      </button>
      <output class="profile-told" aria-live="polite">
        {layer ? told(side, layer) : <Most side={side} />}
      </output>
    </div>
  );
}

/** One path for all bars of a kind. */
function bars(side: Side, heights: Heights, step: number, cost: "macs" | "params"): string {
  const gap = Math.min(2, step / 5);
  return side.layers
    .map((layer, i) => {
      if (!layer[cost]) return "";
      const size = heights.of(side, layer, cost) * (cost === "macs" ? UP : DOWN);
      const high = round(Math.max(LEAST, size));
      const top = cost === "macs" ? UP - high : UP;
      return `M${round(i * step + gap / 2)} ${top}h${round(step - gap)}v${high}h${-round(step - gap)}z`;
    })
    .join("");
}

function Most({ side }: { side: Side }) {
  const { mostMacs, mostParams } = words.value.versus;
  const [macs, params] = [costliest(side, "macs"), costliest(side, "params")];
  return (
    <>
      {macs && (
        <span class="said-macs">{mostMacs(stepTitle(macs), shareText(macs.macs / side.macs))}</span>
      )}
      {params && (
        <span class="said-params">
          {mostParams(stepTitle(params), shareText(params.params / side.params))}
        </span>
      )}
    </>
  );
}

function told(side: Side, layer: SideLayer): string {
  const { large } = figures.value;
  const of = (cost: "macs" | "params") =>
    side[cost] ? `${large(layer[cost])} (${shareText(layer[cost] / side[cost])})` : "0";
  const shape = layer.shape.slice(1).join("×");
  const { layerCost } = words.value.versus;
  return layerCost(stepTitle(layer), shape, of("macs"), of("params"));
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
