// The parts of the playground by name, so that another view can show some of them.

import type { VNode } from "preact";
import { CodePanel } from "./code";
import { ComparePanel } from "./compare";
import { CostPanel } from "./cost";
import { DepthPanel } from "./depth";
import { FormulaPanel } from "./formula";
import { PicturePanel } from "./picture";
import { SettingsPanel } from "./settings";
import { ShiftPanel } from "./shift";
import { Stage } from "./stage";
import type { PlayStore } from "./store";
import { SumPanel } from "./sum";

export type PanelName =
  | "stage"
  | "sum"
  | "formula"
  | "cost"
  | "code"
  | "settings"
  | "shift"
  | "compare"
  | "depth"
  | "picture";

type Panel = (props: { readonly store: PlayStore }) => VNode | null;

export const PANELS: Readonly<Record<PanelName, Panel>> = {
  stage: Stage,
  sum: SumPanel,
  formula: FormulaPanel,
  cost: CostPanel,
  code: CodePanel,
  settings: SettingsPanel,
  shift: ShiftPanel,
  compare: ComparePanel,
  depth: DepthPanel,
  picture: PicturePanel,
};

const USUAL: readonly PanelName[] = ["stage", "sum", "formula"];

/** The panels that a text names, parted by "-"; the usual ones where it names none. */
export function panelsOf(text: string): readonly PanelName[] {
  const named = text.split("-").flatMap((word) => {
    const found = (Object.keys(PANELS) as PanelName[]).find((name) => name === word.trim());
    return found ? [found] : [];
  });
  return named.length ? [...new Set(named)] : USUAL;
}
