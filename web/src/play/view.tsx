// The playground: the layers above, the stage, the sum, and what the layer measures.

import { effect } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ARROWS } from "../draw/grid";
import { words } from "../i18n";
import { failureText } from "../i18n/failures";
import { reasonText } from "../i18n/reasons";
import { useSession } from "../state/context";
import type { Session } from "../state/session";
import { listenToKeys } from "../views/keys";
import { PlayBar } from "./bar";
import { CodePanel } from "./code";
import { CostPanel } from "./cost";
import { Extra } from "./extra";
import { FormulaPanel } from "./formula";
import { SettingsPanel } from "./settings";
import { Stage } from "./stage";
import type { PlayStore } from "./store";
import { SumPanel } from "./sum";

/** milliseconds without a change before the address follows */
const CALM = 250;

export function PlaygroundView() {
  const session = useSession();
  const store = session.play;
  useEffect(() => follow(session), [session]);
  useEffect(() => listenToUndo(store), [store]);
  useEffect(() => listenToKeys((event) => moveByKeys(event, store)), [store]);
  return (
    <main class="playground" aria-label={words.value.playground.title}>
      <PlayBar store={store} />
      <Troubles store={store} />
      <div class="play-scroll">
        <div class="play-top">
          <Stage store={store} />
          <SettingsPanel store={store} />
        </div>
        <SumPanel store={store} />
        <Extra store={store} />
        <div class="play-foot">
          <FormulaPanel store={store} />
          <CostPanel store={store} />
          <CodePanel store={store} />
        </div>
      </div>
    </main>
  );
}

/** The address and the playground follow each other. Returns what ends it. */
function follow(session: Session): () => void {
  const store = session.play;
  let shown: string | null = null;
  /** the visit that the address asked for: a link that is written otherwise takes its place */
  let addressed = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = effect(() => {
    const { view, play } = session.place.value;
    if (view !== "play" || play === shown) return;
    const known = store.played.peek();
    if (!play && known) {
      shown = known.link;
      session.go({ play: known.link }, true);
      return;
    }
    shown = play;
    addressed = store.opened.peek() + 1;
    store.openLink(play).catch((error) => store.fail(error));
  });
  let visits = store.opened.peek();
  const write = effect(() => {
    const played = store.played.value;
    const visit = store.opened.value;
    clearTimeout(timer);
    if (!played || !store.settled.value) return;
    const anew = visit !== visits && visit !== addressed && shown !== played.link;
    const tell = () => {
      visits = visit;
      if (session.place.peek().view !== "play" || shown === played.link) return;
      shown = played.link;
      session.go({ play: played.link }, !anew);
    };
    if (visit === visits) timer = setTimeout(tell, CALM);
    else tell();
  });
  return () => {
    clearTimeout(timer);
    open();
    write();
  };
}

function listenToUndo(store: PlayStore): () => void {
  const press = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.closest("textarea, input:not([type=range]):not([readonly]):not(.cell-box)")) return;
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) store.undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) store.redo();
    else return;
    event.preventDefault();
  };
  window.addEventListener("keydown", press);
  return () => window.removeEventListener("keydown", press);
}

/** Arrows move the chosen number where nothing else takes them. */
function moveByKeys(event: KeyboardEvent, store: PlayStore): void {
  const step = ARROWS[event.key];
  const target = event.target as HTMLElement;
  const moves = store.busy || store.spot.peek();
  if (!step || !moves || target.closest("input, select, summary, [role=separator]")) return;
  event.preventDefault();
  store.moveBy(step[0], step[1]);
}

/** What could not be read of a link, and what the engine answers where it does not play. */
function Troubles({ store }: { store: PlayStore }) {
  const unread = store.played.value?.unread ?? [];
  const failure = store.failure.value;
  return (
    <>
      {failure && (
        <div class="notice" role="alert">
          <p>{failureText(failure)}</p>
        </div>
      )}
      {unread.length > 0 && (
        <div class="notice" role="alert">
          <p>{unread.slice(0, 3).map(reasonText).join(" · ")}</p>
          <button type="button" onClick={() => store.forgetUnread()}>
            {words.value.dismiss}
          </button>
        </div>
      )}
    </>
  );
}
