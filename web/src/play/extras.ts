// What may be opened below the stage.

import type { PlayStore } from "./store";

export const EXTRAS = ["shift", "compare", "depth", "picture"] as const;

export type ExtraName = (typeof EXTRAS)[number];

export function extraOf(panel: string): ExtraName | undefined {
  return EXTRAS.find((name) => name === panel);
}

/** Opens one, or closes it; the shift meter begins with one step to the right. */
export function openExtra(store: PlayStore, panel: ExtraName | ""): void {
  store.adjust((state) => {
    const axes = (store.played.peek()?.input.shape.length ?? 3) - 1;
    const begun = panel === "shift" && !state.shift ? (axes > 1 ? "0 1" : "1") : state.shift;
    return { ...state, panel, shift: begun };
  });
}
