// The transport of a static page: Python in a worker beside it, and answers kept as files.

import { decodeFrame, encodeFrame } from "./frame";
import type { KeptAnswers } from "./kept";
import type { Failure, Progress } from "./messages";
import {
  type Ask,
  type CallOptions,
  type Method,
  Refused,
  type Reply,
  type Transport,
} from "./transport";

/** How far Python is. */
export type Stage = "loading" | "starting" | "ready" | "failed";

/** What the page sends: an ask's frame. */
export interface Asked {
  readonly id: number;
  readonly method: string;
  readonly frame: ArrayBuffer;
}

/** What the worker sends: how far it is, or the frame that answers an ask. */
export type Told =
  | { readonly stage: Stage; readonly why: string }
  | { readonly id: number; readonly frame: ArrayBuffer };

interface Waiting {
  readonly done: (frame: ArrayBuffer) => void;
  readonly fail: (error: Error) => void;
}

export class InsideTransport implements Transport {
  readonly networks = false;
  readonly #worker: Worker;
  readonly #kept: KeptAnswers;
  readonly #stage: (stage: Stage, why: string) => void;
  readonly #waiting = new Map<number, Waiting>();
  #failed: Failure | null = null;
  #asked = 0;

  /** `stage` hears how far Python is, and why it failed. */
  constructor(worker: Worker, kept: KeptAnswers, stage: (stage: Stage, why: string) => void) {
    this.#worker = worker;
    this.#kept = kept;
    this.#stage = stage;
    worker.addEventListener("message", (message) => this.#hear(message.data as Told));
    worker.addEventListener("error", (event) => this.#fail(event.message ?? ""));
  }

  async call<M extends Method>(
    method: M,
    ask: Ask<M>,
    options: CallOptions = {},
  ): Promise<Reply<M>> {
    const kept = options.buffers ? null : await this.#kept.find(method, ask);
    const opened = decodeFrame(kept ?? (await this.#send(method, ask, options)));
    options.signal?.throwIfAborted();
    if (opened.failed) throw new Refused(opened.failure);
    return opened.meta as Reply<M>;
  }

  picture(key: string): Promise<string> {
    return Promise.reject(new Error(`a static page keeps no picture ${key}`));
  }

  onProgress(_: (progress: Progress) => void): () => void {
    return () => undefined; // nothing here takes long
  }

  #send(method: string, ask: unknown, options: CallOptions): Promise<ArrayBuffer> {
    if (this.#failed) return Promise.reject(new Refused(this.#failed));
    this.#asked += 1;
    const id = this.#asked;
    const frame = encodeFrame(ask, options.buffers).buffer as ArrayBuffer;
    return new Promise((done, fail) => {
      this.#waiting.set(id, { done, fail });
      this.#worker.postMessage({ id, method, frame } satisfies Asked, [frame]);
    });
  }

  #hear(told: Told): void {
    if ("stage" in told) {
      if (told.stage === "failed") this.#fail(told.why);
      else this.#stage(told.stage, told.why);
      return;
    }
    this.#waiting.get(told.id)?.done(told.frame);
    this.#waiting.delete(told.id);
  }

  /** Nobody will answer any more. */
  #fail(why: string): void {
    this.#failed = { code: "python", message: `Python did not start: ${why}`, facts: {} };
    for (const { fail } of this.#waiting.values()) fail(new Refused(this.#failed));
    this.#waiting.clear();
    this.#stage("failed", why);
  }
}
