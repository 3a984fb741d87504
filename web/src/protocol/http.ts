// The transport of the page: POST /rpc, GET /blob, progress over one WebSocket.

import { decodeFrame, encodeFrame } from "./frame";
import type { Progress } from "./messages";
import {
  type Ask,
  type CallOptions,
  type Method,
  Refused,
  type Reply,
  type Transport,
} from "./transport";

export class HttpTransport implements Transport {
  readonly networks = true;
  readonly #token: string;
  readonly #pictures = new Map<string, Promise<string>>();
  readonly #listeners = new Set<(progress: Progress) => void>();
  #asked = 0;
  #socket: WebSocket | null = null;

  constructor(token: string) {
    this.#token = token;
  }

  async call<M extends Method>(
    method: M,
    ask: Ask<M>,
    options: CallOptions = {},
  ): Promise<Reply<M>> {
    this.#asked += 1;
    const response = await fetch(`/rpc/${method}`, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${this.#token}`,
        "Content-Type": "application/octet-stream",
        "X-Ask": `${method}-${this.#asked}`,
      },
      body: encodeFrame(ask, options.buffers) as Uint8Array<ArrayBuffer>,
      signal: options.signal ?? null,
    });
    const opened = decodeFrame(await response.arrayBuffer());
    if (opened.failed) throw new Refused(opened.failure);
    return opened.meta as Reply<M>;
  }

  picture(key: string): Promise<string> {
    const known = this.#pictures.get(key);
    if (known) return known;
    const found = this.#fetchPicture(key);
    this.#pictures.set(key, found);
    found.catch(() => this.#pictures.delete(key));
    return found;
  }

  async #fetchPicture(key: string): Promise<string> {
    const headers = { Authorization: `Bearer ${this.#token}` };
    const response = await fetch(`/blob/${key}`, { headers });
    if (!response.ok) throw new Error(`blob ${response.status}`);
    return URL.createObjectURL(await response.blob());
  }

  onProgress(listener: (progress: Progress) => void): () => void {
    this.#listeners.add(listener);
    this.#socket ??= this.#listen();
    return () => this.#listeners.delete(listener);
  }

  #listen(): WebSocket {
    const protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const address = `${protocol}//${location.host}/events`;
    const socket = new WebSocket(address, ["cutaway", `token.${this.#token}`]);
    socket.addEventListener("message", (message) => {
      const { event, data } = JSON.parse(String(message.data)) as { event: string; data: Progress };
      if (event === "progress") for (const listener of this.#listeners) listener(data);
    });
    return socket;
  }
}
