// Every step of both networks: which are equal, which differ, and where that begins.

import { useEffect, useRef } from "preact/hooks";
import { figures, words } from "../i18n";
import { stepTitle } from "../i18n/names";
import type { Gaps, StepGap } from "../protocol/messages";
import { useSession } from "../state/context";
import { relativeText } from "./figures";

/** A sign and a class for each status. */
const MARKS: Readonly<Record<StepGap["status"], readonly [sign: string, name: string]>> = {
  equal: ["=", "equal"],
  close: ["≈", "rounded"],
  rounding: ["≈", "rounded"],
  carried: ["↓", "carried"],
  differs: ["≠", "differs"],
  "only a": ["A", "lonely"],
  "only b": ["B", "lonely"],
};

export function statusText(step: StepGap): string {
  const { status } = words.value.versus;
  switch (step.status) {
    case "only a":
      return status.onlyA;
    case "only b":
      return status.onlyB;
    case "equal":
    case "close":
    case "rounding":
    case "carried":
    case "differs":
      return status[step.status];
  }
}

export function StepList({ found, shown }: { found: Gaps; shown: StepGap | null }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }, [shown]);
  const most = Math.max(...found.steps.map((step) => finite(step.gap?.relative)));
  return (
    <ol class="gap-steps" ref={list} aria-label={words.value.versus.steps}>
      {found.steps.map((step, i) => (
        <Step
          key={`${step.a}|${step.b}`}
          step={step}
          first={i === found.first}
          current={step === shown}
          most={most}
        />
      ))}
    </ol>
  );
}

interface Props {
  readonly step: StepGap;
  readonly first: boolean;
  readonly current: boolean;
  readonly most: number;
}

function Step({ step, first, current, most }: Props) {
  const session = useSession();
  const [sign, name] = MARKS[step.status];
  const said = statusText(step);
  const go = () => session.go({ step: step.a || step.b, channel: -1, at: [] });
  return (
    <li class={`gap-step ${name}`}>
      <button type="button" class="quiet" aria-current={current} title={said} onClick={go}>
        <span class="gap-mark" aria-hidden="true">
          {sign}
        </span>
        <span class="gap-name">
          {stepTitle(step)}
          {first && <em class="first">{words.value.versus.first}</em>}
        </span>
        <span class="hidden-text">{said}</span>
        <span class="gap-size">{sizeText(step)}</span>
        <span class="gap-bar" aria-hidden="true">
          <span style={{ width: `${barOf(step, most)}%` }} />
        </span>
      </button>
    </li>
  );
}

function sizeText(step: StepGap): string {
  if (!step.gap) return step.a && step.b ? "—" : "";
  return step.gap.largest ? relativeText(step.gap.relative, figures.value) : "0";
}

/** By magnitude: what is a millionth of the largest still has some length. */
function barOf(step: StepGap, most: number): number {
  const size = finite(step.gap?.relative);
  if (!size || !most) return 0;
  return Math.max(3, 100 * (1 + Math.log10(size / most) / 7));
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0;
}
