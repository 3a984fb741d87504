// The channel's own map and its chosen number, as the wide and the narrow drawing both show them.

import { peakOf } from "../draw/colour";
import { cellAt } from "../draw/tiles";
import { figures, words } from "../i18n";
import type { DrawingProps } from "./layerprops";
import { MapCanvas } from "./mapcanvas";
import { Player } from "./player";

type Props = Pick<DrawingProps, "step" | "parts" | "spot" | "point" | "open">;

export function OutputMap({ step, parts, spot, point, open, size }: Props & { size: number }) {
  return (
    <MapCanvas
      step={step}
      channel={parts.channel}
      values={parts.output.data}
      peak={peakOf(parts.output.data)}
      size={size}
      window={cellAt(spot)}
      onPoint={point}
      onOpen={open}
    />
  );
}

/** The chosen number, which opens, and the player that leads from one to the next. */
export function OutputNumber(props: Props & { value: number }) {
  const { step, parts, spot, point, open, value } = props;
  const { openNumber, place } = words.value;
  return (
    <>
      <button
        type="button"
        class="layer-value quiet"
        title={openNumber}
        onClick={() => open(spot.row, spot.column)}
      >
        <span class="value">{figures.value.short(value)}</span>
        <small>{place(String(spot.row), String(spot.column))}</small>
      </button>
      <Player step={step} shape={parts.output.shape} spot={spot} point={point} />
    </>
  );
}
