// The lower band: one layer's wall, or one number. Its height is the reader's to choose.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../i18n";
import { useSession } from "../state/context";
import { untilLetGo } from "./drag";
import { NumberView } from "./number";
import { Wall } from "./wall";

const LEAST = 160;
const STEP = 40;

/** Where the focus would be lost by opening it, or by what it shows, it goes to the panel. */
export function Inspector() {
  const session = useSession();
  const height = useSignal(0);
  const panel = useRef<HTMLElement>(null);
  const { view, step, at } = session.place.value;
  const here = useRef(false);
  const within = useRef(false);
  useEffect(() => {
    if (here.current) keepFocus(panel.current); // the page itself opens without it
    here.current = true;
    within.current = panel.current?.contains(document.activeElement) ?? false;
  }, [view, step, at.join()]);
  useEffect(() => {
    if (within.current) keepFocus(panel.current);
  }, [session.explanation.value.value]);
  if (view !== "wall" && view !== "number") return null;
  const resize = (to: number) => {
    height.value = Math.max(LEAST, Math.min(window.innerHeight - 200, to));
  };
  return (
    <section
      ref={panel}
      class="inspector"
      tabIndex={-1}
      aria-label={words.value[view]}
      style={height.value ? { height: height.value } : {}}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be dragged */}
      <div
        class="divider"
        role="separator"
        aria-orientation="horizontal"
        aria-label={words.value.resizeInspector}
        aria-valuenow={height.value}
        tabIndex={0}
        onPointerDown={(event) => drag(event, heightAround(event.currentTarget), resize)}
        onKeyDown={(event) => {
          if (event.key === "ArrowUp") resize(heightAround(event.currentTarget) + STEP);
          else if (event.key === "ArrowDown") resize(heightAround(event.currentTarget) - STEP);
          else return;
          event.preventDefault();
        }}
      />
      <button
        type="button"
        class="close"
        aria-label={words.value.close}
        onClick={() => session.close()}
      >
        ×
      </button>
      {view === "wall" ? <Wall /> : <NumberView />}
    </section>
  );
}

function keepFocus(panel: HTMLElement | null): void {
  const lost = !document.activeElement || document.activeElement === document.body;
  if (lost) panel?.focus({ preventScroll: true });
}

/** Height of the panel that a divider stands on. */
function heightAround(divider: HTMLElement): number {
  return divider.parentElement?.offsetHeight ?? LEAST;
}

function drag(event: PointerEvent, height: number, resize: (to: number) => void): void {
  const start = event.clientY + height;
  event.preventDefault();
  untilLetGo((now) => resize(start - now.clientY));
}
