// The network as a table: every step, its shape and its cost.

import { figures, words } from "../i18n";
import { shapeText, stepTitle } from "../i18n/names";
import type { Run, StepInfo } from "../protocol/messages";
import { useSession } from "../state/context";
import type { Session } from "../state/session";
import { useNarrow } from "./narrowness";

/** On a phone without the call and its inputs, which the layer's own page tells. */
export function StepTable({ run }: { run: Run }) {
  const narrow = useNarrow();
  const { facts, step, totals, tableHint } = words.value;
  const { whole } = figures.value;
  return (
    <div class="step-table">
      <table>
        <caption>{tableHint}</caption>
        <thead>
          <tr>
            <th scope="col">{step}</th>
            {!narrow && <th scope="col">{facts.call}</th>}
            {!narrow && <th scope="col">{words.value.input}</th>}
            <th scope="col">{facts.shape}</th>
            <th scope="col">{facts.parameters}</th>
            <th scope="col">{facts.macs}</th>
            <th scope="col">{facts.field}</th>
          </tr>
        </thead>
        <tbody>
          {run.steps.map((found) => (
            <Row key={found.name} step={found} narrow={narrow} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={narrow ? 2 : 4}>
              {totals}
            </th>
            <td>{whole(run.totals.params)}</td>
            <td>{whole(run.totals.macs)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Row({ step, narrow }: { step: StepInfo; narrow: boolean }) {
  const session = useSession();
  const { whole } = figures.value;
  const { facts, opaque } = words.value;
  return (
    <tr aria-current={session.place.value.step === step.name}>
      <th scope="row">
        <button type="button" class="quiet link" onClick={() => session.openWall(step.name)}>
          {stepTitle(step)}
        </button>
      </th>
      {!narrow && (
        <>
          <td>
            <code>{step.call}</code>
            {!step.known && <em class="unknown"> {opaque}</em>}
          </td>
          <td>{step.inputs.map((name) => titleOf(session, name)).join(", ")}</td>
        </>
      )}
      <td>
        <code>{shapeText(step.shape)}</code>
      </td>
      <td>{step.params ? whole(step.params) : ""}</td>
      <td>{step.macs ? whole(step.macs) : ""}</td>
      <td>{step.field?.known ? step.field.size.join("×") : facts.unknown}</td>
    </tr>
  );
}

function titleOf(session: Session, name: string): string {
  const step = session.steps.value.get(name);
  return step ? stepTitle(step) : name;
}
