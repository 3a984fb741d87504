// Kernels that have a name.

import { computed } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { words } from "../i18n";
import type { PlayStore } from "./store";

export const KERNELS = {
  identity: "0 0 0; 0 1 0; 0 0 0",
  edge: "-1 -1 -1; -1 8 -1; -1 -1 -1",
  sobelX: "1 0 -1; 2 0 -2; 1 0 -1",
  sobelY: "1 2 1; 0 0 0; -1 -2 -1",
  blur: "1/9 1/9 1/9; 1/9 1/9 1/9; 1/9 1/9 1/9",
  gauss: "1/16 1/8 1/16; 1/8 1/4 1/8; 1/16 1/8 1/16",
  sharpen: "0 -1 0; -1 5 -1; 0 -1 0",
  emboss: "-2 -1 0; -1 1 1; 0 1 2",
  laplace: "0 1 0; 1 -4 1; 0 1 0",
} as const;

export type KernelName = keyof typeof KERNELS;
export const KERNEL_NAMES = Object.keys(KERNELS) as readonly KernelName[];

/** The name of a kernel by its text; "" for one of one's own. */
export function kernelName(text: string): KernelName | "" {
  return KERNEL_NAMES.find((name) => KERNELS[name] === text) ?? "";
}

export function KernelPicker({ store, number }: { store: PlayStore; number: number }) {
  const text = useMemo(
    () => computed(() => store.state.value.layers[number]?.kernel ?? ""),
    [store, number],
  ).value;
  const axes = (store.played.value?.input.shape.length ?? 3) - 1;
  if (axes < 2) return null;
  const { namedKernels, kernelNames, ownKernel } = words.value.playground;
  return (
    <label class="mode-row">
      <span>{namedKernels}</span>
      <select
        value={kernelName(text)}
        onChange={(event) => {
          const name = KERNEL_NAMES.find((known) => known === event.currentTarget.value);
          if (name) store.editLayer(number, { kernel: KERNELS[name], size: "" });
        }}
      >
        <option value="" disabled>
          {ownKernel}
        </option>
        {KERNEL_NAMES.map((name) => (
          <option key={name} value={name}>
            {kernelNames[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
