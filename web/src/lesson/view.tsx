// The lesson: its chapters, the open one, and the way on. It remembers where the reader was.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { words } from "../i18n";
import type { Chapter, ChapterEntry } from "../protocol/messages";
import { useSession } from "../state/context";
import { language } from "../state/settings";
import { Problem } from "../views/problem";
import { ChapterName } from "./chapter";
import { SceneView } from "./scene";
import { ANYWHERE, remember, rememberedBlock, shelfOf } from "./shelf";

const PAUSE = 250;

export function LessonView() {
  const session = useSession();
  const shelf = shelfOf(session);
  const { value: chapter, failure } = shelf.chapter.value;
  const trouble = shelf.lessons.value.failure ?? failure;
  const page = useRef<HTMLElement>(null);
  const open = shelf.open.value;
  const shown = chapter?.name === open ? chapter : null;
  useMemory(page, shown);
  useLayoutEffect(() => {
    const { lesson } = session.place.peek();
    const anywhere = lesson === "" || lesson === ANYWHERE;
    if (anywhere && open && open !== lesson) session.go({ lesson: open }, true);
  }, [open]);
  return (
    <main class="lesson" ref={page}>
      <Contents />
      <div class="lesson-page">
        {trouble && <Problem failure={trouble} />}
        {!shown && !trouble && <p class="waiting">{words.value.loading}</p>}
        {shown && <ChapterView key={`${shown.name} ${shown.language}`} chapter={shown} />}
      </div>
    </main>
  );
}

function ChapterView({ chapter }: { chapter: Chapter }) {
  const starts: number[] = [];
  let blocks = 0;
  for (const scene of chapter.scenes) {
    starts.push(blocks);
    blocks += scene.blocks.length;
  }
  return (
    <ChapterName.Provider value={chapter.name}>
      <article lang={chapter.language}>
        <h1>{chapter.title}</h1>
        {chapter.scenes.map((scene, i) => (
          <SceneView key={i} scene={scene} first={starts[i] ?? 0} />
        ))}
        <Onwards name={chapter.name} />
      </article>
    </ChapterName.Provider>
  );
}

function Contents() {
  const session = useSession();
  const shelf = shelfOf(session);
  const chapters = shelf.lessons.value.value?.chapters ?? [];
  const open = shelf.open.value;
  const missing = !chapters.some((entry) => entry.name === open);
  return (
    <nav class="contents" aria-label={words.value.lesson.chapters}>
      <ol>
        {chapters.map((entry) => (
          <li key={entry.name} class={entry.own ? "own" : ""}>
            <button
              type="button"
              class="quiet"
              aria-current={entry.name === open ? "page" : undefined}
              onClick={() => session.go({ view: "lesson", lesson: entry.name })}
            >
              {titleOf(entry)}
            </button>
          </li>
        ))}
      </ol>
      <select
        class="picker"
        aria-label={words.value.lesson.chapters}
        value={open}
        onChange={(event) => session.go({ view: "lesson", lesson: event.currentTarget.value })}
      >
        {missing && (
          <option value={open} disabled>
            {words.value.lesson.chapters}
          </option>
        )}
        {chapters.map((entry, i) => (
          <option key={entry.name} value={entry.name}>
            {i + 1}. {titleOf(entry)}
          </option>
        ))}
      </select>
    </nav>
  );
}

function Onwards({ name }: { name: string }) {
  const session = useSession();
  const chapters = shelfOf(session).lessons.value.value?.chapters ?? [];
  const here = chapters.findIndex((entry) => entry.name === name);
  const [before, after] = [chapters[here - 1], chapters[here + 1]];
  const { lesson } = words.value;
  const go = (entry: ChapterEntry) => session.go({ view: "lesson", lesson: entry.name });
  return (
    <nav class="onwards" aria-label={lesson.onwards}>
      {before && (
        <button type="button" class="quiet link" onClick={() => go(before)}>
          <small>{lesson.previous}</small> ‹ {titleOf(before)}
        </button>
      )}
      {after && (
        <button type="button" class="quiet link next" onClick={() => go(after)}>
          <small>{lesson.next}</small> {titleOf(after)} ›
        </button>
      )}
    </nav>
  );
}

function titleOf(entry: ChapterEntry): string {
  return language.value === "en" ? entry.title : entry.title_zh;
}

/** Goes to where the reader was in the chapter, and notes where they are. */
function useMemory(page: { current: HTMLElement | null }, chapter: Chapter | null): void {
  const name = chapter?.name ?? "";
  const key = chapter ? `${name} ${chapter.language}` : "";
  useLayoutEffect(() => {
    const element = page.current;
    if (!element || !name) return;
    const block = rememberedBlock(name);
    const found = block && element.querySelector(`[data-block="${block}"]`);
    if (found) found.scrollIntoView({ block: "start" });
    else element.scrollTop = 0;
    remember(name, block);
  }, [key]);
  useEffect(() => {
    const element = page.current;
    if (!element || !name) return;
    let timer = 0;
    const note = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => remember(name, topBlock(element)), PAUSE);
    };
    element.addEventListener("scroll", note, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener("scroll", note);
    };
  }, [key]);
}

/** The last block that begins at or above the top of the page; 0 at the very top. */
export function topBlock(page: HTMLElement): number {
  const top = page.getBoundingClientRect().top + 40;
  const blocks = [...page.querySelectorAll<HTMLElement>("[data-block]")];
  const above = blocks.filter((block) => block.getBoundingClientRect().top <= top);
  return Number(above.at(-1)?.dataset.block ?? 0);
}
