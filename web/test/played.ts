// States computed by the engine, as tests/web/golden_played.py wrote them.

import { decodeFrame } from "../src/protocol/frame";
import type { Played } from "../src/protocol/messages";
import frames from "./goldens/played.json";

export interface GoldenCell {
  readonly layer: number;
  readonly index: readonly number[];
  readonly values: readonly number[];
  readonly weights: readonly number[];
  /** number of the weight in its plane, row-major */
  readonly taps: readonly number[];
  readonly value: number;
  readonly divisor: number | null;
}

interface Golden {
  readonly played: Played;
  readonly cells: readonly GoldenCell[];
}

type Name = keyof typeof frames;

function opened(name: Name): Golden {
  const { frame, cells } = frames[name];
  const bytes = Uint8Array.from(atob(frame), (sign) => sign.charCodeAt(0));
  const found = decodeFrame(bytes.buffer);
  if (found.failed) throw new Error("a reply was taken for a failure");
  const read = (n: number | string) => (n === "-inf" ? Number.NEGATIVE_INFINITY : Number(n));
  return {
    played: found.meta as Played,
    cells: cells.map((cell) => ({ ...cell, values: cell.values.map(read) })),
  };
}

export const goldens = Object.fromEntries(
  (Object.keys(frames) as Name[]).map((name) => [name, opened(name)]),
) as Readonly<Record<Name, Golden>>;
