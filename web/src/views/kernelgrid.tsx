// A kernel as squares in the colours of weights.

import { peakOf, weightColour } from "../draw/colour";
import type { Numbers } from "../protocol/messages";

interface Props {
  readonly kernel: Numbers;
  readonly size: number;
  /** magnitude of the strongest colour; null for its own */
  readonly peak: number | null;
}

export function KernelGrid({ kernel, size, peak }: Props) {
  const [rows = 1, columns = 1] = kernel.shape;
  const strongest = peak ?? peakOf(kernel.data);
  const cell = size / Math.max(rows, columns);
  return (
    <svg width={size} height={size} class="kernel" aria-hidden="true">
      {Array.from(kernel.data, (value, i) => (
        <rect
          key={i}
          x={(i % columns) * cell + (size - columns * cell) / 2}
          y={Math.floor(i / columns) * cell + (size - rows * cell) / 2}
          width={Math.max(1, cell - 1)}
          height={Math.max(1, cell - 1)}
          fill={weightColour(value, strongest)}
        />
      ))}
    </svg>
  );
}
