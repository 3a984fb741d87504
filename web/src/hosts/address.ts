// The place and the address bar follow each other; Back goes back.

import { effect } from "@preact/signals";
import { formatPlace, type Place } from "../state/place";
import type { Session } from "../state/session";

/** `read` gives the place that the address names now. */
export function followAddress(session: Session, read: () => Place): void {
  let shown = formatPlace(session.place.peek());
  effect(() => {
    const now = formatPlace(session.place.value);
    if (now === shown) return;
    shown = now;
    if (session.replacing) history.replaceState(null, "", `#${now}`);
    else history.pushState(null, "", `#${now}`);
    session.replacing = false;
  });
  const follow = () => {
    const place = read();
    shown = formatPlace(place);
    session.hover.value = null;
    session.place.value = place;
  };
  window.addEventListener("popstate", follow);
  window.addEventListener("hashchange", follow);
}
