// One channel taken apart: its inputs, the kernels, what each adds, their sum, the map, what follows.

import { useEffect } from "preact/hooks";
import { figures, words } from "../i18n";
import { channelTitle, stepTitle } from "../i18n/names";
import type { Parts, StepInfo } from "../protocol/messages";
import { useSession } from "../state/context";
import { cellOf, indexOf } from "../state/spot";
import { LayerDrawing } from "./layerdrawing";
import { LayerNarrow } from "./layernarrow";
import { Problem } from "./problem";
import { useSize } from "./size";

/** below this width the inputs stand one below the other */
const NARROW = 660;

export function LayerView() {
  const session = useSession();
  const { step: name, channel } = session.place.value;
  const step = session.steps.value.get(name);
  const { value: parts, failure } = session.parts.value;
  const { area, size } = useSize();
  const ready = step && parts && parts.step === name && parts.channel === channel;
  return (
    <section class="layer">
      <nav class="crumbs layer-crumbs">
        <button type="button" class="quiet link" onClick={() => session.close()}>
          ‹ {words.value.overview}
        </button>
        {" › "}
        <b>{step ? channelTitle(step, channel) : name}</b>
        <span class="quiet-text"> {ready ? note(parts) : ""}</span>
      </nav>
      <div class="layer-area" ref={area}>
        {failure && <Problem failure={failure} />}
        {ready && size.value.width > 0 && <Taken step={step} parts={parts} {...size.value} />}
        {!ready && !failure && <p class="quiet-text">{words.value.loading}</p>}
      </div>
    </section>
  );
}

function note(parts: Parts): string {
  const { strongestOf } = words.value;
  const write = figures.value.whole;
  return parts.parts.length < parts.total
    ? strongestOf(write(parts.parts.length), write(parts.total))
    : "";
}

interface Props {
  readonly step: StepInfo;
  readonly parts: Parts;
  readonly width: number;
  readonly height: number;
}

function Taken({ step, parts, width, height }: Props) {
  const session = useSession();
  const at = session.place.value.at;
  const hover = session.hover.value;
  const on = hover?.step === step.name && hover.channel === parts.channel ? hover : null;
  const chosen = on ?? (at.length ? cellOf(step.shape, at) : strongest(parts));
  useEffect(() => {
    if (at.length) return;
    const { row, column } = strongest(parts);
    session.go({ at: indexOf(step.shape, parts.channel, row, column) }, true);
  }, [parts, at.length]);
  const spot = { row: chosen.row, column: chosen.column };
  const point = (row: number, column: number) => {
    session.hover.value = { step: step.name, channel: parts.channel, row, column };
  };
  const open = (row: number, column: number) =>
    session.go({
      view: "number",
      at: indexOf(step.shape, parts.channel, row, column),
      trail: [],
    });
  const Drawing = width < NARROW ? LayerNarrow : LayerDrawing;
  return (
    <Drawing
      step={step}
      parts={parts}
      spot={spot}
      width={width}
      height={height}
      title={stepTitle(step)}
      point={point}
      open={open}
    />
  );
}

/** Where to begin: the largest number of the map. */
function strongest(parts: Parts): { row: number; column: number } {
  const [, columns = 1] = parts.output.shape;
  let best = 0;
  for (let i = 1; i < parts.output.data.length; i++) {
    const size = Math.abs(parts.output.data[i] ?? 0);
    if (size > Math.abs(parts.output.data[best] ?? 0)) best = i;
  }
  return { row: Math.floor(best / columns), column: best % columns };
}
