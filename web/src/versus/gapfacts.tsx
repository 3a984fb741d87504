// What two steps do differently: why, their settings, their weights, their outputs.

import { figures, words } from "../i18n";
import { shapeText, stepTitle } from "../i18n/names";
import type { Gaps, SettingGap, StepGap, WeightGap } from "../protocol/messages";
import { useSession } from "../state/context";
import { comparingOf, drawable } from "./comparing";
import { relativeText } from "./figures";
import { statusText } from "./steplist";

export function GapFacts({ found, step }: { found: Gaps; step: StepGap }) {
  const { versus } = words.value;
  const lonely = !step.a ? found.title_b : !step.b ? found.title_a : "";
  const names = step.a && step.b && step.a !== step.b ? `${step.a} | ${step.b}` : "";
  return (
    <div class="gap-facts">
      <h2>
        {stepTitle(step)} {names && <small class="quiet-text">{names}</small>}
      </h2>
      <p class={step.status === "differs" ? "gap-why wrong" : "gap-why"}>
        {causesText(step) || statusText(step)}
      </p>
      {lonely && <p>{versus.lonely(lonely)}</p>}
      <ul>
        {facts(step).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {!drawable(step) && <Ways found={found} step={step} />}
    </div>
  );
}

/** Where there is no difference to draw, the step's maps in either network. */
function Ways({ found, step }: { found: Gaps; step: StepGap }) {
  const comparing = comparingOf(useSession());
  const titles = { a: found.title_a, b: found.title_b };
  const there = (["a", "b"] as const).filter((which) => step[which]);
  return (
    <p class="gap-ways">
      {there.map((which) => (
        <button
          key={which}
          type="button"
          class="quiet link"
          onClick={() => comparing.openStep(which)}
        >
          {words.value.versus.openIn(titles[which])}
        </button>
      ))}
    </p>
  );
}

/** Why a step differs, in a sentence; "" where it does not. */
export function causesText(step: StepGap): string {
  const { cause, and } = words.value.versus;
  const told = step.causes.map((name) => cause[name]);
  return told.slice(1).reduce<string>((text, next) => and(text, next), told[0] ?? "");
}

function facts(step: StepGap): string[] {
  const { shapes, outputGap } = words.value.versus;
  const found = [...step.settings.map(settingText), ...step.weights.map(weightText)];
  if (step.gap?.largest) {
    found.push(outputGap(amount(step.gap.largest), figures.value.tiny(step.tolerance)));
  } else if (!step.gap && step.a && step.b) {
    found.push(shapes(shapeText(step.shape_a), shapeText(step.shape_b)));
  }
  return found;
}

function settingText(setting: SettingGap): string {
  const { settingOf, setting: names, told } = words.value.versus;
  const known: Readonly<Record<string, string>> = names;
  const values: Readonly<Record<string, string>> = {
    running: told.running,
    "of the batch": told.batch,
    none: told.none,
    given: told.given,
  };
  const say = (value: string) => values[value] ?? value;
  return settingOf(known[setting.name] ?? setting.name, say(setting.a), say(setting.b));
}

function weightText(weight: WeightGap): string {
  const { weightGap, weightSame, weightShape, weightTurned } = words.value.versus;
  const name = weight.a === weight.b ? weight.a : `${weight.a} | ${weight.b}`;
  if (!weight.gap) {
    return weightShape(name, weight.shape_a.join("×"), weight.shape_b.join("×"));
  }
  if (!weight.gap.largest) return weightSame(name);
  const size = amount(weight.gap.largest);
  const said = weightGap(name, size, relativeText(weight.gap.relative, figures.value));
  return weight.reversed ? `${said} · ${weightTurned}` : said;
}

/** Three figures, or a power of ten. */
function amount(value: number): string {
  const { short, tiny } = figures.value;
  return value < 1e-4 ? tiny(value) : short(Number(value.toPrecision(3)));
}
