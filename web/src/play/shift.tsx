// The shift meter: the input moved by some pixels; does each answer move along, or stay?

import { useEffect } from "preact/hooks";
import { figures, words } from "../i18n";
import type { MovedLayer, Played, Shifted } from "../protocol/messages";
import { Beside } from "./beside";
import { openExtra } from "./extras";
import { sizeOf } from "./space";
import type { PlayStore } from "./store";

const BORDERS = ["edge", "zeros", "circular"] as const;

export function ShiftPanel({ store }: { store: PlayStore }) {
  const played = store.played.value;
  const shift = played?.shift;
  const none = store.state.value.shift === "";
  useEffect(() => {
    if (none && played) openExtra(store, "shift");
  }, [none, played]);
  const { tooManyToShift, shiftTitle } = words.value.playground.shiftMeter;
  return (
    <>
      <header class="extra-head">
        <h2>{shiftTitle}</h2>
        <Controls store={store} />
      </header>
      {!shift || !played ? (
        <p class="quiet-text">{none ? "" : tooManyToShift}</p>
      ) : (
        <div class="shift-rows">
          <Pair
            title={words.value.input}
            before={{ shape: played.input.shape, values: played.input.values.data }}
            after={{ shape: shift.input.shape, values: shift.input.values.data }}
          />
          {shift.layers.map((moved, number) => (
            <Answer key={number} played={played} shift={shift} moved={moved} number={number} />
          ))}
        </div>
      )}
    </>
  );
}

function Controls({ store }: { store: PlayStore }) {
  const state = store.state.value;
  const axes = (store.played.value?.input.shape.length ?? 3) - 1;
  const by = store.played.value?.shift?.by ?? [0, 0];
  const { move, borders, borderLabel, movedBy } = words.value.playground.shiftMeter;
  const go = (down: number, right: number) => {
    const from = wholes(store.state.peek().shift) ?? by; // several clicks may come before an answer
    const step = axes > 1 ? [down, right] : [right];
    const shift = step.map((n, axis) => (from[axis] ?? 0) + n).join(" ");
    store.adjust((state) => ({ ...state, shift }));
  };
  const steps = [
    ["left", 0, -1],
    ["right", 0, 1],
    ["up", -1, 0],
    ["down", 1, 0],
  ] as const;
  return (
    <>
      <fieldset class="segments" aria-label={move.label}>
        {steps
          .filter(([, down]) => axes > 1 || down === 0)
          .map(([name, down, right]) => (
            <button key={name} type="button" onClick={() => go(down, right)}>
              {move[name]}
            </button>
          ))}
      </fieldset>
      <output class="quiet-text">
        {axes > 1 ? movedBy(signed(by[0] ?? 0), signed(by[1] ?? 0)) : signed(by[0] ?? 0)}
      </output>
      <label class="quiet-text">
        {borderLabel}{" "}
        <select
          value={BORDERS.find((name) => name === state.border) ?? "edge"}
          onChange={({ currentTarget: { value: border } }) =>
            store.adjust((state) => ({ ...state, border }))
          }
        >
          {BORDERS.map((name) => (
            <option key={name} value={name}>
              {borders[name]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** A text as whole numbers; null where it is none. */
function wholes(text: string): number[] | null {
  const found = text.trim().split(/\s+/).map(Number);
  return text && found.every(Number.isInteger) ? found : null;
}

function signed(n: number): string {
  return figures.value.signed(n, 0);
}

interface AnswerProps {
  readonly played: Played;
  readonly shift: Shifted;
  readonly moved: MovedLayer;
  readonly number: number;
}

/** One layer's answers before and after, and how many of its numbers moved along or stayed. */
function Answer({ played, moved, number }: AnswerProps) {
  const layer = played.layers[number];
  if (!layer) return null;
  const { chips } = words.value.playground;
  const { along, stayed, verdict } = words.value.playground.shiftMeter;
  const kind = layer.settings.kind.replace(/\dd$/, "") as keyof typeof chips;
  const all = layer.output.values.data.length;
  return (
    <div class="shift-answer">
      <Pair
        title={chips[kind]}
        before={{ shape: layer.output.shape, values: layer.output.values.data }}
        after={{ shape: moved.output.shape, values: moved.output.values.data }}
        along={moved.along.data}
        stayed={moved.stayed.data}
      />
      <div class="meters">
        {moved.whole && (
          <Meter name={along} share={moved.moved} all={moved.compared} kind="along" />
        )}
        <Meter name={stayed} share={moved.unmoved} all={all} kind="stayed" />
        <p>
          {moved.equivariant && verdict.equivariant(movedText(moved.offset))}
          {moved.whole && !moved.equivariant && verdict.notAlong}
          {!moved.whole && verdict.between(movedText(moved.offset))}{" "}
          {moved.invariant ? verdict.invariant : verdict.changed}
        </p>
      </div>
    </div>
  );
}

function movedText(offset: readonly number[]): string {
  return offset.map((n) => figures.value.short(n)).join(", ");
}

interface MeterProps {
  readonly name: string;
  readonly share: number;
  readonly all: number;
  readonly kind: string;
}

function Meter({ name, share, all, kind }: MeterProps) {
  const { of } = words.value.playground.shiftMeter;
  return (
    <div class={`meter ${kind}`}>
      <span>{name}</span>
      <meter min={0} max={Math.max(1, all)} value={share} aria-label={name} />
      <span>{of(figures.value.whole(share), figures.value.whole(all))}</span>
    </div>
  );
}

interface Numbers {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

interface PairProps {
  readonly title: string;
  readonly before: Numbers;
  readonly after: Numbers;
  readonly along?: ArrayLike<number>;
  readonly stayed?: ArrayLike<number>;
}

const NEW = 2;

/** The first plane before and after; each number after tells what became of it. */
function Pair({ title, before, after, along, stayed }: PairProps) {
  const { beforeShift, afterShift, cells } = words.value.playground.shiftMeter;
  const told = (i: number) => {
    if (!along || !stayed) return { name: "", hint: "" };
    if (along[i] === NEW && !stayed[i]) return { name: "fresh", hint: cells.fresh };
    if (along[i] === 1) return { name: "along", hint: cells.along };
    return stayed[i] ? { name: "stayed", hint: cells.stayed } : { name: "lost", hint: cells.lost };
  };
  const size = sizeOf(before.shape);
  return (
    <figure class="pair">
      <figcaption>
        {title}
        {size.planes > 1 && ` · ${words.value.channel("0")}`}
      </figcaption>
      <div>
        <Beside name={`${title}, ${beforeShift}`} {...before} />
        <span class="quiet-text">→</span>
        <Beside name={`${title}, ${afterShift}`} {...after} told={told} />
      </div>
    </figure>
  );
}
