// The layers at work: the input, each kernel, what comes out, to scale, side by side.

import { useSignal } from "@preact/signals";
import { Fragment } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { large } from "../state/settings";
import { fitOf } from "./fit";
import { KernelColumn } from "./kernelcolumn";
import { MapColumn } from "./mapcolumn";
import { PlayPlayer } from "./player";
import { mapsOf } from "./space";
import type { PlayStore } from "./store";

/** what stands above and below the matrices of one screen */
const AROUND = 470;

export function Stage({ store }: { store: PlayStore }) {
  const stage = useRef<HTMLElement>(null);
  const width = useSignal(0);
  const height = useSignal(window.innerHeight);
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const watch = new ResizeObserver(() => {
      width.value = element.clientWidth;
      height.value = window.innerHeight;
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const played = store.played.value;
  const scale = large.value ? 1.5 : 1;
  const room = { width: width.value - 6, height: Math.max(300, height.value - AROUND), scale };
  const open = Math.min(store.layer.value, (played?.layers.length ?? 1) - 1);
  const fit = played && width.value > 0 ? fitOf(played, open, room) : null;
  const many = (played?.layers.length ?? 0) > 1;
  return (
    <section
      ref={stage}
      class={`stage${fit?.below ? " narrow-stage" : ""}${many ? " many" : ""}`}
      style={{ "--caption": `${fit?.caption ?? 0}px`, "--gap": `${fit?.gap ?? 0}px` }}
    >
      {played &&
        fit &&
        mapsOf(played).map((_, map) => (
          <Fragment key={map}>
            {map > 0 && <KernelColumn store={store} layer={map - 1} fit={fit} scale={scale} />}
            <MapColumn store={store} map={map} fit={fit} scale={scale}>
              {map === open + 1 && <PlayPlayer store={store} layer={open} />}
            </MapColumn>
          </Fragment>
        ))}
    </section>
  );
}
