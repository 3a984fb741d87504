// What the drawings of a channel taken apart are given.

import type { Parts, StepInfo } from "../protocol/messages";

export interface DrawingProps {
  readonly step: StepInfo;
  readonly parts: Parts;
  readonly spot: { readonly row: number; readonly column: number };
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly point: (row: number, column: number) => void;
  readonly open: (row: number, column: number) => void;
}
