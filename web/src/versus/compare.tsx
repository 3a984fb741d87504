// Networks side by side: which, how they are measured, and their table.

import { useSignal } from "@preact/signals";
import { words } from "../i18n";
import type { SideBySide } from "../protocol/messages";
import { useSession } from "../state/context";
import { comparingOf, MOST } from "./comparing";
import { Refused } from "./refused";
import { SideTable } from "./sidetable";

export function CompareView() {
  const comparing = comparingOf(useSession());
  const common = useSignal(false);
  const { value: found, failure } = comparing.sides.value;
  if (failure) return <Refused failure={failure} />;
  if (!found) return <p class="waiting">{words.value.versus.weighing}</p>;
  return (
    <section class="side-by-side" aria-label={words.value.versus.title}>
      <div class="versus-head">
        <h1>{words.value.versus.title}</h1>
        <AddNetwork found={found} />
        <Differ found={found} />
        {comparing.sides.value.loading && <small>{words.value.versus.weighing}</small>}
        <span class="spring" />
        <Scale common={common} />
      </div>
      <div class="sides-frame">
        <SideTable sides={found.networks} common={common.value} />
        <p class="quiet-text convention">{words.value.versus.convention}</p>
      </div>
    </section>
  );
}

function AddNetwork({ found }: { found: SideBySide }) {
  const session = useSession();
  const { versus } = words.value;
  const shown = found.networks.map((side) => side.name);
  const others = found.known.filter((name) => !shown.includes(name));
  return (
    <select
      class="picker"
      aria-label={versus.add}
      value=""
      disabled={shown.length >= MOST || !others.length}
      onChange={(event) => comparingOf(session).compare([...shown, event.currentTarget.value])}
    >
      <option value="" disabled>
        + {versus.add}
      </option>
      {others.map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Differ({ found }: { found: SideBySide }) {
  const session = useSession();
  const [a, b] = found.networks;
  if (!a || !b) return null;
  return (
    <button
      type="button"
      class="quiet link"
      onClick={() => comparingOf(session).diff(a.name, b.name)}
    >
      {words.value.versus.whereDiffer}
    </button>
  );
}

function Scale({ common }: { common: { value: boolean } }) {
  const { scaleBy, own, common: all } = words.value.versus;
  return (
    <fieldset class="segments" aria-label={scaleBy} title={scaleBy}>
      <button type="button" aria-pressed={!common.value} onClick={() => (common.value = false)}>
        {own}
      </button>
      <button type="button" aria-pressed={common.value} onClick={() => (common.value = true)}>
        {all}
      </button>
    </fieldset>
  );
}
