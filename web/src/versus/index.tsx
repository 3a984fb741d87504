// The views of several networks, and the way to them.

import { words } from "../i18n";
import { useSession } from "../state/context";
import { CompareView } from "./compare";
import { comparingOf } from "./comparing";
import { DiffView } from "./diff";

export function Versus() {
  return useSession().place.value.view === "compare" ? <CompareView /> : <DiffView />;
}

const FEW = 4;

/** In the header: the open network beside the others that the app offers. */
export function Entrance() {
  const session = useSession();
  const networks = session.catalogue.value.value?.networks ?? [];
  const others = networks.filter((entry) => entry.available).map((entry) => entry.name);
  const { compare, compareHint } = words.value.versus;
  const open = () =>
    comparingOf(session).compare([...new Set([session.network.value, ...others])].slice(0, FEW));
  return (
    <button
      type="button"
      class="quiet"
      title={compareHint}
      aria-pressed={session.place.value.view === "compare"}
      onClick={open}
    >
      {compare}
    </button>
  );
}
