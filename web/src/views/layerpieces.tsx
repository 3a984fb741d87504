// The maps of one input of a channel, as the wide and the narrow drawing both show them.

import { peakOf } from "../draw/colour";
import type { Cells } from "../draw/tiles";
import { words } from "../i18n";
import type { Part, StepInfo } from "../protocol/messages";
import { useSession } from "../state/context";
import { shownFields } from "../state/session";
import { cellsOf } from "../state/spot";
import type { LayerScale } from "./layerscale";
import { MapCanvas } from "./mapcanvas";

/** What a drawing of one input needs to know of the channel and of the chosen place. */
export interface InputProps {
  readonly part: Part;
  readonly step: StepInfo;
  /** the place in a map's numbers, and its cell */
  readonly here: number;
  readonly cell: Cells;
  /** the largest magnitude of a share */
  readonly most: number;
  readonly scale: LayerScale;
  readonly windowOn: WindowOn;
}

export type WindowOn = (source: StepInfo) => Cells | null;

/** Where the chosen number of a step reads another step's maps. */
export function useWindowOn(step: StepInfo): WindowOn {
  const fields = shownFields(useSession());
  return (source) => {
    if (fields?.step !== step.name) return null;
    const box = fields.reads.find((found) => found.step === source.name);
    return box ? cellsOf(box, source.shape).cells : null;
  };
}

/** X_d, with the window on it. */
export function InputMap(
  props: Pick<InputProps, "part" | "scale" | "windowOn"> & { source: StepInfo; size: number },
) {
  const { part, scale, windowOn, source, size } = props;
  return (
    <MapCanvas
      step={source}
      channel={part.channel}
      values={part.map.data}
      peak={scale.inputs ?? peakOf(part.map.data)}
      size={size}
      window={windowOn(source)}
    />
  );
}

/** Z_d = W_d ⊗ X_d: no step of the network, so it opens nothing. */
export function AddedMap(
  props: Pick<InputProps, "part" | "step" | "cell" | "scale"> & { size: number },
) {
  const { part, step, cell, scale, size } = props;
  return (
    <MapCanvas
      step={step}
      values={part.adds.data}
      peak={scale.adds ?? peakOf(part.adds.data)}
      size={size}
      window={cell}
      label={words.value.whatEachAdds}
      onOpen={() => undefined}
    />
  );
}
