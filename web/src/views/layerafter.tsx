// What becomes of a channel: the same channel of the step that follows.

import { peakOf } from "../draw/colour";
import { channelTitle, stepTitle } from "../i18n/names";
import type { Parts } from "../protocol/messages";
import { useSession } from "../state/context";
import { shownFields } from "../state/session";
import { cellsOf } from "../state/spot";
import type { WindowOn } from "./layerpieces";
import { MapCanvas } from "./mapcanvas";

export function LayerAfter({
  parts,
  left,
  middle,
  windowOn,
}: {
  parts: Parts;
  left: number;
  middle: number;
  windowOn: WindowOn;
}) {
  const session = useSession();
  const step = session.steps.value.get(parts.then);
  if (!step) return null;
  if (!parts.after.data.length) {
    return (
      <button
        type="button"
        class="at quiet link"
        style={{ left, top: middle - 10 }}
        onClick={() => session.openWall(step.name)}
      >
        {stepTitle(step)} ›
      </button>
    );
  }
  const fields = shownFields(session);
  const box = fields?.feeds.find((found) => found.step === step.name);
  return (
    <div class="at" style={{ left, top: middle - 62 }}>
      <MapCanvas
        step={step}
        channel={parts.channel}
        values={parts.after.data}
        peak={peakOf(parts.after.data)}
        size={124}
        label={channelTitle(step, parts.channel)}
        window={box ? cellsOf(box, step.shape).cells : windowOn(step)}
      />
    </div>
  );
}
