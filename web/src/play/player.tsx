// Leads the window over the output: play, pause, step, scrub, at the speed chosen.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { figures, words } from "../i18n";
import { listenToKeys } from "../views/keys";
import { PlayerButton, speedAfter } from "../views/playerbutton";
import { type Place, sizeOf } from "./space";
import type { PlayStore } from "./store";

const SPEEDS: readonly number[] = [1, 2, 4, 16];
const FIRST_SPEED = 2;
const PER_SECOND = 1.5;

export function PlayPlayer({ store, layer }: { store: PlayStore; layer: number }) {
  const size = sizeOf(store.played.value?.layers[layer]?.output.shape ?? []);
  const all = size.planes * size.rows * size.columns;
  const spot = store.spot.value;
  const place = spot?.layer === layer ? spot.place : { plane: 0, row: 0, column: 0 };
  const here = (place.plane * size.rows + place.row) * size.columns + place.column;
  const { playing } = store;
  const speed = useSignal(FIRST_SPEED);
  const to = (n: number) => {
    store.hover.value = null;
    const place = placeAt(((n % all) + all) % all, size);
    store.pin({ at: "map", map: layer + 1, place }, !playing.peek());
  };
  useEffect(() => {
    if (!playing.value) return;
    const timer = setTimeout(() => to(here + 1), 1000 / (PER_SECOND * speed.value));
    return () => clearTimeout(timer);
  }, [playing.value, speed.value, here]);
  useEffect(
    () =>
      listenToKeys((event) => {
        const target = event.target as HTMLElement;
        if (event.key !== " " || target.closest("button, summary, input")) return;
        event.preventDefault();
        store.togglePlaying();
      }),
    [],
  );
  if (all < 2 || !store.played.value?.layers[layer]?.output.values.data.length) return null;
  const { player, stepBack, play, pause, stepOn, positionOf } = words.value;
  const moved = (n: number) => {
    playing.value = false;
    to(n);
  };
  const said = positionOf(figures.value.whole(here + 1), figures.value.whole(all));
  return (
    <fieldset class="play-player" aria-label={player}>
      <PlayerButton name={stepBack} picture="back" press={() => moved(here - 1)} />
      <PlayerButton
        name={playing.value ? pause : play}
        picture={playing.value ? "pause" : "play"}
        press={() => store.togglePlaying()}
      />
      <PlayerButton name={stepOn} picture="on" press={() => moved(here + 1)} />
      <button
        type="button"
        class="quiet speed"
        onClick={() => (speed.value = speedAfter(speed.value, SPEEDS))}
        aria-label={words.value.speed(String(speed.value))}
      >
        {speed.value}×
      </button>
      <input
        type="range"
        min={0}
        max={all - 1}
        value={here}
        aria-label={player}
        aria-valuetext={said}
        title={said}
        style={{ "--share": `${(here / (all - 1)) * 100}%` }}
        onInput={(event) => moved(Number(event.currentTarget.value))}
      />
    </fieldset>
  );
}

function placeAt(n: number, size: { rows: number; columns: number }): Place {
  const rest = Math.floor(n / size.columns);
  return {
    plane: Math.floor(rest / size.rows),
    row: rest % size.rows,
    column: n % size.columns,
  };
}
