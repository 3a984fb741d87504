// The playground beside the text: what is changed in it fills the sentences anew.

import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { words } from "../i18n";
import { PlayBlock } from "../play/block";
import type { Failure, PlayLive, PlayState } from "../protocol/messages";
import { failureOf } from "../protocol/transport";
import { useSession } from "../state/context";
import { Problem } from "../views/problem";
import type { Values } from "./values";

interface Props {
  readonly live: PlayLive;
  readonly values: Signal<Values>;
  /** hears the link of the playground as it is now */
  readonly link: Signal<string>;
}

export function PlayBeside({ live, values, link }: Props) {
  const state = useSignal<PlayState | null>(null);
  const failure = useSignal<Failure | null>(null);
  useOpened(live.link, state, failure);
  useFilled(state.value, values);
  if (failure.value) return <Problem failure={failure.value} />;
  if (!state.value) return <p class="waiting">{words.value.loading}</p>;
  const change = (next: PlayState) => {
    state.value = next;
  };
  return (
    <div class="live-play">
      <PlayBlock
        state={state.value}
        onState={change}
        onPlayed={(played) => (link.value = played.link)}
        panel={live.show.join("-")}
      />
    </div>
  );
}

function useOpened(
  link: string,
  state: Signal<PlayState | null>,
  failure: Signal<Failure | null>,
): void {
  const { transport } = useSession();
  useEffect(() => {
    const job = new AbortController();
    const buffers = [new TextEncoder().encode(link)];
    transport.call("play_link", {}, { buffers, signal: job.signal }).then(
      (reply) => {
        if (!job.signal.aborted) state.value = reply.state;
      },
      (error) => {
        if (!job.signal.aborted) failure.value = failureOf(error);
      },
    );
    return () => job.abort();
  }, [link]);
}

/** The sentences follow the state; they keep what was true last where it cannot be computed. */
function useFilled(state: PlayState | null, values: Signal<Values>): void {
  const { transport } = useSession();
  useEffect(() => {
    const names = Object.keys(values.peek()).join(" ");
    if (!state || !names) return;
    const job = new AbortController();
    const buffers = [new TextEncoder().encode(JSON.stringify(state))];
    transport.call("fill", { names }, { buffers, signal: job.signal }).then(
      (reply) => {
        if (!job.signal.aborted) values.value = reply.values;
      },
      () => undefined,
    );
    return () => job.abort();
  }, [state]);
}
