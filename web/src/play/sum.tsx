// The arithmetic of the chosen number: every product in its weight's colour.

import { useSignal } from "@preact/signals";
import { figures, words } from "../i18n";
import type { PlayedCell } from "../protocol/messages";
import { Copy } from "./copy";
import { hueClass } from "./letters";
import { type Part, partsOf, type Sum } from "./parts";
import type { Spot } from "./pointing";
import { indexOf } from "./space";
import type { PlayStore } from "./store";

/** products that are written before the rest is folded */
const MOST = 81;

export function SumPanel({ store }: { store: PlayStore }) {
  const played = store.played.value;
  const spot = store.spot.value;
  const all = useSignal(false);
  const layer = spot ? played?.layers[spot.layer] : undefined;
  if (!played || !spot || !layer) return null;
  const cell = openedCell(store, spot);
  const sum = partsOf(played, spot, cell);
  if (!sum) return null;
  const index = indexOf(spot.place, played.input.shape.length - 1);
  const { moreProducts } = words.value.playground;
  const cut = !all.value && sum.parts.length > MOST;
  const parts = cut ? sum.parts.slice(0, MOST) : sum.parts;
  return (
    <section class="sum" aria-label={words.value.playground.sum}>
      <p class="sum-line">
        <span class="sum-place">
          ({(layer.settings.outputs > 1 ? index : index.slice(1)).join(", ")})
        </span>
        <output data-testid="sum">
          <SumText sum={sum} parts={parts} cut={cut} />
        </output>
        {cut && (
          <button type="button" class="quiet link" onClick={() => (all.value = true)}>
            {moreProducts(figures.value.whole(sum.parts.length - MOST))}
          </button>
        )}
      </p>
      <Shares cell={cell} weighs={layer.kernel !== null} />
    </section>
  );
}

/** A sum with its terms in their hues; `cut` says that more follow. */
export function SumText({ sum, parts, cut }: { sum: Sum; parts: readonly Part[]; cut: boolean }) {
  const { short } = figures.value;
  const equals = sum.rounded ? "≈" : "=";
  const more = cut ? <span class="sign"> + …</span> : null;
  if (sum.kind === "max" || sum.kind === "relu") {
    const winner = sum.parts.findIndex((part) => part.value === sum.value);
    return (
      <>
        <span class="sign">max(</span>
        {sum.kind === "relu" && <span>0, </span>}
        {parts.map((part, i) => (
          <span key={i}>
            {i > 0 && <span class="sign">, </span>}
            <b class={i === winner ? "winner" : "loser"}>{short(part.value)}</b>
          </span>
        ))}
        {more}
        <span class="sign">) {equals} </span>
        <strong>{short(sum.value)}</strong>
      </>
    );
  }
  return (
    <>
      {sum.kind === "mean" && <span class="sign">(</span>}
      {parts.map((part, i) => (
        <span key={i} class="sum-term">
          {i > 0 && <span class="sign"> + </span>}
          <b class={`term-of ${hueClass(part.weight)}${part.outside ? " of-padding" : ""}`}>
            {held(part.value)}
            {sum.kind === "dot" && <Times by={part.factor} />}
          </b>
        </span>
      ))}
      {parts.length === 0 && <b>0</b>}
      {more}
      {sum.kind === "mean" && <span class="sign">) / {short(sum.divisor)}</span>}
      {sum.bias !== null && (
        <>
          <span class="sign"> + </span>
          <span class="of-bias">{held(sum.bias)}</span>
        </>
      )}
      <span class="sign"> {equals} </span>
      <strong>{short(sum.value)}</strong>
    </>
  );
}

function Times({ by }: { by: number }) {
  return (
    <>
      <span class="dot">·</span>
      {held(by)}
    </>
  );
}

/** A number inside a sum: a negative one in brackets. */
function held(value: number): string {
  const text = figures.value.short(value);
  return value < 0 ? `(${text})` : text;
}

/** The chosen number as the engine opened it, once that is here. */
function openedCell(store: PlayStore, spot: Spot): PlayedCell | null {
  const cell = store.cell.value;
  const axes = (store.played.value?.input.shape.length ?? 3) - 1;
  const mine = cell?.layer === spot.layer && `${cell.index}` === `${indexOf(spot.place, axes)}`;
  return mine ? cell : null;
}

/** What each input channel adds, and the same as LaTeX: as the engine tells it. */
function Shares({ cell, weighs }: { cell: PlayedCell | null; weighs: boolean }) {
  const { short } = figures.value;
  const { channel, bias, latex } = words.value;
  const { weightHint, sumHint } = words.value.playground;
  const several = cell !== null && cell.shares.length > 1;
  return (
    <>
      {several && (
        <p class="shares quiet-text">
          {cell.shares
            .slice(0, 16)
            .map((share) => `${channel(String(share.channel))}: ${held(share.value)}`)
            .join(" + ")}
          {cell.shares.length > 16 && " + …"}
          {!Number.isNaN(cell.bias) && ` + ${bias} ${held(cell.bias)}`} = {short(cell.value)}
        </p>
      )}
      <div class="sum-foot">
        <span class="quiet-text">{weighs ? `${weightHint} · ${sumHint}` : sumHint}</span>
        {cell && <Copy text={cell.latex} label={latex} />}
      </div>
    </>
  );
}
