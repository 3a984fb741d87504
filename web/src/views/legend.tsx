// Colour scales: which number is which colour.

import { ACTIVATION, WEIGHT } from "../draw/colour";
import { figures, words } from "../i18n";

/** A scale with its ends. */
export function Scale({ peak, width }: { peak: number; width: number }) {
  const text = figures.value.short(Number(peak.toPrecision(2)));
  if (width < 110) {
    return (
      <div class="scale" style={{ width }} role="img" aria-label={`${words.value.scale} ±${text}`}>
        <Ramp stops={ACTIVATION} />
        <span>±{text}</span>
      </div>
    );
  }
  return (
    <div class="scale" style={{ width }} role="img" aria-label={`${words.value.scale} ±${text}`}>
      <span>−{text}</span>
      <Ramp stops={ACTIVATION} />
      <span>{text}</span>
    </div>
  );
}

/** The scale of maps that each have their own. */
export function OwnScale() {
  return (
    <div class="scale own">
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
