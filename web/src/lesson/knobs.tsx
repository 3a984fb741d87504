// Four sliders: N × [M convolutions + b pooling] + K fully connected layers.

import { useSignal } from "@preact/signals";
import { words } from "../i18n";

interface Props {
  /** the words to begin with, which say where the knobs stand */
  readonly words: string;
  readonly turn: (knobs: readonly number[]) => void;
}

const MOST = [6, 5, 1, 3] as const;
const LEAST = [1, 1, 0, 0] as const;

export function Knobs({ words: start, turn }: Props) {
  const knobs = useSignal(knobsOf(start));
  const { lesson } = words.value;
  const names = [lesson.blocks, lesson.convolutions, lesson.poolings, lesson.fullyConnected];
  const set = (i: number, value: number) => {
    knobs.value = knobs.value.map((old, j) => (i === j ? value : old));
    turn(knobs.value);
  };
  return (
    <div class="knobs">
      {knobs.value.map((value, i) => (
        <label key={i}>
          <span>
            <b>{"NMbK"[i]}</b> {names[i]}
          </span>
          <input
            type="range"
            min={LEAST[i]}
            max={MOST[i]}
            value={value}
            onInput={(event) => set(i, Number(event.currentTarget.value))}
          />
          <output>{value}</output>
        </label>
      ))}
    </div>
  );
}

/** N, M, b and K of words that were made of them. */
export function knobsOf(text: string): readonly number[] {
  const found = text.split(" ");
  const convolutions = found.filter((word) => word.startsWith("conv"));
  const blocks = new Set(convolutions).size;
  return [
    blocks,
    blocks ? convolutions.length / blocks : 0,
    found.includes("maxpool") ? 1 : 0,
    found.filter((word) => word.startsWith("FC")).length,
  ];
}
