// The network as a table: every step, its shape and its cost.

import { figures, words } from "../i18n";
import { shapeText, stepTitle } from "../i18n/names";
import type { Run, StepInfo } from "../protocol/messages";
import { useSession } from "../state/context";

export function StepTable({ run }: { run: Run }) {
  const { facts, step, totals, tableHint } = words.value;
  const { whole, large } = figures.value;
  return (
    <div class="step-table">
      <table>
        <caption>{tableHint}</caption>
        <thead>
          <tr>
            <th scope="col">{step}</th>
            <th scope="col">{facts.call}</th>
            <th scope="col">{words.value.input}</th>
            <th scope="col">{facts.shape}</th>
            <th scope="col">{facts.parameters}</th>
            <th scope="col">{facts.macs}</th>
            <th scope="col">{facts.field}</th>
          </tr>
        </thead>
        <tbody>
          {run.steps.map((found) => (
            <Row key={found.name} step={found} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              {totals}
            </th>
            <td>{whole(run.totals.params)}</td>
            <td title={whole(run.totals.macs)}>{large(run.totals.macs)}</td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

function Row({ step }: { step: StepInfo }) {
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
      <td>
        <code>{step.call}</code>
        {!step.known && <em class="unknown"> {opaque}</em>}
      </td>
      <td>{step.inputs.join(", ")}</td>
      <td>
        <code>{shapeText(step.shape)}</code>
      </td>
      <td>{step.params ? whole(step.params) : ""}</td>
      <td>{step.macs ? whole(step.macs) : ""}</td>
      <td>{step.field?.known ? step.field.size.join("×") : facts.unknown}</td>
    </tr>
  );
}
