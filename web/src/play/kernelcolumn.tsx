// What stands between two maps: the weights that are shown, or what a pool does.

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { words } from "../i18n";
import type { PlayedLayer } from "../protocol/messages";
import { BiasBox } from "./bias";
import { Board } from "./board";
import { Choices } from "./choices";
import { type Fit, holdsNumbers } from "./fit";
import { planeOf } from "./litplane";
import { pasteInto, typeInto } from "./mapcolumn";
import { kernelPlane } from "./planes";
import { paddingOf, sizeOf, sliceOf } from "./space";
import type { PlayStore } from "./store";
import { TooMany } from "./toomany";

interface Props {
  readonly store: PlayStore;
  readonly layer: number;
  readonly fit: Fit;
  readonly scale: number;
}

export function KernelColumn({ store, layer: number, fit, scale }: Props) {
  const layer = store.played.value?.layers[number];
  if (!layer) return null;
  if (!layer.kernel) return <Between store={store} number={number} layer={layer} />;
  const several = (store.played.value?.layers.length ?? 1) > 1;
  const output = store.outputOf(number);
  const { settings } = layer;
  const { kernel, kernelOf, filter } = words.value.playground;
  const input = Math.min(settings.channels - 1, store.opens.value.get(number) ?? 0);
  const known = layer.kernel.values.data.length > 0;
  const all = fit.stacked ? Array.from({ length: settings.channels }, (_, d) => d) : [input];
  const shown = known ? all : [];
  const cell = store.layer.value === number ? fit.kernelCell : fit.closedCell;
  const name = settings.outputs > 1 ? kernelOf(String(output)) : kernel;
  return (
    <div class="stage-column">
      <header>
        <h2>{name}</h2>
        <p class="quiet-text">{captionOf(layer, several)}</p>
      </header>
      <div class="stage-body">
        {!known && <TooMany shape={layer.kernel.shape} />}
        {shown.map((d) => (
          <div
            key={d}
            class="slot"
            style={{ height: fit.stacked ? slot(layer) * fit.cell : "auto" }}
          >
            <Slice
              store={store}
              number={number}
              slice={sliceOf(layer, output, d)}
              output={output}
              cell={cell}
              scale={scale}
              name={settings.channels > 1 ? words.value.channelOf(name, String(d)) : name}
            />
          </div>
        ))}
      </div>
      <div class="stage-below">
        {known && settings.outputs > 1 && (
          <Choices
            label={filter}
            count={settings.outputs}
            chosen={output}
            choose={(plane) => store.openPlane(number + 1, plane)}
          />
        )}
        <BiasBox store={store} layer={number} output={output} />
      </div>
    </div>
  );
}

/** Rows of the map beside which a kernel stands. */
function slot(layer: PlayedLayer): number {
  const { rows } = sizeOf([1, ...layer.settings.space]);
  const { top, bottom } = paddingOf(layer.settings);
  return rows + top + bottom;
}

interface SliceProps {
  readonly store: PlayStore;
  readonly number: number;
  readonly slice: number;
  readonly output: number;
  readonly cell: number;
  readonly scale: number;
  readonly name: string;
}

function Slice({ store, number, slice, output, cell, scale, name }: SliceProps) {
  const played = store.played.value;
  const layer = played?.layers[number];
  const lit = useMemo(
    () => computed(() => planeOf(litKernel(store, number), slice)),
    [store, number, slice],
  );
  const drawn = useMemo(
    () => (layer ? kernelPlane(layer, number, slice, name, played?.problems ?? []) : null),
    [layer, number, slice, name],
  );
  if (!drawn) return null;
  const pointed = (at: { row: number; column: number }) =>
    ({ at: "kernel", layer: number, output, place: { plane: slice, ...at } }) as const;
  return (
    <Board
      plane={drawn}
      cell={cell}
      digits={holdsNumbers(cell, scale)}
      family="weight"
      lit={lit}
      editable
      point={(at) => (store.hover.value = at && pointed(at))}
      pick={(at) => store.pin(pointed(at))}
      type={(at, text) => typeInto(store, number, { plane: slice, ...at }, text)}
      paste={(at, text) => pasteInto(store, number, { plane: slice, ...at }, text)}
    />
  );
}

function litKernel(store: PlayStore, number: number) {
  const marks = store.lit.value?.kernels[number]?.marks ?? [];
  return { marks, frames: [], chosen: null };
}

/** A layer without weights: its name and its window. */
function Between({
  store,
  number,
  layer,
}: {
  store: PlayStore;
  number: number;
  layer: PlayedLayer;
}) {
  const { kinds, between } = words.value.playground;
  const { kind, sizes, strides } = layer.settings;
  const size = sizes.join("×");
  const each = new Set(strides).size === 1 ? String(strides[0]) : strides.join("×");
  return (
    <div class="stage-column">
      <header>
        <h2>{kinds[kind]}</h2>
        <p class="quiet-text">
          {kind === "relu" ? between.relu : `${size} · ${words.value.strideOf(each)}`}
        </p>
      </header>
      <div class="stage-body">
        <button
          type="button"
          class="between"
          aria-pressed={store.layer.value === number}
          onClick={() => store.openLayer(number)}
        >
          {kind.startsWith("max") ? "max" : kind.startsWith("avg") ? between.mean : "max(0, x)"}
        </button>
      </div>
    </div>
  );
}

function captionOf(layer: PlayedLayer, several: boolean): string {
  const { correlation, convolution, painting } = words.value.playground;
  const { settings } = layer;
  const how = settings.kind.startsWith("conv_transpose")
    ? painting
    : settings.flipped
      ? convolution
      : correlation;
  const size = settings.sizes.join("×");
  return several && how === correlation ? size : `${size} · ${how}`;
}
