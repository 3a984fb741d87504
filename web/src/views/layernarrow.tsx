// A channel taken apart on a phone: the map first, then its inputs one below the other.

import { peakOf } from "../draw/colour";
import type { Cells } from "../draw/tiles";
import { figures, words } from "../i18n";
import { channelTitle, stepTitle } from "../i18n/names";
import type { Part, Parts, StepInfo } from "../protocol/messages";
import { useSession } from "../state/context";
import { shownFields } from "../state/session";
import { cellsOf } from "../state/spot";
import { KernelGrid } from "./kernelgrid";
import type { DrawingProps } from "./layerdrawing";
import { decimals, type LayerScale, layerScale } from "./layerscale";
import { layerSum, sideOf } from "./layersum";
import { MapCanvas } from "./mapcanvas";
import { Player } from "./player";

const TILE = 64;
const EDGE = 32;

export function LayerNarrow({ step, parts, spot, width, point, open }: DrawingProps) {
  const session = useSession();
  const { here, value, bias, others, rest, most } = layerSum(parts, spot);
  const cell: Cells = {
    top: spot.row,
    left: spot.column,
    bottom: spot.row + 1,
    right: spot.column + 1,
  };
  const size = Math.min(280, width - EDGE);
  const source = session.steps.value.get(parts.parts[0]?.source ?? "");
  const { place, inputsOf, openNumber } = words.value;
  return (
    <div class="layer-narrow">
      <MapCanvas
        step={step}
        channel={parts.channel}
        values={parts.output.data}
        peak={peakOf(parts.output.data)}
        size={size}
        window={cell}
        onPoint={point}
        onOpen={open}
      />
      <button
        type="button"
        class="layer-value quiet"
        title={openNumber}
        onClick={() => open(spot.row, spot.column)}
      >
        <span class="value">{figures.value.short(value)}</span>
        <small>{place(String(spot.row), String(spot.column))}</small>
      </button>
      <Player step={step} shape={parts.output.shape} spot={spot} point={point} />
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
          scale={layerScale(parts, source)}
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

interface RowProps {
  readonly part: Part;
  readonly step: StepInfo;
  readonly here: number;
  readonly most: number;
  readonly cell: Cells;
  readonly scale: LayerScale;
}

function Row({ part, step, here, most, cell, scale }: RowProps) {
  const session = useSession();
  const source = session.steps.value.get(part.source);
  if (!source) return null;
  const box = shownFields(session)?.reads.find((found) => found.step === source.name);
  const adds = part.adds.data[here];
  const summed = part.adds.data.length > 0;
  return (
    <div class="narrow-row">
      <span class="row-name">{part.channel}</span>
      <MapCanvas
        step={source}
        channel={part.channel}
        values={part.map.data}
        peak={scale.inputs ?? peakOf(part.map.data)}
        size={TILE}
        window={box ? cellsOf(box, source.shape).cells : null}
      />
      {part.kernel.data.length > 0 && (
        <>
          <span class="sign">⊗</span>
          <KernelGrid kernel={part.kernel} size={TILE} peak={scale.kernels} />
        </>
      )}
      {summed && (
        <>
          <span class="sign">=</span>
          <div class="inert">
            <MapCanvas
              step={step}
              values={part.adds.data}
              peak={scale.adds ?? peakOf(part.adds.data)}
              size={TILE}
              window={cell}
              label={words.value.whatEachAdds}
              onOpen={() => undefined}
            />
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
