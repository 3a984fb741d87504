// The views of several networks.

import { useSession } from "../state/context";
import { CompareView } from "./compare";
import { DiffView } from "./diff";

export function Versus() {
  return useSession().place.value.view === "compare" ? <CompareView /> : <DiffView />;
}
