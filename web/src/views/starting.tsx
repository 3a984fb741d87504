// While the page's own Python starts: a line that says so, and what is there already.

import { words } from "../i18n";
import type { Stage } from "../protocol/inside";

export interface Started {
  readonly stage: Stage;
  /** why it failed */
  readonly why: string;
}

export function StartingNote({ started }: { started: Started }) {
  const { starting } = words.value;
  switch (started.stage) {
    case "loading":
      return <p class="note starting">{starting.loading}</p>;
    case "starting":
      return <p class="note starting">{starting.starting}</p>;
    case "failed":
      return (
        <div class="notice wrong" role="alert">
          <p>{starting.failed}</p>
          <p class="pre">{started.why}</p>
        </div>
      );
    case "ready":
      return null;
    default:
      return started.stage satisfies never;
  }
}
