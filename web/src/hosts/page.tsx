// The app in a browser tab: the address bar holds the place, sessionStorage the key.

import { effect } from "@preact/signals";
import { render } from "preact";
import { words } from "../i18n";
import { HttpTransport } from "../protocol/http";
import { formatPlace, type Place, parsePlace } from "../state/place";
import { Session } from "../state/session";
import { language } from "../state/settings";
import { App } from "../views/app";
import { NoToken } from "../views/problem";
import { followAddress } from "./address";

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

/** The place that the address names; with another key, everything begins anew. */
function read(): Place {
  if (takeToken() !== token) location.reload();
  return parsePlace(location.hash);
}

const root = document.getElementById("cutaway");
const token = takeToken();
effect(() => {
  document.documentElement.lang = language.value;
});
if (root && token) {
  const session = new Session(new HttpTransport(token), parsePlace(location.hash));
  followAddress(session, read);
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
