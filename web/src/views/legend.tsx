// Colour scales: which number is which colour.

import { ACTIVATION, WEIGHT } from "../draw/colour";
import { figures, words } from "../i18n";
import type { Maps } from "../protocol/messages";

interface ScaleProps {
  readonly peak: number;
  readonly width: number;
  /** what the scale is of */
  readonly maps: readonly Maps[];
}

/** below so many pixels a scale is a number alone, since others stand close */
const LEAST = 56;

/** A scale with its ends, and the colours beside it of what is no number. */
export function Scale({ peak, width, maps }: ScaleProps) {
  const text = figures.value.short(Number(peak.toPrecision(2)));
  const small = width < 110;
  const name = [`${words.value.scale} ±${text}`, ...oddIn(maps).map((odd) => odd.name)];
  return (
    <div class="scale" style={{ minWidth: width }} role="img" aria-label={name.join(", ")}>
      {!small && <span>−{text}</span>}
      {width >= LEAST && <Ramp stops={ACTIVATION} />}
      <span>
        {small && "±"}
        {text}
      </span>
      <Odd maps={maps} />
    </div>
  );
}

/** How numbers look that are on no scale, where there are any. */
export function Odd({ maps }: { maps: readonly Maps[] }) {
  return (
    <>
      {oddIn(maps).map((odd) => (
        <span key={odd.kind} class="odd">
          <i class={odd.kind} /> {odd.name}
        </span>
      ))}
    </>
  );
}

const ODD = [
  { code: 0, kind: "not-a-number", name: "NaN" },
  { code: 255, kind: "above-all", name: "∞" },
  { code: 1, kind: "below-all", name: "−∞" },
] as const;

function oddIn(maps: readonly Maps[]) {
  return ODD.filter(({ code }) => maps.some((found) => found.codes.data.includes(code)));
}

/** The scale of maps that each have their own. */
export function OwnScale() {
  return (
    <div class="scale of-each">
      <Ramp stops={ACTIVATION} />
      <span>{words.value.ownScale}</span>
    </div>
  );
}

/** What the two families of colours mean. */
export function Families() {
  return (
    <div class="families">
      <div>
        <Ramp stops={ACTIVATION} /> {words.value.activation}
      </div>
      <div>
        <Ramp stops={WEIGHT} /> {words.value.weight}
      </div>
    </div>
  );
}

function Ramp({ stops }: { stops: readonly string[] }) {
  return <i class="ramp" style={{ background: `linear-gradient(90deg, ${stops.join(", ")})` }} />;
}
