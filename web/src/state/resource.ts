// Something fetched for a key: reloads when the key changes, and forgets answers that come too late.

import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Failure } from "../protocol/messages";
import { failureOf } from "../protocol/transport";

export interface Resource<V> {
  /** the last answer; it stays while the next is on its way */
  readonly value: V | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
}

const EMPTY = { value: null, failure: null, loading: false } as const;

/** Follows `key`: null means that nothing is wanted. Two keys are the same if their JSON is. */
export function resource<K, V>(
  key: () => K | null,
  load: (key: K, signal: AbortSignal) => Promise<V>,
): ReadonlySignal<Resource<V>> {
  const state = signal<Resource<V>>(EMPTY);
  let before = "null";
  let job = new AbortController();
  effect(() => {
    const wanted = key();
    const now = JSON.stringify(wanted);
    if (now === before) return;
    before = now;
    job.abort();
    if (wanted === null) {
      state.value = EMPTY;
      return;
    }
    const mine = new AbortController();
    job = mine;
    state.value = { ...state.peek(), failure: null, loading: true };
    load(wanted, mine.signal).then(
      (value) => {
        if (!mine.signal.aborted) state.value = { value, failure: null, loading: false };
      },
      (error: unknown) => {
        if (!mine.signal.aborted) {
          state.value = { value: null, failure: failureOf(error), loading: false };
        }
      },
    );
  });
  return state;
}
