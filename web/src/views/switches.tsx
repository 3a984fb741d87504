// What the overview shows, and which of its maps share a colour scale.

import { words } from "../i18n";
import { SCALINGS } from "../state/scaling";
import { scaling } from "../state/settings";

export function ViewSwitch({ table }: { table: { value: boolean } }) {
  const { viewAs, maps } = words.value;
  return (
    <fieldset class="segments" aria-label={viewAs}>
      <button type="button" aria-pressed={!table.value} onClick={() => (table.value = false)}>
        {maps}
      </button>
      <button type="button" aria-pressed={table.value} onClick={() => (table.value = true)}>
        {words.value.table}
      </button>
    </fieldset>
  );
}

export function ScaleSwitch() {
  const { scaleOf, scalings } = words.value;
  return (
    <fieldset class="segments scaling" aria-label={scaleOf} title={scaleOf}>
      {SCALINGS.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={scaling.value === name}
          onClick={() => (scaling.value = name)}
        >
          {scalings[name]}
        </button>
      ))}
    </fieldset>
  );
}
