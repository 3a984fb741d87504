// What went wrong, in place, and what to do about it.

import { words } from "../i18n";
import { failureText } from "../i18n/failures";
import { shapeText } from "../i18n/names";
import type { Failure } from "../protocol/messages";

export function Problem({ failure, retry }: { failure: Failure; retry?: () => void }) {
  return (
    <div class="problem" role="alert">
      {failureText(failure)
        .split("\n")
        .map((line, i) => (
          <p key={i}>{line}</p>
        ))}
      {retry && (
        <button type="button" onClick={retry}>
          {words.value.retry}
        </button>
      )}
    </div>
  );
}

/** A network that is open and has nothing to look at: its input is no picture. */
export function NoPicture({ name, shape }: { name: string; shape: readonly number[] }) {
  return (
    <div class="problem" role="alert">
      <p>{words.value.noPicture(name, shapeText(shape))}</p>
      <pre>
        <code>cutaway open {name} --image random</code>
      </pre>
    </div>
  );
}

/** A page whose address has no key: how to come back to the same view. */
export function NoToken({ link }: { link: string }) {
  const { noToken, noTokenHow } = words.value;
  return (
    <main class="no-token">
      <h1>{noToken}</h1>
      <p>{noTokenHow}</p>
      <pre>
        <code>cutaway open '{link}'</code>
      </pre>
    </main>
  );
}
