// Frames: u32 header length │ JSON │ pad to 8 │ buffers, each padded to 8. See docs/protocol.md.

import type { Failure, Numbers } from "./messages";

const ALIGN = 8;
const PREFIX = 4;

/** A frame taken apart: either a reply, or why there is none. */
export type Opened =
  | { readonly failed: false; readonly meta: unknown; readonly buffers: readonly Uint8Array[] }
  | { readonly failed: true; readonly failure: Failure };

export function encodeFrame(meta: unknown, buffers: readonly Uint8Array[] = []): Uint8Array {
  const lengths = buffers.map((buffer) => buffer.byteLength);
  const header = new TextEncoder().encode(JSON.stringify({ meta, buffers: lengths }));
  let size = aligned(PREFIX + header.length);
  const starts = lengths.map((length) => {
    const start = size;
    size = aligned(size + length);
    return start;
  });
  const frame = new Uint8Array(size);
  new DataView(frame.buffer).setUint32(0, header.length, true);
  frame.set(header, PREFIX);
  buffers.forEach((buffer, i) => {
    frame.set(buffer, starts[i]);
  });
  return frame;
}

/** Takes a frame apart; typed arrays lie over its memory, without a copy. */
export function decodeFrame(frame: ArrayBuffer): Opened {
  const length = new DataView(frame).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(frame, PREFIX, length));
  const header = JSON.parse(text) as { meta: unknown; buffers: number[]; failed?: boolean };
  let at = aligned(PREFIX + length);
  const buffers = header.buffers.map((size) => {
    const buffer = new Uint8Array(frame, at, size);
    at = aligned(at + size);
    return buffer;
  });
  const meta = revive(header.meta, buffers);
  return header.failed
    ? { failed: true, failure: meta as Failure }
    : { failed: false, meta, buffers };
}

function revive(value: unknown, buffers: readonly Uint8Array[]): unknown {
  if (Array.isArray(value)) {
    return value.some(isObject) ? value.map((item) => revive(item, buffers)) : value;
  }
  if (value === null || typeof value !== "object") return value;
  const found = value as { float?: unknown; buffer?: unknown; dtype?: unknown };
  if (typeof found.float === "string") return Number(found.float);
  if (typeof found.buffer === "number" && typeof found.dtype === "string") {
    return numbers(found as unknown as Packed, buffers[found.buffer]);
  }
  return Object.fromEntries(
    Object.entries(found).map(([key, item]) => [key, revive(item, buffers)]),
  );
}

/** Anything that may hold more; texts and numbers, of which there are thousands, do not. */
function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

interface Packed {
  readonly dtype: Numbers["dtype"];
  readonly shape: readonly number[];
}

function numbers({ dtype, shape }: Packed, bytes: Uint8Array | undefined): Numbers {
  if (!bytes) throw new Error("a frame names a buffer that it does not carry");
  const { buffer, byteOffset: at, byteLength: size } = bytes;
  const memory = buffer as ArrayBuffer;
  switch (dtype) {
    case "u1":
      return { dtype, shape, data: bytes };
    case "i4":
      return { dtype, shape, data: new Int32Array(memory, at, size / 4) };
    case "f4":
      return { dtype, shape, data: new Float32Array(memory, at, size / 4) };
    case "f8":
      return { dtype, shape, data: new Float64Array(memory, at, size / 8) };
  }
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGN) * ALIGN;
}
