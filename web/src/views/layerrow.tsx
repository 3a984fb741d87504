// One input of a channel: its map, its kernel, and the map of what it adds.

import { figures } from "../i18n";
import { useSession } from "../state/context";
import { KernelGrid } from "./kernelgrid";
import { AddedMap, InputMap, type InputProps } from "./layerpieces";
import { decimals } from "./layerscale";
import { sideOf } from "./layersum";

/** Where the columns of the drawing begin, from the left. */
export interface Columns {
  readonly input: number;
  readonly kernel: number;
  readonly adds: number;
  readonly amount: number;
  readonly sum: number;
  readonly output: number;
  readonly after: number;
}

interface Props extends InputProps {
  readonly x: Columns;
  readonly y: number;
  readonly tile: number;
}

export function LayerRow({ part, x, y, tile, here, most, scale, step, cell, windowOn }: Props) {
  const session = useSession();
  const source = session.steps.value.get(part.source);
  const adds = part.adds.data[here];
  const left = (at: number) => ({ left: at, top: y });
  if (!source) return null;
  const tone = sideOf(adds ?? Number.NaN, most);
  return (
    <>
      <div class="at" style={left(x.input)}>
        <InputMap part={part} scale={scale} windowOn={windowOn} source={source} size={tile} />
      </div>
      <span class="at row-name" style={{ left: x.input - 62, top: y + tile / 2 - 9 }}>
        {part.channel}
      </span>
      {part.kernel.data.length > 0 && (
        <>
          <Sign x={(x.input + tile + x.kernel) / 2} y={y + tile / 2} text="⊗" />
          <div class="at" style={left(x.kernel)}>
            <KernelGrid kernel={part.kernel} size={tile} peak={scale.kernels} />
          </div>
        </>
      )}
      {part.adds.data.length > 0 && (
        <>
          <Sign x={(x.kernel + tile + x.adds) / 2} y={y + tile / 2} text="=" />
          <div class="at" inert style={left(x.adds)}>
            <AddedMap part={part} step={step} cell={cell} scale={scale} size={tile} />
          </div>
          <b class={`at amount ${tone}`} style={{ left: x.amount, top: y + tile / 2 - 10 }}>
            {figures.value.signed(adds ?? 0, decimals(most))}
          </b>
        </>
      )}
    </>
  );
}

function Sign({ x, y, text }: { x: number; y: number; text: string }) {
  return (
    <span class="at sign" style={{ left: x - 10, top: y - 11 }}>
      {text}
    </span>
  );
}
