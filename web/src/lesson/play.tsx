// The playground beside the text: what is changed in it fills the sentences anew.

import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { words } from "../i18n";
import type { Failure, PlayLive, PlayState } from "../protocol/messages";
import { failureOf } from "../protocol/transport";
import { useSession } from "../state/context";
import { Problem } from "../views/problem";
import { PlayBlock } from "./standin";
import type { Values } from "./values";

interface Props {
  readonly live: PlayLive;
  readonly values: Signal<Values>;
}

export function PlayBeside({ live, values }: Props) {
  const session = useSession();
  const state = useSignal<PlayState | null>(null);
  const failure = useSignal<Failure | null>(null);
  useEffect(() => {
    const job = new AbortController();
    const buffers = [new TextEncoder().encode(live.link)];
    session.transport.call("play_link", {}, { buffers, signal: job.signal }).then(
      (reply) => {
        if (!job.signal.aborted) state.value = reply.state;
      },
      (error) => {
        if (!job.signal.aborted) failure.value = failureOf(error);
      },
    );
    return () => job.abort();
  }, [live.link]);
  const now = state.value;
  useEffect(() => {
    const names = Object.keys(values.peek()).join(" ");
    if (!now || !names) return;
    const job = new AbortController();
    const buffers = [new TextEncoder().encode(JSON.stringify(now))];
    session.transport.call("fill", { names }, { buffers, signal: job.signal }).then(
      (reply) => {
        if (!job.signal.aborted) values.value = reply.values;
      },
      () => undefined, // the sentences keep what was true last; the block itself says why
    );
    return () => job.abort();
  }, [now]);
  if (failure.value) return <Problem failure={failure.value} />;
  if (!now) return <p class="waiting">{words.value.loading}</p>;
  return <PlayBlock state={now} onState={(next) => (state.value = next)} panel={now.panel} />;
}
