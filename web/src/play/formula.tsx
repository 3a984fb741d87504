// The size of the output: the formula in symbols, with the numbers in it, and what is left over.

import { words } from "../i18n";
import { reasonText } from "../i18n/reasons";
import type { SizeFormula } from "../protocol/messages";
import type { PlayStore } from "./store";

export function FormulaPanel({ store }: { store: PlayStore }) {
  const played = store.played.value;
  const layer = played?.layers[Math.min(store.layer.value, played.layers.length - 1)];
  if (!layer) return null;
  const { size, height, width, length, pointwise } = words.value.playground;
  const { formulas } = layer;
  const [first, second] = formulas;
  const alike = !second || first?.numbers === second.numbers;
  const names = formulas.length > 1 ? [height, width] : [length];
  return (
    <section class="reckoned" aria-label={size}>
      <h3>{size}</h3>
      {layer.settings.kind === "relu" ? (
        <p>{pointwise}</p>
      ) : alike ? (
        first && <Filled formula={first} />
      ) : (
        formulas.map((formula, axis) => (
          <Filled key={axis} formula={formula} name={names[axis] ?? ""} />
        ))
      )}
    </section>
  );
}

function Filled({ formula, name = "" }: { formula: SizeFormula; name?: string }) {
  const cut = formula.numbers.lastIndexOf("=");
  return (
    <div class="filled">
      <p class="reckoned-line" data-testid="size">
        {name && <small class="quiet-text">{name} </small>}
        {formula.numbers.slice(0, cut + 1)} <strong>{formula.numbers.slice(cut + 1).trim()}</strong>
      </p>
      <p class="quiet-text">
        <span class="symbols">{formula.symbols}</span> · {reasonText(formula.left)}
      </p>
    </div>
  );
}
