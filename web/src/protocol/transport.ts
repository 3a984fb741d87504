// What the page needs of whoever answers it: one interface, for a server, a kernel or a worker.

import type { Failure, Methods, Progress } from "./messages";

export type Method = keyof Methods;
export type Ask<M extends Method> = Methods[M]["ask"];
export type Reply<M extends Method> = Methods[M]["reply"];

export interface Transport {
  /** Whether networks are run; else the playground and the lesson alone are answered. */
  readonly networks: boolean;

  /** Asks, and waits for the reply. Throws `Refused` where the answer is a failure. */
  call<M extends Method>(method: M, ask: Ask<M>, options?: CallOptions): Promise<Reply<M>>;

  /** The address of a picture by its content, to give to an image. */
  picture(key: string): Promise<string>;

  /** Hears of long work until the returned function is called. */
  onProgress(listener: (progress: Progress) => void): () => void;
}

export interface CallOptions {
  readonly buffers?: readonly Uint8Array[];
  readonly signal?: AbortSignal;
}

/** An ask that was answered with a failure. */
export class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** What to show for anything thrown; null for work that was abandoned on purpose. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof Refused) return error.failure;
  if (error instanceof DOMException && error.name === "AbortError") return null;
  return { code: "unreachable", message: error instanceof Error ? error.message : "", facts: {} };
}
