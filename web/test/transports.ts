// A transport whose answers a test writes, and that keeps what it was asked.

import type { Failure, Progress } from "../src/protocol/messages";
import type { Method, Reply, Transport } from "../src/protocol/transport";
import { Refused } from "../src/protocol/transport";
import { mapsOf, picture, runOf, tinyVgg } from "./networks";

export interface Asked {
  readonly method: Method;
  readonly ask: Readonly<Record<string, unknown>>;
}

type Answer = (ask: Readonly<Record<string, unknown>>) => unknown;

export class Scripted implements Transport {
  readonly networks = true;
  readonly asked: Asked[] = [];
  listener: ((progress: Progress) => void) | null = null;

  constructor(readonly answers: Partial<Record<Method, Answer>>) {}

  async call<M extends Method>(method: M, ask: object): Promise<Reply<M>> {
    this.asked.push({ method, ask: ask as Asked["ask"] });
    const answer = this.answers[method];
    if (!answer) throw new Refused(failure(`nobody answers ${method}`));
    return (await answer(ask as Asked["ask"])) as Reply<M>;
  }

  picture(key: string): Promise<string> {
    return Promise.resolve(`blob:${key}`);
  }

  onProgress(listener: (progress: Progress) => void): () => void {
    this.listener = listener;
    return () => {
      this.listener = null;
    };
  }

  /** Asks of one method. */
  of(method: Method): Asked["ask"][] {
    return this.asked.filter((found) => found.method === method).map((found) => found.ask);
  }
}

export function failure(message: string): Failure {
  return { code: "test", message, facts: {} };
}

/** Answers of a server that has two networks, each a Tiny VGG with two pictures. */
export function answers(): Partial<Record<Method, Answer>> {
  const steps = tinyVgg();
  const name = (ask: Asked["ask"]) => String(ask.network);
  return {
    catalogue: () => ({
      version: "0",
      networks: [],
      opened: "one",
      picture: "2",
      notice: null,
    }),
    open: (ask) => ({ name: name(ask), title: name(ask), pictures: [picture("1"), picture("2")] }),
    run: (ask) => ({ ...runOf(steps), network: name(ask), picture: picture(String(ask.picture)) }),
    overview: () => ({ maps: [...mapsOf(steps).values()] }),
    field: (ask) => ({ step: ask.step, index: ask.index, reads: [], feeds: [] }),
  };
}

/** Lets every answer that is on its way arrive. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
