// A, B and A − B at one step: three maps, the three numbers of a place, and the channels.

import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { Cell } from "../draw/grid";
import { figures, words } from "../i18n";
import type { GapMaps, Gaps, StepGap } from "../protocol/messages";
import { useSession } from "../state/context";
import { cellOf } from "../state/spot";
import { farthest, indexIn, numbersIn, sizeOf } from "./cells";
import { comparingOf } from "./comparing";
import { PointMap } from "./pointmap";

/** so many times smaller than A and B, a difference cannot be seen beside them */
const FAINT = 20;

interface Props {
  readonly found: Gaps;
  readonly step: StepGap;
  readonly maps: GapMaps;
  readonly size: number;
}

export function ThreeMaps({ found, step, maps, size }: Props) {
  const comparing = comparingOf(useSession());
  const common = Math.max(maps.peak, maps.gap_peak);
  const own = useSignal(common > FAINT * maps.gap_peak);
  const pointed = useSignal<Cell | null>(null);
  const pinned = useSignal<Cell | null>(null);
  const cell = pointed.value ?? pinned.value ?? farthest(maps);
  const index = indexIn(maps, step, cell);
  const values = numbersIn(maps, cell);
  const { versus } = words.value;
  const shared = { ...sizeOf(maps), cell, size, ...pointing(pointed) };
  return (
    <div class="three">
      <div class="three-maps">
        {(["a", "b"] as const).map((which) => (
          <Panel key={which} letter={versus.map[which]} name={titleOf(found, which)} size={size}>
            <Value value={values[which]} />
            <PointMap
              {...shared}
              values={maps[which].data}
              peak={common}
              label={`${versus.map[which]}, ${titleOf(found, which)}`}
              onOpen={(at) => comparing.openNumber(which, indexIn(maps, step, at))}
            />
            <Open name={titleOf(found, which)} onClick={() => comparing.openNumber(which, index)} />
          </Panel>
        ))}
        <Panel letter={versus.map.gap} name="" size={size}>
          <Value value={values.gap} />
          <PointMap
            {...shared}
            values={maps.gap.data}
            peak={own.value ? maps.gap_peak : common}
            label={versus.map.gap}
            onOpen={(at) => (pinned.value = at)}
          />
          <GapScale own={own} common={common} peak={maps.gap_peak} />
        </Panel>
      </div>
      <p class="quiet-text" aria-live="polite">
        {placeText(maps, step, index)}
        <span class="hidden-text">
          {(["a", "b", "gap"] as const)
            .map((which) => `${versus.map[which]} ${figures.value.short(values[which])}`)
            .join(", ")}
        </span>
      </p>
    </div>
  );
}

function titleOf(found: Gaps, which: "a" | "b"): string {
  return which === "a" ? found.title_a : found.title_b;
}

function pointing(pointed: Signal<Cell | null>) {
  return {
    onPoint: (cell: Cell) => {
      pointed.value = cell;
    },
    onLeave: () => {
      pointed.value = null;
    },
  };
}

interface PanelProps {
  readonly letter: string;
  readonly name: string;
  readonly size: number;
  readonly children: ComponentChildren;
}

function Panel({ letter, name, size, children }: PanelProps) {
  return (
    <figure class="three-map" style={{ width: size }}>
      <figcaption title={name}>
        <b>{letter}</b> {name}
      </figcaption>
      {children}
    </figure>
  );
}

function Value({ value }: { value: number }) {
  return <p class="value">{figures.value.short(value)}</p>;
}

function Open({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <button type="button" class="quiet link" onClick={onClick}>
      {words.value.versus.openIn(name)}
    </button>
  );
}

interface ScaleProps {
  readonly own: Signal<boolean>;
  readonly common: number;
  readonly peak: number;
}

/** A small difference cannot be seen on the scale of A and B: it may have one of its own. */
function GapScale({ own, common, peak }: ScaleProps) {
  const { gapScale, gapCommon, gapOwn, sameEverywhere } = words.value.versus;
  if (!peak) return <small class="quiet-text">{sameEverywhere}</small>;
  const times = Number((common / peak).toPrecision(2));
  if (times < 2) return <small class="quiet-text">{gapCommon}</small>;
  return (
    <fieldset class="segments" aria-label={gapScale} title={gapScale}>
      <button type="button" aria-pressed={!own.value} onClick={() => (own.value = false)}>
        {gapCommon}
      </button>
      <button type="button" aria-pressed={own.value} onClick={() => (own.value = true)}>
        {gapOwn(figures.value.large(times))}
      </button>
    </fieldset>
  );
}

function placeText(maps: GapMaps, step: StepGap, index: readonly number[]): string {
  const { atPlace, atNumber } = words.value.versus;
  if (maps.channel < 0) return atNumber(String(index[0] ?? 0));
  const { row, column } = cellOf(step.shape_a, index);
  return atPlace(String(maps.channel), String(row), String(column));
}
