// The number under the pointer or the keyboard's cell, said aloud and shown.

import { figures, words } from "../i18n";
import { channelTitle } from "../i18n/names";
import { useSession } from "../state/context";
import type { Hover, Session } from "../state/session";
import { mapSize } from "../state/spot";

/** Codes that stand for what is not finite. */
const SPECIAL: Readonly<Record<number, number>> = {
  0: Number.NaN,
  1: Number.NEGATIVE_INFINITY,
  255: Number.POSITIVE_INFINITY,
};

export function Readout() {
  const text = useReading();
  return (
    <output class={text ? "readout" : "readout empty"} aria-live="polite">
      {text}
    </output>
  );
}

function useReading(): string {
  const session = useSession();
  const hover = session.hover.value;
  const step = session.steps.value.get(hover?.step ?? "");
  if (!hover || !step) return "";
  const { columns, rows } = mapSize(step.shape);
  const found = session.values.of(step.name, hover.channel)?.[hover.row * columns + hover.column];
  const value = found === undefined ? roughly(session, hover) : figures.value.short(found);
  const name = channelTitle(step, hover.channel);
  const { reading, readingVector } = words.value;
  if (rows * columns === 1) return readingVector(name, value);
  return reading(name, String(hover.row), String(hover.column), value);
}

/** What the colour says, until the number itself is here. */
function roughly(session: Session, hover: Hover): string {
  const maps = session.maps.value.value?.get(hover.step);
  const k = maps?.channels.data.indexOf(hover.channel) ?? -1;
  if (!maps || k < 0) return "≈ …";
  const [, rows = 1, columns = 1] = maps.codes.shape;
  const code = maps.codes.data[(k * rows + hover.row) * columns + hover.column] ?? 0;
  if (code in SPECIAL) return figures.value.short(SPECIAL[code] ?? 0);
  return `≈ ${figures.value.short((code - 128) * (maps.steps.data[k] ?? 0))}`;
}
