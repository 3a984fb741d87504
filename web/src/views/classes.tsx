// The class scores at the end, as bars; each opens its number.

import { figures, words } from "../i18n";
import { className } from "../i18n/names";
import type { Run, Score } from "../protocol/messages";
import { useSession } from "../state/context";

/** below this height of a class its name and its share stand side by side */
const TIGHT = 33;

export function Classes({ run, width, height }: { run: Run; width: number; height: number }) {
  const session = useSession();
  const scores = scoresShown(run);
  const best = Math.max(...run.scores.map((score) => score.probability));
  return (
    <ol
      class={height / scores.length < TIGHT ? "classes tight" : "classes"}
      style={{ width, height }}
      aria-label={words.value.classes}
    >
      {scores.map((score) => (
        <li key={score.index}>
          <button
            type="button"
            title={`${words.value.logit} ${figures.value.short(score.logit)}`}
            class={score.probability === best ? "class best" : "class"}
            aria-pressed={
              session.place.value.step === run.logits && session.place.value.at[0] === score.index
            }
            onClick={() => session.openNumber(run.logits, [score.index])}
          >
            <span class="class-name">{className(score)}</span>
            <span class="class-bar">
              <i style={{ width: `${Math.max(0.5, score.probability * 62)}%` }} />
              <small>{figures.value.percent(score.probability)}</small>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** In the network's own order where all of them are there, else the likeliest first. */
export function scoresShown(run: Run): readonly Score[] {
  return run.scores.length <= 10 && isAll(run) ? byIndex(run.scores) : run.scores;
}

function isAll(run: Run): boolean {
  const step = run.steps.find((found) => found.name === run.logits);
  return step?.shape[1] === run.scores.length;
}

function byIndex(scores: readonly Score[]): readonly Score[] {
  return [...scores].sort((a, b) => a.index - b.index);
}
