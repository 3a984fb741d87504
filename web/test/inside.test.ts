// The transport of a static page: kept answers first, then the worker, and what a failure leaves.

import { afterEach, describe, expect, it, vi } from "vitest";
import { decodeFrame, encodeFrame } from "../src/protocol/frame";
import { type Asked, InsideTransport, type Stage, type Told } from "../src/protocol/inside";
import { KeptAnswers, keyOf } from "../src/protocol/kept";
import { Refused } from "../src/protocol/transport";

const HOME = new URL("https://course.example/cnn/answers/");

/** A worker whose messages a test writes. */
class Script extends EventTarget {
  readonly asked: Asked[] = [];

  postMessage(asked: Asked): void {
    this.asked.push(asked);
  }

  tell(told: Told): void {
    this.dispatchEvent(new MessageEvent("message", { data: told }));
  }
}

function made(files: Readonly<Record<string, BodyInit>> = { "index.json": "{}" }) {
  vi.stubGlobal("fetch", async (address: URL) => {
    const body = files[address.href.replace(HOME.href, "")];
    return body === undefined ? new Response("", { status: 404 }) : new Response(body);
  });
  const worker = new Script();
  const stages: [Stage, string][] = [];
  const transport = new InsideTransport(
    worker as unknown as Worker,
    new KeptAnswers(HOME),
    (stage, why) => stages.push([stage, why]),
  );
  return { worker, stages, transport };
}

function reply(meta: unknown): ArrayBuffer {
  return encodeFrame(meta).buffer as ArrayBuffer;
}

afterEach(() => vi.unstubAllGlobals());

describe("a static page", () => {
  it("finds kept answers by fields in order", () => {
    expect(keyOf("lesson", { name: "pooling", language: "en" })).toBe(
      'lesson {"language":"en","name":"pooling"}',
    );
    expect(keyOf("lessons", {})).toBe("lessons {}");
  });

  it("answers what is kept without its worker", async () => {
    const index = JSON.stringify({ "lessons {}": "abc.frame" });
    const kept = reply({ chapters: [{ name: "pooling" }] });
    const { worker, transport } = made({ "index.json": index, "abc.frame": kept });
    const { chapters } = await transport.call("lessons", {});
    expect(chapters.map((entry) => entry.name)).toEqual(["pooling"]);
    expect(worker.asked).toEqual([]);
  });

  it("asks its worker for the rest, and takes answers in any order", async () => {
    const { worker, transport } = made();
    const buffers = [new TextEncoder().encode("{}")];
    const asks = ["one", "two"].map((name) => transport.call("lesson", { name, language: "en" }));
    asks.push(transport.call("fill", { names: "" }, { buffers }) as never);
    await vi.waitFor(() => expect(worker.asked).toHaveLength(3));
    for (const { id, frame } of [...worker.asked].reverse()) {
      const opened = decodeFrame(frame);
      if (opened.failed) throw new Error("an ask is no failure");
      worker.tell({ id, frame: reply(opened.meta) });
    }
    expect(await Promise.all(asks)).toEqual([
      { name: "one", language: "en" },
      { name: "two", language: "en" },
      { names: "" },
    ]);
  });

  it("tells how far it is, and refuses everything once Python failed", async () => {
    const { worker, stages, transport } = made();
    worker.tell({ stage: "starting", why: "" });
    const waiting = transport.call("depth", {} as never);
    const refused = expect(waiting).rejects.toThrow(Refused);
    await vi.waitFor(() => expect(worker.asked).toHaveLength(1));
    worker.tell({ stage: "failed", why: "no wasm" });
    await refused;
    await expect(transport.call("depth", {} as never)).rejects.toThrow(
      "Python did not start: no wasm",
    );
    expect(stages).toEqual([
      ["starting", ""],
      ["failed", "no wasm"],
    ]);
  });
});
