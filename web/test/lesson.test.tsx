// @vitest-environment happy-dom
// The lesson's view: lines of typed pieces, sentences that follow, questions that answer back.

import { signal } from "@preact/signals";
import { render, type VNode } from "preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BlockView } from "../src/lesson/blocks";
import { knobsOf } from "../src/lesson/knobs";
import { Line, type Parts } from "../src/lesson/line";
import { ANYWHERE, remember, rememberedBlock, shelfOf } from "../src/lesson/shelf";
import { SceneValues, type Values } from "../src/lesson/values";
import { LessonView } from "../src/lesson/view";
import type { Chapter, Choice, Cloze, Judged, Question } from "../src/protocol/messages";
import { SessionContext } from "../src/state/context";
import { NOWHERE, type Place } from "../src/state/place";
import { Session } from "../src/state/session";
import { language } from "../src/state/settings";
import { answers, Scripted, settled } from "./transports";

const plain = (text: string) => ({ kind: "plain", text }) as const;
const PARAGRAPH: Parts = [
  plain("of "),
  { kind: "value", name: "a" },
  { kind: "when", name: "a", equals: "b", so: [plain(" same")], otherwise: [plain(" other")] },
  { kind: "when", name: "c", equals: "", so: [plain(" left")], otherwise: [plain(" none")] },
];
const SCRIPT = "<img src=x onerror=alert(1)>";

function chapter(name: string): Chapter {
  const scene = {
    live: null,
    values: {},
    blocks: [{ kind: "paragraph", parts: [plain(`text of ${name}`)] }] as const,
  };
  return { name, title: `Title ${name}`, language: "en", scenes: [scene] };
}

const WRONG: Judged = {
  right: false,
  expected: "1 2; 3 4",
  slips: ["no-padding"],
  english: "This is the answer without the padding.",
  chinese: "这是没有做填充的结果。",
  wrong: [],
};

let root: HTMLElement;
let transport: Scripted;

beforeEach(() => {
  root = document.createElement("div");
  document.body.append(root);
  localStorage.clear();
  language.value = "en";
  transport = new Scripted({
    ...answers(),
    lessons: () => ({
      chapters: ["one", "two"].map((name) => ({ name, title: name, title_zh: name, own: false })),
    }),
    lesson: (ask) => chapter(String(ask.name)),
    lesson_answer: () => WRONG,
  });
});

afterEach(() => {
  render(null, root);
  root.remove();
});

async function show(view: VNode, place: Partial<Place> = {}): Promise<Session> {
  const session = new Session(transport, { ...NOWHERE, view: "lesson", ...place });
  render(<SessionContext.Provider value={session}>{view}</SessionContext.Provider>, root);
  await settled();
  return session;
}

test("a sentence follows its values, and its conditions with them", async () => {
  const values = signal<Values>({ a: "4", b: "4", c: "0" });
  await show(
    <SceneValues.Provider value={values}>
      <Line parts={PARAGRAPH} />
    </SceneValues.Provider>,
  );
  expect(root.textContent).toBe("of 4 same none");
  values.value = { a: "5", b: "4", c: "1" };
  await settled();
  await new Promise(requestAnimationFrame);
  expect(root.textContent).toBe("of 5 other left");
});

test("what a chapter says is never markup", async () => {
  await show(<Line parts={[plain(SCRIPT), { kind: "strong", parts: [plain(SCRIPT)] }]} />);
  expect(root.querySelector("img")).toBeNull();
  expect(root.textContent).toBe(SCRIPT + SCRIPT);
});

test("letters of a formula get their subscripts, and names of layers do not", async () => {
  const values = signal<Values>({ a: "C_o · K_h", b: "conv1_1" });
  const parts: Parts = [
    { kind: "value", name: "a" },
    { kind: "value", name: "b" },
  ];
  await show(
    <SceneValues.Provider value={values}>
      <Line parts={parts} />
    </SceneValues.Provider>,
  );
  expect([...root.querySelectorAll("sub")].map((sub) => sub.textContent)).toEqual(["o", "h"]);
  expect(root.textContent).toBe("Co · Khconv1_1");
});

test("a wrong answer is called by its name, and the right one is shown when asked for", async () => {
  const question: Question = {
    kind: "question",
    id: "q",
    about: "matrix",
    review: true,
    link: "",
    parts: [plain("What?")],
  };
  await show(<BlockView block={question} />);
  const box = root.querySelector("textarea");
  if (!box) throw new Error("a matrix is typed into a text area");
  box.value = "1";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await settled();
  root
    .querySelector("form")
    ?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await settled();
  expect(transport.of("lesson_answer")).toEqual([
    { name: "", question: "q", answer: "1", language: "en" },
  ]);
  expect(root.querySelector("[role=status]")?.textContent).toContain(WRONG.english);
  expect(root.textContent).not.toContain("3 4");
  [...root.querySelectorAll("button")].at(-1)?.click();
  await settled();
  expect(root.querySelector("pre")?.textContent).toBe("1 2\n3 4");
});

test("each alternative says what there is to say to it", async () => {
  const choice: Choice = {
    kind: "choice",
    id: "c",
    review: false,
    parts: [plain("Which?")],
    alternatives: [
      { right: false, parts: [plain("a")], said: [plain("not a")] },
      { right: true, parts: [plain("b")], said: [plain("yes, b")] },
    ],
  };
  await show(<BlockView block={choice} />);
  for (const [i, said, sign] of [
    [0, "not a", "→"],
    [1, "yes, b", "✓"],
  ] as const) {
    root.querySelectorAll("input")[i]?.click();
    await settled();
    expect(root.querySelector("[role=status]")?.textContent).toBe(`${sign} ${said}`);
  }
});

test("the key of a cloze is shown on demand alone", async () => {
  const cloze: Cloze = {
    kind: "cloze",
    id: "c",
    review: false,
    parts: [plain("Fill in.")],
    pieces: ["f(", "secret", ")"],
  };
  await show(<BlockView block={cloze} />);
  expect(root.innerHTML).not.toContain("secret");
  root.querySelector("button")?.click();
  await settled();
  expect(root.querySelector("code")?.textContent).toBe("f(secret)");
});

test("the lesson opens where it was left, and goes on from there", async () => {
  remember("two", 3);
  expect(rememberedBlock("two")).toBe(3);
  const session = await show(<LessonView />, { lesson: ANYWHERE });
  await settled();
  expect(shelfOf(session).open.value).toBe("two");
  expect(root.querySelector("h1")?.textContent).toBe("Title two");
  const [before, ...after] = root.querySelectorAll<HTMLButtonElement>(".onwards button");
  expect(after).toEqual([]);
  before?.click();
  await settled();
  await settled();
  expect(session.place.value).toMatchObject({ view: "lesson", lesson: "one" });
  expect(root.querySelector("h1")?.textContent).toBe("Title one");
});

test("no network is run for the lesson's sake", async () => {
  await show(<LessonView />, { lesson: "one" });
  expect(transport.of("run")).toEqual([]);
  expect(transport.of("catalogue")).toEqual([]);
});

test("the knobs stand where the words say", () => {
  expect(knobsOf("conv3-16 conv3-16 maxpool conv3-32 conv3-32 maxpool FC-10")).toEqual([
    2, 2, 1, 1,
  ]);
  expect(knobsOf("conv3-16")).toEqual([1, 1, 0, 0]);
});
