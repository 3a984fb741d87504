// A channel taken apart on a phone: the map first, then its inputs one below the other.

import { cellAt } from "../draw/tiles";
import { figures, words } from "../i18n";
import { channelTitle, stepTitle } from "../i18n/names";
import type { Parts } from "../protocol/messages";
import { useSession } from "../state/context";
import { KernelGrid } from "./kernelgrid";
import { OutputMap, OutputNumber } from "./layeroutput";
import { AddedMap, InputMap, type InputProps, useWindowOn } from "./layerpieces";
import type { DrawingProps } from "./layerprops";
import { decimals, useLayerScale } from "./layerscale";
import { layerSum, sideOf } from "./layersum";

const TILE = 64;
const EDGE = 32;

export function LayerNarrow(props: DrawingProps) {
  const { step, parts, spot, width } = props;
  const session = useSession();
  const { here, value, bias, others, rest, most } = layerSum(parts, spot);
  const cell = cellAt(spot);
  const size = Math.min(280, width - EDGE);
  const source = session.steps.value.get(parts.parts[0]?.source ?? "");
  const scale = useLayerScale(parts, source);
  const windowOn = useWindowOn(step);
  const { inputsOf } = words.value;
  return (
    <div class="layer-narrow">
      <OutputMap {...props} size={size} />
      <OutputNumber {...props} value={value} />
      <h3>
        {source ? stepTitle(source) : ""} · {inputsOf(figures.value.whole(parts.total))}
      </h3>
      {parts.parts.map((part) => (
        <Row
          key={`${part.source}:${part.channel}`}
          part={part}
          step={step}
          here={here}
          most={most}
          cell={cell}
          scale={scale}
          windowOn={windowOn}
        />
      ))}
      {others > 0 && (
        <p class="narrow-sum">
          {words.value.otherChannels(figures.value.whole(others))}{" "}
          <b class={`amount ${sideOf(rest, most)}`}>{figures.value.signed(rest, decimals(most))}</b>
        </p>
      )}
      {bias !== null && (
        <p class="narrow-sum">
          {words.value.bias} <b>{figures.value.signed(bias, decimals(most))}</b>
        </p>
      )}
      <Next parts={parts} />
    </div>
  );
}

function Row({ part, step, here, most, cell, scale, windowOn }: InputProps) {
  const session = useSession();
  const source = session.steps.value.get(part.source);
  if (!source) return null;
  const adds = part.adds.data[here];
  const summed = part.adds.data.length > 0;
  return (
    <div class="narrow-row">
      <span class="row-name">{part.channel}</span>
      <InputMap part={part} scale={scale} windowOn={windowOn} source={source} size={TILE} />
      {part.kernel.data.length > 0 && (
        <>
          <span class="sign">⊗</span>
          <KernelGrid kernel={part.kernel} size={TILE} peak={scale.kernels} />
        </>
      )}
      {summed && (
        <>
          <span class="sign">=</span>
          <div inert>
            <AddedMap part={part} step={step} cell={cell} scale={scale} size={TILE} />
          </div>
          <b class={`amount ${sideOf(adds ?? 0, most)}`}>
            {figures.value.signed(adds ?? 0, decimals(most))}
          </b>
        </>
      )}
    </div>
  );
}

function Next({ parts }: { parts: Parts }) {
  const session = useSession();
  const step = session.steps.value.get(parts.then);
  if (!step) return null;
  return (
    <p class="narrow-sum">
      {words.value.next}{" "}
      <button
        type="button"
        class="quiet link"
        onClick={() =>
          parts.after.data.length
            ? session.openLayer(step.name, parts.channel)
            : session.openWall(step.name)
        }
      >
        {parts.after.data.length ? channelTitle(step, parts.channel) : stepTitle(step)} ›
      </button>
    </p>
  );
}
