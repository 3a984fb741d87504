// The drawing of a channel taken apart, to scale, with the chosen place on every map.

import { edgeWidth, flow } from "../draw/curve";
import { cellAt } from "../draw/tiles";
import { figures, words } from "../i18n";
import { useSession } from "../state/context";
import { large } from "../state/settings";
import { LayerAfter } from "./layerafter";
import { LayerHeads } from "./layerheads";
import { OutputMap, OutputNumber } from "./layeroutput";
import { useWindowOn } from "./layerpieces";
import type { DrawingProps } from "./layerprops";
import { type Columns, LayerRow } from "./layerrow";
import { decimals, useLayerScale } from "./layerscale";
import { layerSum, sideOf } from "./layersum";

const HEAD = 64;
const ROW_GAP = 7;
const LARGEST = 150;
const FOOT = 36;
const NARROWEST = 1080;
/** more of it for text twice as large */
const WIDER = 400;

export function LayerDrawing(props: DrawingProps) {
  const { step, parts, spot, title } = props;
  const session = useSession();
  const larger = large.value ? 1.5 : 1;
  const width = Math.max(NARROWEST + WIDER * (larger - 1), props.width);
  const { here, value, bias, sums, others, rest, most } = layerSum(parts, spot);
  const rows = Math.max(1, parts.parts.length);
  const tile = Math.round(
    Math.max(30, Math.min(LARGEST, (props.height - HEAD - FOOT) / rows - ROW_GAP)),
  );
  const high = Math.max(props.height - 8, HEAD + rows * (tile + ROW_GAP) + FOOT);
  const x = columnsOf(width, tile, larger);
  const middle = HEAD + (Math.min(high, props.height) - HEAD) / 2 - 20;
  const top = (i: number) =>
    HEAD + (high - HEAD - FOOT - rows * (tile + ROW_GAP)) / 2 + i * (tile + ROW_GAP);
  const outSize = Math.min(190, props.height - HEAD - 130);
  const cell = cellAt(spot);
  const windowOn = useWindowOn(step);
  const scale = useLayerScale(parts, session.steps.value.get(parts.parts[0]?.source ?? ""));
  return (
    <div class="stage" style={{ width, height: high }}>
      <svg class="edges" width={width} height={high} aria-hidden="true">
        {parts.parts.map((part, i) => {
          const adds = part.adds.data[here] ?? 0;
          const from = { x: sums ? x.amount + 70 : x.input + tile + 4, y: top(i) + tile / 2 };
          return (
            <path
              key={i}
              class={`edge ${sums ? sideOf(adds, most) : "none"}`}
              d={flow(from, { x: x.sum - 24, y: middle })}
              stroke-width={sums ? edgeWidth(adds, most) : 1}
            />
          );
        })}
        {others > 0 && (
          <path
            class={`edge ${sideOf(rest, most)}`}
            d={flow({ x: x.amount + 70, y: top(rows) + 8 }, { x: x.sum - 24, y: middle })}
            stroke-width={edgeWidth(rest, most)}
          />
        )}
        {bias !== null && (
          <path class="edge bias" d={`M${x.sum} ${middle - 92}V${middle - 24}`} stroke-width="8" />
        )}
        <path class="edge ink" d={`M${x.sum + 24} ${middle}H${x.output - 12}`} stroke-width="1.5" />
        {parts.then && (
          <path
            class="edge ink"
            d={`M${x.output + outSize + 12} ${middle}H${x.after - 12}`}
            stroke-width="1.5"
          />
        )}
        <Circle x={x.sum} y={middle} text={sums ? "Σ" : shortCall(step.call)} />
        {bias !== null && <Circle x={x.sum} y={middle - 108} text="b" small />}
      </svg>
      <LayerHeads parts={parts} x={x} tile={tile} outSize={outSize} title={title} sums={sums} />
      {parts.parts.map((part, i) => (
        <LayerRow
          key={`${part.source}:${part.channel}`}
          part={part}
          x={x}
          y={top(i)}
          tile={tile}
          here={here}
          most={most}
          scale={scale}
          step={step}
          cell={cell}
          windowOn={windowOn}
        />
      ))}
      {others > 0 && (
        <p class="at layer-others" style={{ left: x.amount, top: top(rows) - 2 }}>
          <span>{words.value.otherChannels(figures.value.whole(others))}</span>
          <b class={`amount ${sideOf(rest, most)}`}>{figures.value.signed(rest, decimals(most))}</b>
        </p>
      )}
      {bias !== null && (
        <b class="at amount" style={{ left: x.sum + 26, top: middle - 118 }}>
          {figures.value.signed(bias, decimals(most))}
        </b>
      )}
      <div class="at" style={{ left: x.output, top: middle - outSize / 2 }}>
        <OutputMap {...props} size={outSize} />
      </div>
      <div
        class="at layer-below"
        style={{ left: x.output - 40, top: middle + outSize / 2 + 8, width: outSize + 80 }}
      >
        <OutputNumber {...props} value={value} />
      </div>
      {parts.then && (
        <LayerAfter parts={parts} left={x.after} middle={middle} windowOn={windowOn} />
      )}
    </div>
  );
}

/** Across the width: left half the inputs, right half the sum and what follows. */
function columnsOf(width: number, tile: number, scale: number): Columns {
  const input = Math.max(40 * scale, width * 0.1);
  const pitch = Math.max(tile + 48, 108 * scale);
  const kernel = input + pitch;
  const adds = kernel + pitch;
  return {
    input,
    kernel,
    adds,
    amount: adds + tile + 10,
    sum: Math.max(adds + tile + 190, width * 0.55),
    output: Math.max(adds + tile + 300, width * 0.665),
    after: Math.max(adds + tile + 590, width * 0.86),
  };
}

function Circle({ x, y, text, small }: { x: number; y: number; text: string; small?: boolean }) {
  const r = small ? 17 : 24;
  return (
    <g>
      <circle class={small ? "knot bias" : "knot"} cx={x} cy={y} r={r} />
      <text class={text.length > 2 ? "knot-text long" : "knot-text"} x={x} y={y} dy="0.34em">
        {text}
      </text>
    </g>
  );
}

function shortCall(call: string): string {
  if (call.includes("max_pool")) return "max";
  if (call.includes("avg_pool")) return "mean";
  return call.length > 5 ? "f" : call;
}
