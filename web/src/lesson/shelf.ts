// The chapters there are, which is open, and where the reader was in it. One for each session.

import { computed, type ReadonlySignal } from "@preact/signals";
import type { Chapter, ChapterEntry, Lessons } from "../protocol/messages";
import { type Resource, resource } from "../state/resource";
import type { Session } from "../state/session";
import { language } from "../state/settings";

/** The word in an address for “wherever I was”. */
export const ANYWHERE = "start";
const KEY = "cutaway.lesson";

export interface Shelf {
  readonly lessons: ReadonlySignal<Resource<Lessons>>;
  readonly chapter: ReadonlySignal<Resource<Chapter>>;
  /** name of the open chapter, "" while the list is on its way */
  readonly open: ReadonlySignal<string>;
}

interface Memory {
  readonly chapter?: string;
  /** by chapter: the block that stood at the top */
  readonly blocks?: Readonly<Record<string, number>>;
}

const shelves = new WeakMap<Session, Shelf>();

export function shelfOf(session: Session): Shelf {
  const known = shelves.get(session);
  if (known) return known;
  const made = makeShelf(session);
  shelves.set(session, made);
  return made;
}

function makeShelf(session: Session): Shelf {
  const wanted = computed(() =>
    session.place.value.view === "lesson" ? session.place.value.lesson || ANYWHERE : "",
  );
  const lessons = resource(
    () => (wanted.value ? {} : null),
    (ask, signal) => session.transport.call("lessons", ask, { signal }),
  );
  const open = computed(() => {
    const chapters = lessons.value.value?.chapters ?? [];
    if (wanted.value === ANYWHERE && !named(chapters, ANYWHERE)) {
      return named(chapters, remembered().chapter ?? "")?.name ?? chapters[0]?.name ?? "";
    }
    return wanted.value;
  });
  const chapter = resource(
    () => (open.value && wanted.value ? { name: open.value, language: language.value } : null),
    (ask, signal) => session.transport.call("lesson", ask, { signal }),
  );
  return { lessons, chapter, open };
}

function named(chapters: readonly ChapterEntry[], name: string): ChapterEntry | undefined {
  return chapters.find((entry) => entry.name === name);
}

/** The block that stood at the top of a chapter when it was left. */
export function rememberedBlock(chapter: string): number {
  return remembered().blocks?.[chapter] ?? 0;
}

export function remember(chapter: string, block: number): void {
  const blocks = { ...remembered().blocks, [chapter]: block };
  try {
    localStorage.setItem(KEY, JSON.stringify({ chapter, blocks } satisfies Memory));
  } catch {
    // a browser that keeps nothing begins anew
  }
}

function remembered(): Memory {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof found === "object" && found ? (found as Memory) : {};
  } catch {
    return {};
  }
}
