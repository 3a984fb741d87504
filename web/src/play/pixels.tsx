// The cells of a plane as colours: where there are too many for their numbers.

import { useEffect, useRef } from "preact/hooks";
import { peakOf } from "../draw/colour";
import { mapImage, paintImage, weightImage } from "../draw/paint";
import type { Plane } from "./board";

interface Props {
  readonly plane: Plane;
  readonly cell: number;
  readonly family: "activation" | "weight";
}

export function Pixels({ plane, cell, family }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rows, columns, values, top, left, inner } = plane;
  useEffect(() => {
    if (!canvas.current) return;
    const peak = peakOf(values);
    const image = (family === "weight" ? weightImage : mapImage)(values, rows, columns, peak);
    paintImage(canvas.current, image, columns * cell, rows * cell);
  }, [values, rows, columns, cell, family]);
  const own = {
    top: top * cell,
    left: left * cell,
    height: inner[0] * cell,
    width: inner[1] * cell,
  };
  return (
    <>
      <canvas
        ref={canvas}
        class="pixels"
        role="img"
        aria-label={plane.name}
        style={{ width: columns * cell, height: rows * cell }}
      />
      {plane.padding && <i class="own" style={own} />}
    </>
  );
}
