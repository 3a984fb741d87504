// What is open below the stage: the shift meter, the comparison, depth, a photograph.

import { useComputed } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../i18n";
import { ComparePanel } from "./compare";
import { DepthPanel } from "./depth";
import { extraOf } from "./extras";
import { PicturePanel } from "./picture";
import { ShiftPanel } from "./shift";
import type { PlayStore } from "./store";

const VIEWS = {
  shift: ShiftPanel,
  compare: ComparePanel,
  depth: DepthPanel,
  picture: PicturePanel,
} as const;

export function Extra({ store }: { store: PlayStore }) {
  const name = useComputed(() => extraOf(store.state.value.panel)).value;
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.scrollIntoView({ block: "nearest" }), [name]);
  if (!name) return null;
  const View = VIEWS[name];
  return (
    <section ref={section} class="extra" aria-label={words.value.playground.extras[name]}>
      <View store={store} />
    </section>
  );
}
