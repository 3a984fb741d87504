// The way here: every number passed, each a step back.

import { words } from "../i18n";
import { networkTitle, stepTitle } from "../i18n/names";
import { useSession } from "../state/context";

export function Crumbs() {
  const session = useSession();
  const { trail, step } = session.place.value;
  const title = (name: string) => {
    const found = session.steps.value.get(name);
    return found ? stepTitle(found) : name;
  };
  return (
    <nav class="crumbs" aria-label={words.value.wayHere}>
      <button type="button" class="quiet" onClick={() => session.close()}>
        {networkTitle(session.opened.value.value?.title ?? "")}
      </button>
      {trail.map((spot, i) => (
        <span key={i}>
          {" › "}
          <button type="button" class="quiet" onClick={() => session.backTo(i)}>
            {title(spot.step)}
          </button>
        </span>
      ))}
      {" › "}
      <b>{title(step)}</b>
    </nav>
  );
}
