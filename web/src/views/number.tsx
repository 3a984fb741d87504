// One number: where it is, what it is made of, whether that adds up, and what becomes of it.

import { useSignal } from "@preact/signals";
import { figures, words } from "../i18n";
import { channelTitle, className, stepTitle } from "../i18n/names";
import type { Explanation, StepInfo } from "../protocol/messages";
import { elementOf, elementsRead } from "../state/batch";
import { useSession } from "../state/context";
import type { Session } from "../state/session";
import { cellOf } from "../state/spot";
import { TermView } from "../terms";
import { sentence } from "../terms/sentence";
import { Crumbs } from "./crumbs";
import { ElementSwitch } from "./elementswitch";
import { Follows } from "./follows";
import { Formula } from "./formula";
import { Problem } from "./problem";
import { WaterfallView } from "./waterfall";
import { Windows } from "./windows";

export function NumberView() {
  const session = useSession();
  const { value: found, failure } = session.explanation.value;
  const step = session.steps.value.get(session.place.value.step);
  if (failure) return <Problem failure={failure} />;
  if (!step || !found) return <p class="quiet-text">{words.value.loading}</p>;
  const own = session.steps.value.get(found.step) ?? step;
  return <Opened key={`${found.step}:${found.index.join()}`} step={own} found={found} />;
}

function Opened({ step, found }: { step: StepInfo; found: Explanation }) {
  const session = useSession();
  const all = useSignal(false);
  const exact = useSignal(false);
  const formula = useSignal(false);
  const dot = found.channels.length > 0;
  return (
    <div class="number">
      <div class="number-who">
        <Crumbs />
        <h2>{titleOf(session, step, found.index[1] ?? 0)}</h2>
        <p class="quiet-text">{placeText(step, found)}</p>
        <Elements step={step} found={found} />
        <p class={found.adds_up ? "value" : "value wrong"} data-testid="value">
          {figures.value.short(found.recorded)}
        </p>
        <p class="quiet-text">{sentence(found, step)}</p>
        <Check found={found} />
        <Buttons step={step} found={found} all={all} exact={exact} formula={formula} />
      </div>
      <div class="number-how">
        {formula.value && <Formula found={found} />}
        {dot ? (
          <>
            <Windows found={found} all={all.value} exact={exact.value} />
            <WaterfallView found={found} />
          </>
        ) : (
          <TermView term={found.term} exact={exact.value} all={all.value} />
        )}
      </div>
      <Follows step={step} found={found} />
    </div>
  );
}

/** A score is called by its class. */
function titleOf(session: Session, step: StepInfo, channel: number): string {
  const run = session.run.value.value;
  const score = run?.scores.find((found) => found.index === channel);
  const named = score && run?.logits === step.name;
  return named ? `${stepTitle(step)} · ${className(score)}` : channelTitle(step, channel);
}

function placeText(step: StepInfo, found: Explanation): string {
  const at = found.index.slice(1);
  if (step.shape.length < 3) return "";
  const { row, column } = cellOf(step.shape, at);
  return words.value.place(String(row), String(column));
}

/** Whose number it is, and whether it depends on the other pictures of the batch. */
function Elements({ step, found }: { step: StepInfo; found: Explanation }) {
  const session = useSession();
  const { batch } = session.looked.value;
  const fields = session.fields.value;
  const element = elementOf(step.shape, batch, found.index[0] ?? 0);
  if (batch < 2 || element < 0) return null;
  const read = fields && elementsRead(fields);
  const { mixes } = words.value.batch;
  return (
    <>
      <ElementSwitch element={element} />
      {read && <p class="quiet-text">{mixes(String(read[0]), String(read[1]))}</p>}
    </>
  );
}

/** The promise of the whole view: that what is shown is what was computed. */
function Check({ found }: { found: Explanation }) {
  const { addsUp, addsUpExactly, differs } = words.value;
  const { tiny, exact } = figures.value;
  if (!found.adds_up) {
    return (
      <p class="check wrong" role="alert">
        <span aria-hidden="true">✕</span> {differs(exact(found.value), exact(found.recorded))}
      </p>
    );
  }
  const off = Math.abs(found.residual);
  return (
    <p class="check">
      <span aria-hidden="true">✓</span> {off > 0 ? addsUp(tiny(off)) : addsUpExactly}
    </p>
  );
}

interface Switch {
  value: boolean;
}

function Buttons({
  step,
  found,
  all,
  exact,
  formula,
}: {
  step: StepInfo;
  found: Explanation;
  all: Switch;
  exact: Switch;
  formula: Switch;
}) {
  const session = useSession();
  const { allProducts, allNumbers, fewer, exactDigits, roundDigits, layer, latex } = words.value;
  const dot = found.term.parts.flatMap((part) => part.blocks).concat(found.term.blocks)[0];
  const count = dot?.values.data.length ?? 0;
  const write = found.channels.length ? allProducts : allNumbers;
  return (
    <p class="buttons">
      {count > 4 && (
        <button type="button" aria-pressed={all.value} onClick={() => (all.value = !all.value)}>
          {all.value ? fewer : write(figures.value.whole(count))}
        </button>
      )}
      <button type="button" aria-pressed={exact.value} onClick={() => (exact.value = !exact.value)}>
        {exact.value ? roundDigits : exactDigits}
      </button>
      <button
        type="button"
        aria-pressed={formula.value}
        onClick={() => (formula.value = !formula.value)}
      >
        {latex}
      </button>
      {step.inputs.length > 0 && step.shape.length > 2 && (
        <button
          type="button"
          onClick={() => session.openLayer(step.name, found.index[1] ?? 0, found.index.slice(1))}
        >
          {layer}
        </button>
      )}
    </p>
  );
}
