// The headings of a channel taken apart.

import { figures, words } from "../i18n";
import { mapName, stepTitle } from "../i18n/names";
import type { Parts } from "../protocol/messages";
import { useSession } from "../state/context";
import type { Columns } from "./layerrow";

export function LayerHeads({
  parts,
  x,
  tile,
  outSize,
  title,
  sums,
}: {
  parts: Parts;
  x: Columns;
  tile: number;
  outSize: number;
  title: string;
  sums: boolean;
}) {
  const session = useSession();
  const { inputsOf, kernels, kernelsOf, whatEachAdds, sumAndBias, channel } = words.value;
  const source = session.steps.value.get(parts.parts[0]?.source ?? "");
  const kernel = parts.parts[0]?.kernel;
  const own = session.steps.value.get(parts.step);
  const then = session.steps.value.get(parts.then);
  return (
    <>
      <Head
        x={x.input + tile / 2}
        title={source ? lastWords(stepTitle(source)) : ""}
        note={inputsOf(figures.value.whole(parts.total))}
      />
      {kernel && kernel.data.length > 0 && (
        <Head x={x.kernel + tile / 2} title={kernels} note={kernelsOf(kernel.shape.join("×"))} />
      )}
      {sums && <Head x={x.adds + tile / 2} title={whatEachAdds} note="Wᵈ ⊗ Xᵈ" />}
      <Head x={x.sum} title={sums ? sumAndBias : (own?.call ?? "")} note={sums ? "Σ + b" : ""} />
      <Head
        x={x.output + outSize / 2}
        title={
          (own && mapName(own, parts.channel)) ||
          `${lastWords(title)} · ${channel(String(parts.channel))}`
        }
        note={`Z · ${parts.output.shape.join("×")}`}
      />
      {then && parts.after.data.length > 0 && (
        <Head
          x={x.after + 62}
          title={lastWords(stepTitle(then))}
          note={parts.after.shape.join("×")}
        />
      )}
    </>
  );
}

function Head({ x, title, note }: { x: number; title: string; note: string }) {
  return (
    <div class="at layer-head" style={{ left: x - 90, top: 10 }}>
      <b>{title}</b>
      <small>{note}</small>
    </div>
  );
}

/** A step's own name, without its module's. */
function lastWords(title: string): string {
  return title.split(" · ").at(-1) ?? title;
}
