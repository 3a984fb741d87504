// Small kernels and great depth: one large kernel against the several small ones that see as far.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { figures, words } from "../i18n";
import { failureText } from "../i18n/failures";
import type { Deepened, PlayState } from "../protocol/messages";
import { failureOf } from "../protocol/transport";
import type { PlayStore } from "./store";

const BIGS = [3, 5, 7, 9, 11] as const;

export function DepthPanel({ store }: { store: PlayStore }) {
  const big = useSignal(7);
  const channels = useSignal("64");
  const found = useSignal<Deepened | null>(null);
  const wrong = useSignal("");
  useEffect(() => {
    const count = Number(channels.value.trim() || Number.NaN);
    const { depthChannels } = words.value.playground.depth;
    if (!Number.isInteger(count) || count < 1 || count > 1e6) {
      wrong.value = depthChannels;
      return;
    }
    const job = new AbortController();
    const ask = { big: big.value, small: 3, channels: count };
    store.transport.call("depth", ask, { signal: job.signal }).then(
      (reply) => {
        found.value = reply;
        wrong.value = "";
      },
      (error: unknown) => {
        const failure = failureOf(error);
        if (failure) wrong.value = failureText(failure);
      },
    );
    return () => job.abort();
  }, [big.value, channels.value, store]);
  const text = words.value.playground.depth;
  return (
    <>
      <header class="extra-head">
        <h2>{text.title}</h2>
        <fieldset class="segments" aria-label={text.bigLabel}>
          {BIGS.slice(1).map((n) => (
            <button
              key={n}
              type="button"
              aria-pressed={big.value === n}
              onClick={() => (big.value = n)}
            >
              {n}×{n}
            </button>
          ))}
        </fieldset>
        <label class="quiet-text">
          {text.channelsLabel}{" "}
          <input
            class="setting-box channels-box"
            value={channels.value}
            inputMode="numeric"
            autocomplete="off"
            aria-invalid={wrong.value ? true : undefined}
            onInput={(event) => (channels.value = event.currentTarget.value)}
          />
        </label>
        {wrong.value && <span class="wrong-text">{wrong.value}</span>}
      </header>
      {found.value && <Deep found={found.value} store={store} />}
    </>
  );
}

function Deep({ found, store }: { found: Deepened; store: PlayStore }) {
  const text = words.value.playground.depth;
  const whole = figures.value.whole;
  const share = found.several / found.one;
  const rows = [
    [text.one(String(found.big)), found.one_symbols, found.one, 1, 1],
    [text.several(String(found.layers)), found.several_symbols, found.several, found.layers, share],
  ] as const;
  const layers = Math.min(4, found.layers);
  return (
    <div class="depth">
      {rows.map(([name, symbols, weights, bends, width]) => (
        <div key={name} class="depth-row">
          <b>{name}</b>
          <span class="depth-bar">
            <i style={{ width: `${Math.min(100, width * 100)}%` }} />
          </span>
          <span>
            {symbols} = <strong>{whole(weights)}</strong> {text.weights}
          </span>
          <span class="quiet-text">
            {text.sees(`${found.field}×${found.field}`)} · {text.bends(String(bends))}
          </span>
        </div>
      ))}
      <p>
        {text.verdict(figures.value.percent(share), String(found.layers - 1))}{" "}
        <button type="button" class="quiet link" onClick={() => show(store, layers)}>
          {text.show(String(layers))}
        </button>
      </p>
    </div>
  );
}

/** Puts so many 3×3 layers on the stage. */
function show(store: PlayStore, layers: number): void {
  store.edit((state) => stacked(state, layers));
  store.openLayer(layers - 1);
}

function stacked(state: PlayState, layers: number): PlayState {
  const [first] = state.layers;
  if (!first) return state;
  const layer = { ...first, kind: "conv2d", kernel: "3x3", size: "", padding: "", outputs: "" };
  const small = { ...layer, stride: "", dilation: "", groups: "", bias: "" };
  return {
    ...state,
    input: `${2 * layers + 3}x${2 * layers + 3}`,
    shape: "",
    layers: Array.from({ length: layers }, () => small),
    chosen: "",
  };
}
