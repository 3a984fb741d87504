// A place in a network, beside the text: a small app of its own, which the reader may walk about in.

import { effect, type Signal, signal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { words } from "../i18n";
import type { NetworkLive } from "../protocol/messages";
import { SessionContext, useSession } from "../state/context";
import { type Place, parsePlace } from "../state/place";
import { Session } from "../state/session";
import { NeedsCutaway } from "../views/elsewhere";
import { LayerView } from "../views/layer";
import { NarrowOverview } from "../views/narrow";
import { NumberView } from "../views/number";
import { PictureBar } from "../views/picturebar";
import { Problem } from "../views/problem";
import { Wall } from "../views/wall";
import type { Values } from "./values";

interface Props {
  readonly live: NetworkLive;
  readonly values: Signal<Values>;
}

export function NetworkBlock({ live, values }: Props) {
  const { transport } = useSession();
  if (transport.networks) return <Network live={live} values={values} />;
  return <NeedsCutaway place={placeOf(live)} />;
}

/** Where in the app the block stands. */
export function placeOf(live: NetworkLive): Place {
  return parsePlace(`network=${live.network}&${live.place}`);
}

function Network({ live, values }: Props) {
  const { transport } = useSession();
  const own = useMemo(() => new Session(transport, placeOf(live)), [live.network, live.place]);
  useEffect(() => fill(own, live.network, values), [own]);
  useEffect(() => sharePicture(own, live.network), [own]);
  return (
    <SessionContext.Provider value={own}>
      <div class="live-network is-narrow">
        <PictureBar />
        <Shown />
      </div>
    </SessionContext.Provider>
  );
}

/** The picture chosen last, for all scenes that show the same network. */
const chosen = signal({ network: "", picture: "" });

function sharePicture(session: Session, network: string): () => void {
  const follow = effect(() => {
    const { picture, network: of } = chosen.value;
    if (of === network && picture !== session.place.peek().picture) session.go({ picture });
  });
  const lead = effect(() => {
    const { picture } = session.place.value;
    if (picture && picture !== chosen.peek().picture) chosen.value = { network, picture };
  });
  return () => {
    follow();
    lead();
  };
}

function fill(session: Session, network: string, values: Signal<Values>): () => void {
  const names = Object.keys(values.peek()).join(" ");
  const job = new AbortController();
  if (!names) return () => undefined;
  session.transport.call("fill_network", { network, names }, { signal: job.signal }).then(
    (reply) => {
      if (!job.signal.aborted) values.value = reply.values;
    },
    () => undefined, // the network's own failure is shown where it stands
  );
  return () => job.abort();
}

function Shown() {
  const session = useSession();
  const { value: run, failure } = session.run.value;
  const maps = session.maps.value.value;
  const trouble = session.opened.value.failure ?? failure ?? session.maps.value.failure;
  if (trouble) return <Problem failure={trouble} />;
  if (!run || !maps) return <p class="waiting">{words.value.loading}</p>;
  const { view } = session.place.value;
  if (view === "layer") return <LayerView />;
  if (view === "overview") return <NarrowOverview run={run} maps={maps} />;
  return (
    <>
      <button type="button" class="quiet link live-back" onClick={() => session.back()}>
        ‹ {words.value.back}
      </button>
      {view === "wall" ? <Wall /> : <NumberView />}
    </>
  );
}
