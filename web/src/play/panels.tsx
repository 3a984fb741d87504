// The parts of the playground by name, so that another view can show some of them.

import type { VNode } from "preact";
import { CodePanel } from "./code";
import { CostPanel } from "./cost";
import { FormulaPanel } from "./formula";
import { SettingsPanel } from "./settings";
import { Stage } from "./stage";
import type { PlayStore } from "./store";
import { SumPanel } from "./sum";

export type PanelName = "stage" | "sum" | "formula" | "cost" | "code" | "settings";

type Panel = (props: { readonly store: PlayStore }) => VNode | null;

export const PANELS: Readonly<Record<PanelName, Panel>> = {
  stage: Stage,
  sum: SumPanel,
  formula: FormulaPanel,
  cost: CostPanel,
  code: CodePanel,
  settings: SettingsPanel,
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
