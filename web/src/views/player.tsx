// Leads the window over the output map: play, pause, step, scrub, at the speed chosen.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { figures, words } from "../i18n";
import type { StepInfo } from "../protocol/messages";

interface Props {
  readonly step: StepInfo;
  /** rows and columns of the output map */
  readonly shape: readonly number[];
  readonly spot: { readonly row: number; readonly column: number };
  readonly point: (row: number, column: number) => void;
}

const SPEEDS: readonly number[] = [1, 4, 16];
const FIRST_SPEED = 4;
const PER_SECOND = 3;

const PICTURES = {
  first: "M3 3v10M13 3 6 8l7 5z",
  back: "M11 3 4 8l7 5z",
  play: "M4 2.5 13 8l-9 5.5z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  on: "M5 3l7 5-7 5z",
  last: "M13 3v10M3 3l7 5-7 5z",
} as const;

export function Player({ step, shape, spot, point }: Props) {
  const [rows = 1, columns = 1] = shape;
  const all = rows * columns;
  const here = spot.row * columns + spot.column;
  const playing = useSignal(false);
  const speed = useSignal(FIRST_SPEED);
  const to = (n: number) => {
    const place = ((n % all) + all) % all;
    point(Math.floor(place / columns), place % columns);
  };
  useEffect(() => {
    if (!playing.value) return;
    const timer = setTimeout(() => to(here + 1), 1000 / (PER_SECOND * speed.value));
    return () => clearTimeout(timer);
  }, [playing.value, speed.value, here]);
  if (all < 2) return null;
  const { player, first, stepBack, play, pause, stepOn, last } = words.value;
  const { positionOf, strideOf } = words.value;
  const moved = (n: number) => {
    playing.value = false;
    to(n);
  };
  const strides = [...new Set(step.geometry?.stride ?? [])];
  const stride = strides.length ? strideOf(strides.join("×")) : "";
  const place = positionOf(figures.value.whole(here + 1), figures.value.whole(all));
  return (
    <fieldset class="player" aria-label={player}>
      <Button name={first} picture="first" press={() => moved(0)} />
      <Button name={stepBack} picture="back" press={() => moved(here - 1)} />
      <Button
        name={playing.value ? pause : play}
        picture={playing.value ? "pause" : "play"}
        press={() => (playing.value = !playing.value)}
      />
      <Button name={stepOn} picture="on" press={() => moved(here + 1)} />
      <Button name={last} picture="last" press={() => moved(all - 1)} />
      <input
        type="range"
        min={0}
        max={all - 1}
        value={here}
        aria-label={player}
        aria-valuetext={place}
        onInput={(event) => moved(Number(event.currentTarget.value))}
      />
      <p class="quiet-text">
        {[place, stride].filter(Boolean).join(" · ")}
        {" · "}
        <button type="button" class="quiet" onClick={() => (speed.value = after(speed.value))}>
          {words.value.speed(String(speed.value))}
        </button>
      </p>
    </fieldset>
  );
}

function after(speed: number): number {
  return SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? FIRST_SPEED;
}

interface ButtonProps {
  readonly name: string;
  readonly picture: keyof typeof PICTURES;
  readonly press: () => void;
}

function Button({ name, picture, press }: ButtonProps) {
  return (
    <button type="button" title={name} aria-label={name} onClick={press}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d={PICTURES[picture]} />
      </svg>
    </button>
  );
}
