// Two networks on one picture: where they first differ, and A, B and A − B at any step.

import { figures, words } from "../i18n";
import type { Gaps, StepGap } from "../protocol/messages";
import { useSession } from "../state/context";
import type { Session } from "../state/session";
import { Problem } from "../views/problem";
import { useWidth } from "../views/size";
import { ChannelStrip } from "./channelstrip";
import { comparingOf, drawable } from "./comparing";
import { DiffHead, Verdict } from "./diffhead";
import { GapFacts } from "./gapfacts";
import { Refused } from "./refused";
import { StepList } from "./steplist";
import { ThreeMaps } from "./threemaps";

const GAPS = 44;
const LARGEST = 340;
const SMALLEST = 96;

export function DiffView() {
  const session = useSession();
  const comparing = comparingOf(session);
  const { value: found, failure } = comparing.gaps.value;
  const trouble = session.catalogue.value.failure ?? session.opened.value.failure ?? failure;
  if (trouble) return <Refused failure={trouble} />;
  if (!found || isOther(found, session)) return <Waiting />;
  const step = comparing.step.value;
  return (
    <section class="diff" aria-busy={comparing.gaps.value.loading}>
      <DiffHead found={found} />
      <Verdict found={found} />
      <div class="diff-body">
        <StepList found={found} shown={step} />
        {step && <Shown key={step.a || step.b} found={found} step={step} />}
      </div>
    </section>
  );
}

/** Whether what is here is of other networks than are asked for. */
function isOther(found: Gaps, session: Session): boolean {
  const a = session.network.value;
  return found.a !== a || found.b !== (session.place.value.beside[0] ?? a);
}

function Waiting() {
  const progress = useSession().progress.value;
  const { comparing } = words.value.versus;
  if (!progress?.total) return <p class="waiting">{words.value.loading}</p>;
  const write = figures.value.whole;
  return (
    <div class="waiting">
      <p>{comparing(progress.what)}</p>
      <progress max={progress.total} value={progress.done} />
      <p class="quiet-text">{words.value.partOf(write(progress.done), write(progress.total))}</p>
    </div>
  );
}

function Shown({ found, step }: { found: Gaps; step: StepGap }) {
  const { area, size: width } = useWidth();
  return (
    <div class="gap-shown">
      <div ref={area}>
        <GapFacts found={found} step={step} />
        {drawable(step) && width.value > 0 && (
          <Maps found={found} step={step} width={width.value} />
        )}
      </div>
    </div>
  );
}

function Maps({ found, step, width }: { found: Gaps; step: StepGap; width: number }) {
  const { value: maps, failure } = comparingOf(useSession()).maps.value;
  if (failure) return <Problem failure={failure} />;
  if (!maps || maps.step_a !== step.a || maps.step_b !== step.b) {
    return <p class="quiet-text">{words.value.loading}</p>;
  }
  const size = Math.max(SMALLEST, Math.min(LARGEST, Math.floor((width - GAPS) / 3)));
  return (
    <>
      <ThreeMaps key={maps.channel} found={found} step={step} maps={maps} size={size} />
      <ChannelStrip maps={maps} />
    </>
  );
}
