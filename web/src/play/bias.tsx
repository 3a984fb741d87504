// The bias of a layer: one number for all output channels, or one each; the box may be empty.

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { words } from "../i18n";
import { boxProblem } from "./problems";
import type { PlayStore } from "./store";

interface Props {
  readonly store: PlayStore;
  readonly layer: number;
  readonly output: number;
}

export function BiasBox({ store, layer, output }: Props) {
  const text = useMemo(
    () => computed(() => store.state.value.layers[layer]?.bias ?? ""),
    [store, layer],
  ).value;
  const played = store.played.value;
  const used = played?.layers[layer]?.bias?.texts[output];
  const problem = boxProblem(played, layer, "bias");
  const { noBias, bias } = words.value;
  return (
    <label class={problem ? "bias wrong" : "bias"}>
      <span>{bias}</span>
      <input
        value={text}
        placeholder="–"
        title={problem || (used === undefined ? noBias : undefined)}
        aria-invalid={problem ? true : undefined}
        autocomplete="off"
        spellcheck={false}
        size={Math.max(3, Math.min(14, text.length + 1))}
        onInput={(event) => store.editLayer(layer, { bias: event.currentTarget.value }, "bias")}
      />
    </label>
  );
}
