// Above the stage: the layers in order, undo and redo, and what may be opened below.

import { useComputed } from "@preact/signals";
import { words } from "../i18n";
import type { Boxes, PlayedLayer, PlayState } from "../protocol/messages";
import { EXTRAS, openExtra } from "./extras";
import { boxes } from "./states";
import type { PlayStore } from "./store";

const MOST_LAYERS = 4;

export function PlayBar({ store }: { store: PlayStore }) {
  const { undo, redo, panelsLabel, extras } = words.value.playground;
  const open = useComputed(() => store.state.value.panel).value;
  return (
    <div class="play-bar">
      <Chain store={store} />
      <span class="spring" />
      <fieldset class="segments" aria-label={panelsLabel}>
        {EXTRAS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={open === name}
            onClick={() => openExtra(store, open === name ? "" : name)}
          >
            {extras[name]}
          </button>
        ))}
      </fieldset>
      <div class="buttons">
        <button type="button" disabled={!store.undoable.value} onClick={() => store.undo()}>
          {undo}
        </button>
        <button type="button" disabled={!store.redoable.value} onClick={() => store.redo()}>
          {redo}
        </button>
      </div>
    </div>
  );
}

function Chain({ store }: { store: PlayStore }) {
  const layers = store.played.value?.layers ?? [];
  const { layersLabel, addLayer, removeLayer, addConv, addPool, addRelu } = words.value.playground;
  const axes = (store.played.value?.input.shape.length ?? 3) - 1;
  const add = (kind: string) => {
    const filled = kind.startsWith("conv") ? { kind, kernel: axes > 1 ? "3x3" : "1x3" } : { kind };
    store.edit((state) => withMore(state, boxes(filled)));
    store.openLayer(MOST_LAYERS);
  };
  const remove = (number: number) => {
    store.edit((state) => without(state, number));
    store.openLayer(store.layer.value);
  };
  return (
    <fieldset class="chain" aria-label={layersLabel}>
      {layers.map((layer, number) => (
        <span key={number} class={store.layer.value === number ? "chip open" : "chip"}>
          <button
            type="button"
            aria-pressed={store.layer.value === number}
            onClick={() => store.openLayer(number)}
          >
            {layers.length > 1 && <small>{number + 1} </small>}
            {chipText(layer)}
          </button>
          {layers.length > 1 && (
            <button
              type="button"
              class="remove"
              aria-label={removeLayer(String(number + 1))}
              title={removeLayer(String(number + 1))}
              onClick={() => remove(number)}
            >
              ×
            </button>
          )}
        </span>
      ))}
      {layers.length > 0 && layers.length < MOST_LAYERS && (
        <select
          class="add-layer"
          aria-label={addLayer}
          value=""
          onChange={(event) => {
            add(event.currentTarget.value);
            event.currentTarget.value = "";
          }}
        >
          <option value="" disabled>
            + {addLayer}
          </option>
          <option value={`conv${axes}d`}>{addConv}</option>
          <option value={`maxpool${axes}d`}>{addPool}</option>
          <option value="relu">{addRelu}</option>
        </select>
      )}
      <Field layers={layers} />
    </fieldset>
  );
}

function withMore(state: PlayState, layer: Boxes): PlayState {
  if (state.layers.length >= MOST_LAYERS) return state;
  return { ...state, layers: [...state.layers, layer], chosen: "" };
}

function without(state: PlayState, number: number): PlayState {
  const layers = state.layers.filter((_, i) => i !== number);
  return layers.length ? { ...state, layers, chosen: "" } : state;
}

/** How far the last layer sees, where there are several. */
function Field({ layers }: { layers: readonly PlayedLayer[] }) {
  const last = layers.at(-1);
  if (!last || layers.length < 2) return null;
  return <span class="field-note">{words.value.playground.seesInput(last.field.join("×"))}</span>;
}

function chipText({ settings }: PlayedLayer): string {
  const { chips } = words.value.playground;
  const name = settings.kind.replace(/\dd$/, "") as keyof typeof chips;
  return settings.kind === "relu" ? chips.relu : `${chips[name]} ${settings.sizes.join("×")}`;
}
