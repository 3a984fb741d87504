// The transport of the notebook: the same frames, as messages to the widget's kernel.

import { decodeFrame, encodeFrame, type Opened } from "./frame";
import type { Progress } from "./messages";
import {
  type Ask,
  type CallOptions,
  type Method,
  Refused,
  type Reply,
  type Transport,
} from "./transport";

/** The part of anywidget's model that is used here. */
export interface Model {
  send(content: unknown, callbacks: unknown, buffers: ArrayBuffer[]): void;
  on(event: "msg:custom", listener: (content: unknown, buffers: DataView[]) => void): void;
  off(event: "msg:custom", listener: (content: unknown, buffers: DataView[]) => void): void;
}

export class KernelTransport implements Transport {
  readonly networks = true;
  readonly #model: Model;
  readonly #waiting = new Map<string, (opened: Opened) => void>();
  readonly #pictures = new Map<string, Promise<string>>();
  readonly #page = crypto.randomUUID();
  #asked = 0;

  constructor(model: Model) {
    this.#model = model;
    model.on("msg:custom", this.#receive);
  }

  close(): void {
    this.#model.off("msg:custom", this.#receive);
  }

  async call<M extends Method>(
    method: M,
    ask: Ask<M>,
    options: CallOptions = {},
  ): Promise<Reply<M>> {
    const opened = await this.#send(method, ask, options);
    options.signal?.throwIfAborted();
    if (opened.failed) throw new Refused(opened.failure);
    return opened.meta as Reply<M>;
  }

  picture(key: string): Promise<string> {
    const known = this.#pictures.get(key);
    if (known) return known;
    const found = this.#send("blob", { key }, {}).then((opened) => {
      if (opened.failed) throw new Refused(opened.failure);
      const bytes = opened.buffers[0] as Uint8Array<ArrayBuffer>;
      return URL.createObjectURL(new Blob([bytes], { type: "image/png" }));
    });
    this.#pictures.set(key, found);
    return found;
  }

  onProgress(_: (progress: Progress) => void): () => void {
    return () => undefined; // a kernel is busy until it has answered
  }

  #send(method: string, ask: unknown, options: CallOptions): Promise<Opened> {
    this.#asked += 1;
    const id = `${this.#page}-${this.#asked}`;
    const frame = encodeFrame(ask, options.buffers);
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#model.send({ id, method }, undefined, [frame.buffer as ArrayBuffer]);
    });
  }

  readonly #receive = (content: unknown, buffers: DataView[]): void => {
    const id = (content as { id?: string }).id ?? "";
    const waiting = this.#waiting.get(id);
    const view = buffers[0];
    if (!waiting || !view) return;
    this.#waiting.delete(id);
    const start = view.byteOffset;
    waiting(decodeFrame(view.buffer.slice(start, start + view.byteLength) as ArrayBuffer));
  };
}
