// The app out of a folder that any web server serves: the playground and the lesson alone.

import { effect, type Signal, signal } from "@preact/signals";
import { render } from "preact";
import { words } from "../i18n";
import { InsideTransport } from "../protocol/inside";
import { KeptAnswers } from "../protocol/kept";
import { NOWHERE, type Place, parsePlace, showsNetwork } from "../state/place";
import { Session } from "../state/session";
import { language } from "../state/settings";
import { App } from "../views/app";
import { NeedsCutaway } from "../views/elsewhere";
import { type Started, StartingNote } from "../views/starting";
import { followAddress } from "./address";

const started: Signal<Started> = signal({ stage: "loading", why: "" });
/** the place of a link that shows a network, which nobody here can run */
const elsewhere: Signal<Place | null> = signal(null);

/** The place the address names; the playground instead of a network. */
function read(): Place {
  const place = parsePlace(location.hash);
  const network = showsNetwork(place.view);
  elsewhere.value = network && place.network ? place : null;
  return network ? { ...NOWHERE, view: "play" } : place;
}

function Static({ session }: { session: Session }) {
  const wanted = elsewhere.value;
  return (
    <App session={session}>
      <StartingNote started={started.value} />
      {wanted && <NeedsCutaway place={wanted} />}
    </App>
  );
}

const root = document.getElementById("cutaway");
effect(() => {
  document.documentElement.lang = language.value;
});
if (root) {
  const worker = new Worker(new URL("worker.js", document.baseURI), { type: "module" });
  const kept = new KeptAnswers(new URL("answers/", document.baseURI));
  const transport = new InsideTransport(worker, kept, (stage, why) => {
    started.value = { stage, why };
  });
  const session = new Session(transport, read());
  followAddress(session, read);
  effect(() => {
    const playing = session.place.value.view === "play";
    const title = playing ? words.value.playground.title : words.value.lesson.learn;
    document.title = `${title} · Cutaway`;
  });
  render(<Static session={session} />, root);
}
