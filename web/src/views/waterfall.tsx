// Partial sums as a waterfall: each bar begins where the last one ended; printed, they add up.

import { figures, words } from "../i18n";
import type { Bar, Explanation } from "../protocol/messages";
import { dotOf } from "../terms/dot";

const HEIGHT = 96;
const BAR = 74;
const GAP = 16;
const ABOVE = 20;
const BELOW = 24;

export function WaterfallView({ found }: { found: Explanation }) {
  const { bars, digits, exact } = found.waterfall;
  if (bars.length < 2 || bars.some((bar) => !Number.isFinite(bar.value))) return null;
  const linear = dotOf(found.term)?.blocks[0]?.shape.length === 2;
  const levels = levelsOf(bars);
  const top = Math.max(0, ...levels.flatMap(({ from, to }) => [from, to]));
  const bottom = Math.min(0, ...levels.flatMap(({ from, to }) => [from, to]));
  const y = (value: number) => ABOVE + ((top - value) / (top - bottom || 1)) * HEIGHT;
  const width = bars.length * (BAR + GAP) - GAP;
  const high = ABOVE + HEIGHT + BELOW + 16;
  return (
    <div class="waterfall">
      <svg
        width={width}
        height={high}
        viewBox={`0 0 ${width} ${high}`}
        role="img"
        aria-label={spoken(bars, digits, linear)}
      >
        <line class="zero" x1={0} x2={width} y1={y(0)} y2={y(0)} />
        {bars.map((bar, i) => {
          const { from, to } = levels[i] ?? { from: 0, to: 0 };
          const x = i * (BAR + GAP);
          const upper = Math.min(y(from), y(to));
          const tall = Math.max(1.5, Math.abs(y(from) - y(to)));
          const last = bar.kind === "total";
          return (
            <g key={i}>
              {!last && (
                <line class="carry" x1={x + BAR} x2={x + BAR + GAP} y1={y(to)} y2={y(to)} />
              )}
              <rect class={tone(bar)} x={x} y={upper} width={BAR} height={tall} />
              <text class={last ? "amount strong" : "amount"} x={x + BAR / 2} y={upper - 5}>
                {last
                  ? figures.value.fixed(bar.value, digits)
                  : figures.value.signed(bar.value, digits)}
              </text>
              <text class={last ? "label strong" : "label"} x={x + BAR / 2} y={high - 8}>
                {nameOf(bar, linear)}
              </text>
            </g>
          );
        })}
      </svg>
      {!exact && <p class="quiet-text">≈ {words.value.rounded(String(digits))}</p>}
    </div>
  );
}

/** Where each bar begins and ends. */
function levelsOf(bars: readonly Bar[]): { from: number; to: number }[] {
  let sum = 0;
  return bars.map((bar) => {
    if (bar.kind === "total") return { from: 0, to: bar.value };
    const from = sum;
    sum += bar.value;
    return { from, to: sum };
  });
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
