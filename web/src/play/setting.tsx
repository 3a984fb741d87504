// One setting: its box, which may hold anything, and sliders that stay within what is valid.

import { useComputed, useSignal } from "@preact/signals";
import { words } from "../i18n";
import { reasonText } from "../i18n/reasons";
import type { Bound, Problem } from "../protocol/messages";

export interface Setting {
  readonly name: string;
  readonly label: string;
  /** what is typed, out of signals; "" for the default */
  readonly typed: () => string;
  /** the text that `used` answers; null where it is not the box's own */
  readonly answered: string | null;
  /** what is computed with, one number for each slider when they are apart */
  readonly used: readonly number[];
  /** one for each of `used` */
  readonly bounds: readonly (Bound | undefined)[];
  /** what each slider is called when they are apart; one name where they never are */
  readonly parts: readonly string[];
  /** the bound of all alike */
  readonly alike: Bound | undefined;
  readonly problems: readonly Problem[];
  readonly set: (text: string) => void;
}

export function SettingRow({ setting }: { setting: Setting }) {
  const { label, answered, used, parts, problems } = setting;
  const text = useComputed(() => setting.typed()).value;
  const same = new Set(used).size <= 1;
  const apart = useSignal(false);
  const split = parts.length > 1 && (apart.value || !same);
  const typed = useSignal<string | null>(null);
  const { apartHint, useNearest } = words.value.playground;
  const short = same ? String(used[0] ?? "") : used.join(" ");
  const [problem] = problems;
  return (
    <div class={problem ? "setting wrong" : "setting"}>
      <span class="setting-name">
        {label}
        {parts.length > 1 && same && (
          <button
            type="button"
            class="quiet apart"
            aria-pressed={apart.value}
            title={apartHint}
            aria-label={`${label}: ${apartHint}`}
            onClick={() => (apart.value = !apart.value)}
          >
            {parts.length > 2 ? "⊞" : "↔"}
          </button>
        )}
      </span>
      {split ? (
        <div class="setting-sliders">
          {used.map((value, i) => (
            <Slider
              key={parts[i]}
              name={`${label} ${parts[i]}`}
              short={parts[i] ?? ""}
              value={value}
              bound={setting.bounds[i]}
              set={(n) => setting.set(used.map((old, k) => (k === i ? n : old)).join(" "))}
            />
          ))}
        </div>
      ) : (
        <Slider
          name={label}
          value={ahead(text, answered) ?? used[0] ?? 0}
          bound={setting.alike}
          set={(n) => setting.set(String(n))}
        />
      )}
      <input
        class="setting-box"
        value={typed.value ?? text}
        placeholder={short}
        aria-label={label}
        aria-invalid={problem ? true : undefined}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          setting.set(event.currentTarget.value);
        }}
        onBlur={() => (typed.value = null)}
      />
      <p class="setting-hint">
        {problem ? (
          <>
            <span class="wrong-text">{reasonText(problem.reason)}</span>{" "}
            <button
              type="button"
              class="nearest"
              onClick={() => {
                typed.value = null;
                setting.set(short);
              }}
            >
              {useNearest(short)}
            </button>
          </>
        ) : (
          setting.alike && hintOf(setting.alike, used[0] ?? 0)
        )}
      </p>
    </div>
  );
}

/** A whole number that is typed and not answered yet: a slider stays where it was dragged to. */
function ahead(text: string, answered: string | null): number | null {
  return answered !== null && text !== answered && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** What is worth knowing of a valid value: why it cannot grow, what the next would do, the range. */
function hintOf(bound: Bound, value: number): string {
  if (!bound.valid) return ""; // another setting leaves no room for any: that one says why
  if (bound.name === "groups" && bound.note) return reasonText(bound.note);
  const quiet = new Set(["stride-one-output", "padding-note", "size-high"]);
  if (bound.high !== null && value >= bound.high && bound.why_high) {
    return reasonText(bound.why_high);
  }
  if (bound.name === "size" && bound.why_high) return reasonText(bound.why_high);
  if (bound.note && (!quiet.has(bound.note.code) || value >= Number(bound.note.facts.from))) {
    return reasonText(bound.note);
  }
  if (bound.choices.length) return bound.choices.slice(0, 8).join(" · ");
  return `${bound.low} … ${Math.max(value, Math.min(bound.high ?? bound.useful, bound.useful))}`;
}

interface SliderProps {
  readonly name: string;
  readonly short?: string;
  readonly value: number;
  readonly bound: Bound | undefined;
  readonly set: (value: number) => void;
}

function Slider({ name, short = "", value, bound, set }: SliderProps) {
  const choices = bound?.choices ?? [];
  const low = choices.length ? 0 : (bound?.low ?? 0);
  const high = choices.length ? choices.length - 1 : Math.max(low, bound?.useful ?? value, value);
  const at = choices.length ? Math.max(0, choices.indexOf(value)) : value;
  const share = high > low ? ((at - low) / (high - low)) * 100 : 0;
  return (
    <label class="slider">
      {short && <small>{short}</small>}
      <input
        type="range"
        min={low}
        max={high}
        step={1}
        value={at}
        disabled={high <= low}
        aria-label={name}
        aria-valuetext={String(value)}
        style={{ "--share": `${share}%` }}
        onInput={(event) => {
          const n = Number(event.currentTarget.value);
          set(choices.length ? (choices[n] ?? value) : n);
        }}
      />
    </label>
  );
}
