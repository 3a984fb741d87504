// The cells of a plane as colours: where there are too many for their numbers.

import { useLayoutEffect, useRef } from "preact/hooks";
import { peakOf } from "../draw/colour";
import { imageOf, mapPixels, paintImage, paintPixels, weightPixels } from "../draw/paint";
import type { Plane } from "./plane";

interface Props {
  readonly plane: Plane;
  readonly cell: number;
  readonly family: "activation" | "weight";
  /** whether a line parts the map from its padding */
  readonly framed?: boolean;
}

export function Pixels({ plane, cell, family, framed = true }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rows, columns, values, top, left, inner } = plane;
  useLayoutEffect(() => {
    if (!canvas.current) return;
    const peak = peakOf(values);
    const pixels = (family === "weight" ? weightPixels : mapPixels)(values, rows, columns, peak);
    if (cell >= 1) paintPixels(canvas.current, pixels, rows, columns);
    else {
      const image = imageOf(pixels, rows, columns);
      paintImage(canvas.current, image, columns * cell, rows * cell);
    }
  }, [values, rows, columns, cell < 1 ? cell : 1, family]);
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
      {framed && plane.padding && <i class="own" style={own} />}
    </>
  );
}
