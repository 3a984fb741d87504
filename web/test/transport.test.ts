// Both ways to whoever answers: over HTTP with the key, and through a notebook's kernel.

import { afterEach, describe, expect, test, vi } from "vitest";
import { decodeFrame, encodeFrame } from "../src/protocol/frame";
import { HttpTransport } from "../src/protocol/http";
import { KernelTransport, type Model } from "../src/protocol/kernel";
import { failureOf, Refused } from "../src/protocol/transport";

const refusal = { code: "address", message: "no such step", facts: {} };

/** A frame that says the ask failed. */
function failedFrame(): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(
    JSON.stringify({ meta: refusal, buffers: [], failed: true }),
  );
  const frame = new Uint8Array(Math.ceil((4 + header.length) / 8) * 8);
  new DataView(frame.buffer).setUint32(0, header.length, true);
  frame.set(header, 4);
  return frame;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("over HTTP", () => {
  function answering(frame: Uint8Array, status = 200) {
    const fetched = vi.fn(async (_address: string, _options: RequestInit) => {
      return new Response(frame as Uint8Array<ArrayBuffer>, { status });
    });
    vi.stubGlobal("fetch", fetched);
    return fetched;
  }

  test("an ask carries the key in a header, its buffers in the body", async () => {
    const fetched = answering(encodeFrame({ id: "upload-1" }));
    const ask = { network: "tiny-vgg", name: "a.png" };
    const buffers = [Uint8Array.of(7, 8, 9)];
    const reply = await new HttpTransport("secret").call("upload", ask, { buffers });
    expect(reply).toEqual({ id: "upload-1" });
    const [address, options] = fetched.mock.calls[0] ?? [];
    expect(address).toBe("/rpc/upload");
    expect(new Headers(options?.headers).get("authorization")).toBe("Bearer secret");
    const body = (options?.body ?? new Uint8Array()) as Uint8Array<ArrayBuffer>;
    const sent = decodeFrame(body.buffer);
    expect(sent).toEqual({ failed: false, meta: ask, buffers });
  });

  test("a failure is thrown as one", async () => {
    answering(failedFrame(), 422);
    const asked = new HttpTransport("secret").call("open", { network: "x" });
    await expect(asked).rejects.toThrow(Refused);
    await asked.catch((error: unknown) => expect(failureOf(error)).toEqual(refusal));
  });

  test("a picture is fetched once, and again after it failed", async () => {
    const fetched = answering(Uint8Array.of(1));
    const transport = new HttpTransport("secret");
    expect(await transport.picture("abc")).toMatch(/^blob:/);
    await transport.picture("abc");
    expect(fetched).toHaveBeenCalledTimes(1);
    const failing = answering(Uint8Array.of(1), 404);
    await expect(transport.picture("def")).rejects.toThrow("404");
    await expect(transport.picture("def")).rejects.toThrow("404");
    expect(failing).toHaveBeenCalledTimes(2);
  });
});

describe("through a kernel", () => {
  class Kernel implements Model {
    listener: ((content: unknown, buffers: DataView[]) => void) | null = null;
    sent: { content: unknown; buffers: ArrayBuffer[] }[] = [];
    send(content: unknown, _: unknown, buffers: ArrayBuffer[]): void {
      this.sent.push({ content, buffers });
    }
    on(_: "msg:custom", listener: (content: unknown, buffers: DataView[]) => void): void {
      this.listener = listener;
    }
    off(): void {
      this.listener = null;
    }
    /** Answers the i-th ask, from within a larger buffer, as kernels do. */
    answer(i: number, frame: Uint8Array): void {
      const memory = new Uint8Array(frame.length + 3);
      memory.set(frame, 3);
      this.listener?.(this.sent[i]?.content, [new DataView(memory.buffer, 3)]);
    }
  }

  test("each answer finds its own ask", async () => {
    const kernel = new Kernel();
    const transport = new KernelTransport(kernel);
    const [one, two] = [
      transport.call("open", { network: "one" }),
      transport.call("open", { network: "two" }),
    ];
    kernel.answer(1, encodeFrame({ name: "two" }));
    kernel.answer(0, encodeFrame({ name: "one" }));
    expect(await two).toEqual({ name: "two" });
    expect(await one).toEqual({ name: "one" });
    const sent = decodeFrame(kernel.sent[0]?.buffers[0] ?? new ArrayBuffer(0));
    expect(sent).toMatchObject({ meta: { network: "one" } });
  });

  test("a failure is thrown, a picture is a blob, and nothing is heard once closed", async () => {
    const kernel = new Kernel();
    const transport = new KernelTransport(kernel);
    const refused = transport.call("open", { network: "x" });
    kernel.answer(0, failedFrame());
    await expect(refused).rejects.toThrow("no such step");
    const picture = transport.picture("abc");
    kernel.answer(1, encodeFrame({}, [Uint8Array.of(1, 2)]));
    expect(await picture).toMatch(/^blob:/);
    transport.close();
    expect(kernel.listener).toBeNull();
  });
});

test("work abandoned on purpose is no failure; silence is", () => {
  expect(failureOf(new DOMException("", "AbortError"))).toBeNull();
  expect(failureOf(new TypeError("Failed to fetch"))?.code).toBe("unreachable");
  expect(failureOf("?")?.code).toBe("unreachable");
});
