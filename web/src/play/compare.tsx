// Convolution and pooling over the same input: both at work, and what is the same and what not.

import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { words } from "../i18n";
import type { ComparedRow, PlayState } from "../protocol/messages";
import { language } from "../state/settings";
import { Stage } from "./stage";
import { boxes, encoded } from "./states";
import { PlayStore } from "./store";
import { SumPanel } from "./sum";

export function ComparePanel({ store }: { store: PlayStore }) {
  const rows = useSignal<readonly ComparedRow[]>([]);
  const state = store.played.value?.state;
  const twin = useMemo(() => new PlayStore(store.transport), [store]);
  useEffect(() => {
    if (!state) return;
    const job = new AbortController();
    twin.take(other(store, state));
    const buffers = [encoded(state)];
    store.transport.call("compare", {}, { buffers, signal: job.signal }).then(
      (found) => (rows.value = found.rows),
      () => undefined, // the last comparison stays
    );
    return () => job.abort();
  }, [state]);
  const { compareTitle, convolutionName, poolingName, same, differs } =
    words.value.playground.comparison;
  const chinese = language.value !== "en";
  return (
    <>
      <header class="extra-head">
        <h2>{compareTitle}</h2>
      </header>
      <div class="compare">
        <div class="twin">
          <Stage store={twin} />
          <SumPanel store={twin} />
        </div>
        <table class="compared">
          <thead>
            <tr>
              <th />
              <th />
              <th scope="col">{convolutionName}</th>
              <th scope="col">{poolingName}</th>
            </tr>
          </thead>
          <tbody>
            {rows.value.map((row) => (
              <tr key={row.aspect} class={row.same ? "same" : undefined}>
                <th scope="row">{chinese ? row.aspect_zh : row.aspect}</th>
                <td title={row.same ? same : differs}>{row.same ? "=" : "≠"}</td>
                <td>{chinese ? row.convolution_zh : row.convolution}</td>
                <td>{chinese ? row.pooling_zh : row.pooling}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** The same input under the other kind of layer, as the comparison has it where none is there. */
function other(store: PlayStore, state: PlayState): PlayState {
  const settings = store.played.value?.layers[0]?.settings;
  const axes = settings?.space.length ?? 2;
  const convolves = settings?.kind.startsWith("conv") ?? true;
  const partner = state.layers.find((layer) => layer.kind.includes("pool") === convolves);
  const usual = convolves ? { kind: `maxpool${axes}d`, size: "2" } : { kind: `conv${axes}d` };
  return {
    ...state,
    layers: [partner ?? boxes(usual)],
    chosen: "",
    shift: "",
    panel: "",
  };
}
