// A network that failed half way: where, why in numbers, and what would fit.

import { words } from "../i18n";
import { failureText, fitsOf } from "../i18n/failures";
import { stepTitle } from "../i18n/names";
import type { Failure, Run } from "../protocol/messages";

export function FailedRun({ run, failure }: { run: Run; failure: Failure }) {
  const { failedHere, failedAt, theseFit } = words.value;
  const fits = fitsOf(failure);
  const last = run.steps.at(-1);
  return (
    <div class="notice wrong failed-run" role="alert">
      <p>
        <b>{failedHere}</b> <small>{failedAt(last ? stepTitle(last) : "")}</small>
      </p>
      <p class="pre">{failureText(failure)}</p>
      {fits.length > 0 && (
        <div class="fits">
          <span>{theseFit}</span>
          <ul>
            {fits.map((fit) => (
              <li key={fit}>
                <code>{fit}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
