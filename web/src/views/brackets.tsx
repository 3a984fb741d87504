// Over the columns of an unfolded module: its name, and the way to fold it again.

import { words } from "../i18n";
import { useSession } from "../state/context";
import type { Graph } from "../state/graph";
import type { Layout } from "./layout";

export function Brackets({ layout, graph }: { layout: Layout; graph: Graph }) {
  const session = useSession();
  const folds = [...new Set(graph.nodes.flatMap((node) => node.within))];
  return (
    <>
      {folds.map((fold) => {
        const inside = layout.columns.filter((placed) => placed.node.within.includes(fold));
        if (!inside.length) return null;
        const left = Math.min(...inside.map((placed) => placed.x)) - 6;
        const right = Math.max(...inside.map((placed) => placed.x + placed.width)) + 6;
        return (
          <div key={fold} class="bracket at" style={{ left, top: 2, width: right - left }}>
            <button type="button" class="quiet link" onClick={() => session.toggleFold(fold)}>
              {fold} · {words.value.fold}
            </button>
          </div>
        );
      })}
    </>
  );
}
