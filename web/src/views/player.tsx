// Leads the window over the output map: play, pause, step, scrub, at the speed chosen.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { figures, words } from "../i18n";
import type { StepInfo } from "../protocol/messages";
import { PlayerButton, speedAfter } from "./playerbutton";

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
      <PlayerButton name={first} picture="first" press={() => moved(0)} />
      <PlayerButton name={stepBack} picture="back" press={() => moved(here - 1)} />
      <PlayerButton
        name={playing.value ? pause : play}
        picture={playing.value ? "pause" : "play"}
        press={() => (playing.value = !playing.value)}
      />
      <PlayerButton name={stepOn} picture="on" press={() => moved(here + 1)} />
      <PlayerButton name={last} picture="last" press={() => moved(all - 1)} />
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
        <button
          type="button"
          class="quiet"
          onClick={() => (speed.value = speedAfter(speed.value, SPEEDS))}
        >
          {words.value.speed(String(speed.value))}
        </button>
      </p>
    </fieldset>
  );
}
