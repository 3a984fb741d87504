// The app in a browser tab: the address bar holds the place, sessionStorage the key.

import { effect } from "@preact/signals";
import { render } from "preact";
import { words } from "../i18n";
import { HttpTransport } from "../protocol/http";
import { formatPlace, parsePlace } from "../state/place";
import { Session } from "../state/session";
import { language } from "../state/settings";
import { App } from "../views/app";
import { NoToken } from "../views/problem";

const KEY = "cutaway.token";

/** The launch address carries the key; it is kept for this tab, and leaves the address at once. */
function takeToken(): string | null {
  const fields = new URLSearchParams(location.hash.slice(1));
  const token = fields.get("token");
  if (token) {
    sessionStorage.setItem(KEY, token);
    const place = formatPlace(parsePlace(location.hash));
    history.replaceState(null, "", place ? `#${place}` : location.pathname);
  }
  return sessionStorage.getItem(KEY);
}

/** The place and the address follow each other; Back goes back. */
function followAddress(session: Session): void {
  let shown = formatPlace(session.place.peek());
  effect(() => {
    const now = formatPlace(session.place.value);
    if (now === shown) return;
    shown = now;
    if (session.replacing) history.replaceState(null, "", `#${now}`);
    else history.pushState(null, "", `#${now}`);
    session.replacing = false;
  });
  const read = () => {
    if (takeToken() !== token) location.reload();
    const place = parsePlace(location.hash);
    shown = formatPlace(place);
    session.hover.value = null;
    session.place.value = place;
  };
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", read);
}

const root = document.getElementById("cutaway");
const token = takeToken();
effect(() => {
  document.documentElement.lang = language.value;
});
if (root && token) {
  const session = new Session(new HttpTransport(token), parsePlace(location.hash));
  followAddress(session);
  effect(() => {
    const playing = session.place.value.view === "play";
    const title = playing ? words.value.playground.title : session.opened.value.value?.title;
    document.title = title ? `${title} · Cutaway` : "Cutaway";
  });
  render(<App session={session} />, root);
} else if (root) {
  window.addEventListener("hashchange", () => takeToken() && location.reload());
  render(<NoToken link={`${location.origin}/#${formatPlace(parsePlace(location.hash))}`} />, root);
}
