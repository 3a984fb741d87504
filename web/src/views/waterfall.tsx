// Partial sums as a waterfall: each bar begins where the last one ended; printed, they add up.

import { figures, words } from "../i18n";
import type { Bar, Explanation } from "../protocol/messages";
import { large } from "../state/settings";
import { dotOf } from "../terms/dot";
import { useNarrow } from "./narrowness";

const HEIGHT = 96;
const BAR = 74;
const GAP = 16;
const ABOVE = 20;
const BELOW = 24;

interface Drawn {
  readonly bars: readonly Bar[];
  readonly digits: number;
  readonly linear: boolean;
}

export function WaterfallView({ found }: { found: Explanation }) {
  const narrow = useNarrow();
  const { bars, digits, exact } = found.waterfall;
  if (bars.length < 2 || bars.some((bar) => !Number.isFinite(bar.value))) return null;
  const linear = dotOf(found.term)?.blocks[0]?.shape.length === 2;
  const drawn = { bars, digits, linear };
  return (
    <div class="waterfall">
      {narrow ? <Lying {...drawn} /> : <Standing {...drawn} />}
      {!exact && <p class="quiet-text">≈ {words.value.rounded(String(digits))}</p>}
    </div>
  );
}

function Standing({ bars, digits, linear }: Drawn) {
  const { levels, low, high } = levelsOf(bars);
  const scale = large.value ? 1.5 : 1;
  const [bar, gap, above] = [BAR * scale, GAP, ABOVE * scale];
  const y = (value: number) => above + ((high - value) / (high - low || 1)) * HEIGHT;
  const width = bars.length * (bar + gap) - gap;
  const tall = above + HEIGHT + (BELOW + 16) * scale;
  return (
    <svg
      width={width}
      height={tall}
      viewBox={`0 0 ${width} ${tall}`}
      role="img"
      aria-label={spoken(bars, digits, linear)}
    >
      <line class="zero" x1={0} x2={width} y1={y(0)} y2={y(0)} />
      {bars.map((one, i) => {
        const { from, to } = levels[i] ?? { from: 0, to: 0 };
        const x = i * (bar + gap);
        const upper = Math.min(y(from), y(to));
        const last = one.kind === "total";
        return (
          <g key={i}>
            {!last && <line class="carry" x1={x + bar} x2={x + bar + gap} y1={y(to)} y2={y(to)} />}
            <rect
              class={tone(one)}
              x={x}
              y={upper}
              width={bar}
              height={Math.max(1.5, Math.abs(y(from) - y(to)))}
            />
            <text class={last ? "amount strong" : "amount"} x={x + bar / 2} y={upper - 5}>
              {amount(one, digits)}
            </text>
            <text class={last ? "label strong" : "label"} x={x + bar / 2} y={tall - 8 * scale}>
              {nameOf(one, linear)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

/** On a phone: one bar below the other, each with its name and its amount. */
function Lying({ bars, digits, linear }: Drawn) {
  const { levels, low, high } = levelsOf(bars);
  const share = (value: number) => `${((value - low) / (high - low || 1)) * 100}%`;
  return (
    <div class="lying" role="img" aria-label={spoken(bars, digits, linear)}>
      {bars.map((bar, i) => {
        const { from, to } = levels[i] ?? { from: 0, to: 0 };
        const width = `${(Math.abs(to - from) / (high - low || 1)) * 100}%`;
        return (
          <div key={i} class={bar.kind === "total" ? "strong" : ""}>
            <span>{nameOf(bar, linear)}</span>
            <span class="track">
              <i class="zero" style={{ left: share(0) }} />
              <i class={tone(bar)} style={{ left: share(Math.min(from, to)), width }} />
            </span>
            <span class="amount">{amount(bar, digits)}</span>
          </div>
        );
      })}
    </div>
  );
}

function amount(bar: Bar, digits: number): string {
  const { fixed, signed } = figures.value;
  return bar.kind === "total" ? fixed(bar.value, digits) : signed(bar.value, digits);
}

/** Where each bar begins and ends, and the range of all of them with zero. */
function levelsOf(bars: readonly Bar[]) {
  let sum = 0;
  const levels = bars.map((bar) => {
    if (bar.kind === "total") return { from: 0, to: bar.value };
    const from = sum;
    sum += bar.value;
    return { from, to: sum };
  });
  const ends = levels.flatMap(({ from, to }) => [from, to]);
  return { levels, low: Math.min(0, ...ends), high: Math.max(0, ...ends) };
}

function tone(bar: Bar): string {
  if (bar.kind === "total") return "bar total";
  if (bar.kind === "bias") return "bar bias";
  return bar.value < 0 ? "bar takes" : "bar adds";
}

function nameOf(bar: Bar, linear: boolean): string {
  const { channel, inputNumber, otherChannels, bias, total } = words.value;
  switch (bar.kind) {
    case "channel":
      return (linear ? inputNumber : channel)(String(bar.channel));
    case "term":
      return bar.label;
    case "other":
      return otherChannels(figures.value.whole(bar.count));
    case "bias":
      return bias;
    case "total":
      return total;
  }
}

function spoken(bars: readonly Bar[], digits: number, linear: boolean): string {
  const parts = bars.map(
    (bar) => `${nameOf(bar, linear)} ${figures.value.signed(bar.value, digits)}`,
  );
  return `${words.value.waterfall}: ${parts.join(", ")}`;
}
