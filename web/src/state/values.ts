// The recorded numbers of the maps a person points at: each fetched once, the last few kept.

import { type Signal, signal } from "@preact/signals";
import type { Transport } from "../protocol/transport";

const MOST = 256;

interface Running {
  readonly network: string;
  readonly picture: string;
}

export class ValueCache {
  readonly #transport: Transport;
  readonly #running: () => Running | null;
  readonly #kept = new Map<string, Float32Array | null>();
  /** counts arrivals, so that whoever read a missing number reads again */
  readonly #arrived: Signal<number> = signal(0);

  constructor(transport: Transport, running: () => Running | null) {
    this.#transport = transport;
    this.#running = running;
  }

  /** The numbers of a map, row-major; null while they are on their way. */
  of(step: string, channel: number): Float32Array | null {
    const running = this.#running();
    this.#arrived.value;
    if (!running) return null;
    const key = JSON.stringify([running, step, channel]);
    const known = this.#kept.get(key);
    if (known === undefined) this.#fetch(key, running, step, channel);
    return known ?? null;
  }

  #fetch(key: string, running: Running, step: string, channel: number): void {
    this.#kept.set(key, null);
    this.#transport.call("values", { ...running, step, channel }).then(
      (found) => {
        this.#kept.set(key, found.values.data as Float32Array);
        const oldest = this.#kept.keys().next().value;
        if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest);
        this.#arrived.value += 1;
      },
      () => this.#kept.delete(key),
    );
  }
}
