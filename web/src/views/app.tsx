// The whole screen: header, pictures, the network or one layer of it, the inspector.

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { figures, words } from "../i18n";
import { failureText } from "../i18n/failures";
import { LessonView } from "../lesson/view";
import { PlaygroundView } from "../play/view";
import type { Failure } from "../protocol/messages";
import { SessionContext, useSession } from "../state/context";
import { isVersus, showsNetwork } from "../state/place";
import type { Session } from "../state/session";
import { language, large } from "../state/settings";
import { Versus } from "../versus";
import { FailedRun } from "./failedrun";
import { Header } from "./header";
import { Inspector } from "./inspector";
import { listenToKeys } from "./keys";
import { LayerView } from "./layer";
import { NarrowOverview } from "./narrow";
import { useNarrow } from "./narrowness";
import { Overview } from "./overview";
import { PictureBar } from "./picturebar";
import { NoPicture, Problem } from "./problem";
import { StepTable } from "./steptable";
import { ScaleSwitch, ViewSwitch } from "./switches";

interface AppProps {
  readonly session: Session;
  /** what a host has to say, below the header */
  readonly children?: ComponentChildren;
}

export function App({ session, children }: AppProps) {
  return (
    <SessionContext.Provider value={session}>
      <Screen>{children}</Screen>
    </SessionContext.Provider>
  );
}

function Screen({ children }: { children: ComponentChildren }) {
  const session = useSession();
  const table = useSignal(false);
  const narrow = useNarrow();
  const dropping = useDrop();
  useKeys(session);
  const open = session.place.value.view;
  const layer = open === "layer";
  const several = isVersus(open);
  const name = `cutaway ${large.value ? "large" : ""} ${narrow ? "is-narrow" : ""}`;
  return (
    <div class={`${name} view-${open}`} lang={language.value}>
      <Header />
      {children}
      {open === "lesson" && <LessonView />}
      {open === "play" && <PlaygroundView />}
      {several && (
        <>
          {open === "diff" && (
            <>
              <PictureBar />
              <Notices />
            </>
          )}
          <main class="main">
            <Versus />
          </main>
        </>
      )}
      {showsNetwork(open) && !several && (
        <>
          {open !== "compare" && (
            <PictureBar>
              {!several && !table.value && <ScaleSwitch />}
              {!several && !layer && <ViewSwitch table={table} />}
            </PictureBar>
          )}
          <Notices />
          <main class="main">
            {several ? <Versus /> : <Main table={table.value} narrow={narrow} />}
          </main>
          <Inspector />
        </>
      )}
      {dropping && <div class="drop">{words.value.dropHere}</div>}
    </div>
  );
}

function Main({ table, narrow }: { table: boolean; narrow: boolean }) {
  const session = useSession();
  const { value: run, failure } = session.run.value;
  const maps = session.maps.value.value;
  const trouble =
    session.catalogue.value.failure ??
    session.opened.value.failure ??
    failure ??
    session.maps.value.failure;
  if (trouble) return <Problem failure={trouble} retry={() => location.reload()} />;
  const opened = session.opened.value.value;
  if (opened && !opened.pictures.length && !session.picture.value && !session.opened.value.loading)
    return <NoPicture name={opened.name} shape={opened.input_shape} />;
  if (!run || !maps) return <Waiting />;
  if (session.place.value.view === "layer") return <LayerView />;
  if (table) return <StepTable run={run} />;
  return narrow ? <NarrowOverview run={run} maps={maps} /> : <Overview run={run} maps={maps} />;
}

function Waiting() {
  const session = useSession();
  const progress = session.progress.value;
  const { loading, running, partOf } = words.value;
  if (!progress?.total) return <p class="waiting">{loading}</p>;
  const write = figures.value.whole;
  return (
    <div class="waiting">
      <p>{running(session.network.value)}</p>
      <progress max={progress.total} value={progress.done} />
      <p class="quiet-text">{partOf(write(progress.done), write(progress.total))}</p>
    </div>
  );
}

/** What must be said but does not stop the work: a failed run, another network, a bad upload. */
function Notices() {
  const session = useSession();
  const hidden = useSignal<Failure | null>(null);
  const notice = session.catalogue.value.value?.notice ?? null;
  const run = session.run.value.value;
  const note = noteOf(session);
  const trouble = session.trouble.value;
  return (
    <>
      {run?.failure && <FailedRun run={run} failure={run.failure} />}
      {trouble && <Notice failure={trouble} dismiss={() => (session.trouble.value = null)} />}
      {notice && hidden.value !== notice && (
        <Notice failure={notice} dismiss={() => (hidden.value = notice)} />
      )}
      {note && <p class="note">{note}</p>}
    </>
  );
}

/** A caution about the network, in the reader's language where we wrote it. */
function noteOf(session: Session): string {
  const notes: Readonly<Record<string, string>> = words.value.notes;
  return notes[session.network.value] ?? session.opened.value.value?.note ?? "";
}

function Notice({ failure, dismiss }: { failure: Failure; dismiss: () => void }) {
  return (
    <div class="notice" role="alert">
      <p>{failureText(failure)}</p>
      <button type="button" onClick={dismiss}>
        {words.value.dismiss}
      </button>
    </div>
  );
}

function useKeys(session: Session): void {
  useEffect(
    () =>
      listenToKeys((event) => {
        if (!showsNetwork(session.place.value.view)) return;
        if (event.key === "Escape") session.back();
        else if (event.key === ",") session.turn(-1);
        else if (event.key === ".") session.turn(1);
        else if (event.key === "w" || event.key === "W") {
          const step = session.hover.value?.step ?? session.place.value.step;
          if (step) session.openWall(step);
        }
      }),
    [],
  );
}

/** A picture may be dropped anywhere. */
function useDrop(): boolean {
  const session = useSession();
  const over = useSignal(false);
  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      if (!showsNetwork(session.place.value.view)) return;
      event.preventDefault();
      over.value = true;
    };
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) over.value = false;
    };
    const drop = (event: DragEvent) => {
      if (!showsNetwork(session.place.value.view)) return;
      event.preventDefault();
      over.value = false;
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length) void session.upload(files);
    };
    window.addEventListener("dragover", drag);
    window.addEventListener("dragleave", leave);
    window.addEventListener("drop", drop);
    return () => {
      window.removeEventListener("dragover", drag);
      window.removeEventListener("dragleave", leave);
      window.removeEventListener("drop", drop);
    };
  }, []);
  return over.value;
}
