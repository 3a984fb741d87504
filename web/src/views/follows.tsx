// What becomes of a number next, and where it stands on its own map.

import { peakOf } from "../draw/colour";
import { cellAt } from "../draw/tiles";
import { figures, words } from "../i18n";
import { stepTitle } from "../i18n/names";
import type { Explanation, Follow, StepInfo } from "../protocol/messages";
import { useSession } from "../state/context";
import { cellOf, mapSize } from "../state/spot";
import { Families } from "./legend";
import { MapCanvas } from "./mapcanvas";

export function Follows({ step, found }: { step: StepInfo; found: Explanation }) {
  const { next, nothingFollows } = words.value;
  return (
    <aside class="follows">
      {cellsIn(step) > 1 && <Own step={step} found={found} />}
      <div>
        <h3>{next}</h3>
        {found.follows.length === 0 && <p class="quiet-text">{nothingFollows}</p>}
        <Probability step={step} found={found} />
        {found.follows.map((follow) => (
          <One key={follow.step} follow={follow} />
        ))}
        <PixelLine found={found} />
      </div>
      <Families />
    </aside>
  );
}

function cellsIn(step: StepInfo): number {
  const { rows, columns } = mapSize(step.shape);
  return rows * columns;
}

function Own({ step, found }: { step: StepInfo; found: Explanation }) {
  const session = useSession();
  const channel = found.index[1] ?? 0;
  const values = session.values.of(step.name, channel);
  const { row, column } = cellOf(step.shape, found.index.slice(1));
  const open = (r: number, c: number) => {
    const { place } = session;
    const at = [...found.index.slice(1, -2), r, c];
    place.value = { ...place.value, at: step.shape.length === 3 ? [channel, c] : at };
  };
  if (step.shape.length > 4) return null;
  return (
    <MapCanvas
      step={step}
      channel={channel}
      values={values}
      peak={values ? peakOf(values) : 1}
      size={108}
      window={cellAt({ row, column })}
      onOpen={open}
    />
  );
}

function One({ follow }: { follow: Follow }) {
  const session = useSession();
  const step = session.steps.value.get(follow.step);
  const { feeds, wins, loses } = words.value;
  const title = step ? stepTitle(step) : follow.step;
  if (follow.fed !== 1) {
    return <p class="follow">{feeds(figures.value.whole(follow.fed), title)}</p>;
  }
  const outcome = follow.wins === "" ? "" : follow.wins === "yes" ? wins : loses;
  return (
    <p class="follow">
      <button
        type="button"
        class="quiet link"
        onClick={() => session.follow(follow.step, follow.index)}
      >
        {title}
      </button>{" "}
      {outcome} <b>= {figures.value.short(follow.value)}</b>
    </p>
  );
}

/** What the softmax makes of a score, which is none itself: stable, the largest score taken off. */
function Probability({ step, found }: { step: StepInfo; found: Explanation }) {
  const run = useSession().run.value.value;
  const score = run?.scores.find((known) => known.index === found.index[1]);
  if (!run || !score || run.logits !== step.name || step.call === "softmax") return null;
  const { fixed, percent } = figures.value;
  const largest = fixed(Math.max(...run.scores.map((known) => known.logit)), 1);
  return (
    <p class="follow" title={words.value.softmaxHint}>
      softmax <b>= {percent(score.probability)}</b>
      <br />
      <span class="quiet-text">
        e<sup>z − {largest}</sup> ÷ Σ e<sup>zᵢ − {largest}</sup>
      </span>
    </p>
  );
}

/** At the pixels it ends: the value in the picture, and what was done to it. */
function PixelLine({ found }: { found: Explanation }) {
  const { pixel } = found;
  if (!pixel) return null;
  const { short } = figures.value;
  const at = (n: number) => short(Math.round(n * 10) / 10);
  return (
    <p class="follow">
      {words.value.pixel(at(pixel.row), at(pixel.column))} · {pixel.channel}
      <br />
      <span title={words.value.trail}>{pixel.trail.map(short).join(" → ")}</span>
    </p>
  );
}
