// @vitest-environment happy-dom
// A batch of pictures: which element is looked at, and the way from one to another.

import { beforeEach, describe, expect, test } from "vitest";
import { failureText } from "../src/i18n/failures";
import type { Fields } from "../src/protocol/messages";
import { Refused } from "../src/protocol/transport";
import {
  batchAround,
  batchesOf,
  elementOf,
  elementsRead,
  fieldsAt,
  rowOf,
} from "../src/state/batch";
import { NOWHERE, type Place } from "../src/state/place";
import { Session } from "../src/state/session";
import { language } from "../src/state/settings";
import { picture, runOf, tinyVgg } from "./networks";
import { answers, failure, Scripted, settled } from "./transports";

const THREE = [0, 1, 2].map((element) => ({ ...picture(`b${element}`), element, batch: 3 }));
const PICTURES = [picture("1"), ...THREE, picture("last")];
const SMALL: Readonly<Record<string, readonly number[]>> = { mixed: [1, 10] };

let transport: Scripted;

beforeEach(() => {
  transport = new Scripted(answers());
  transport.answers.open = () => ({ name: "one", title: "one", pictures: PICTURES });
  transport.answers.run = (ask) => {
    const shown = PICTURES.find((known) => known.id === ask.picture) ?? picture("?");
    const steps = tinyVgg().map((step) => ({
      ...step,
      shape: SMALL[step.name] ?? [shown.batch, ...step.shape.slice(1)],
    }));
    return { ...runOf(steps), network: "one", picture: shown };
  };
  transport.answers.explain = (ask) => ({ step: ask.step, index: ask.index });
});

async function opened(place: Partial<Place> = {}): Promise<Session> {
  const session = new Session(transport, { ...NOWHERE, network: "one", ...place });
  await settled();
  return session;
}

describe("pictures stand in a list", () => {
  test("by the batch that they run in", () => {
    const ids = batchesOf(PICTURES).map((batch) => batch.map((one) => one.id));
    expect(ids).toEqual([["1"], ["b0", "b1", "b2"], ["last"]]);
    expect(batchAround(PICTURES, "b1")).toEqual(THREE);
    expect(batchAround(PICTURES, "gone")).toEqual([]);
  });

  test("of a large batch only the first are listed, and what follows is not of it", () => {
    const large = [0, 1].map((element) => ({ ...picture(`g${element}`), element, batch: 900 }));
    expect(batchAround([...large, picture("after")], "g0")).toEqual(large);
  });
});

test("rows belong to elements, several to each where an axis was folded in", () => {
  expect([0, 1, 2].map((element) => rowOf([3, 10, 28, 28], 3, element))).toEqual([0, 1, 2]);
  expect([0, 1, 2].map((element) => rowOf([12, 49, 96], 3, element))).toEqual([0, 4, 8]);
  expect([0, 3, 4, 11].map((row) => elementOf([12, 49, 96], 3, row))).toEqual([0, 0, 1, 2]);
  expect([rowOf([1, 10], 3, 2), elementOf([1, 10], 3, 0), elementOf([3], 3, 0)]).toEqual([
    0, -1, -1,
  ]);
});

test("fields are drawn on the maps of the element that they meet", () => {
  const box = (step: string, from: number, to: number) => ({
    step,
    start: [from, 0, 0, 0],
    stop: [to, 1, 1, 1],
  });
  const fields: Fields = {
    step: "bn",
    index: [1, 0, 0, 0],
    reads: [box("bn", 1, 2), box("conv", 0, 3), box("input", 0, 3)],
    feeds: [box("relu", 2, 3)],
  };
  const steps = new Map(["bn", "conv", "input", "relu"].map((s) => [s, { shape: [3, 4, 5, 5] }]));
  const at = (element: number) => {
    const { reads, feeds } = fieldsAt(fields, steps, { batch: 3, element });
    return [...reads, ...feeds].map((found) => found.step);
  };
  expect(at(1)).toEqual(["bn", "conv", "input"]);
  expect(at(2)).toEqual(["conv", "input", "relu"]);
  expect(elementsRead(fields)).toEqual([0, 2]);
  expect(elementsRead({ ...fields, reads: [box("input", 1, 2)] })).toBeNull();
});

describe("an element", () => {
  test("is the place along the first axis of what is asked", async () => {
    const session = await opened({ picture: "b2" });
    session.openNumber("conv1_2", [3, 4, 5]);
    await settled();
    expect(session.looked.value).toEqual({ batch: 3, element: 2 });
    expect(transport.of("explain")).toEqual([
      { network: "one", picture: "b2", step: "conv1_2", index: [2, 3, 4, 5] },
    ]);
  });

  test("is switched by one, and everything else stays; the links are asked for once", async () => {
    const session = await opened({ picture: "b0", view: "number", step: "conv1_2", at: [3, 4, 5] });
    for (const by of [1, 1, 1, -1]) {
      session.turn(by);
      await settled();
    }
    expect(session.place.value).toMatchObject({ picture: "b1", step: "conv1_2", at: [3, 4, 5] });
    const asked = transport.of("explain").map((ask) => (ask as { index: number[] }).index[0]);
    expect(asked).toEqual([0, 1, 2, 1]);
    expect(transport.of("links")).toEqual([{ network: "one", picture: "b0" }]);
  });

  test("waits for the run of its batch, and asks nothing of another's shapes", async () => {
    const session = await opened({ picture: "1", view: "number", step: "conv1_2", at: [3, 4, 5] });
    transport.answers.run = () => new Promise(() => undefined);
    session.choose("b2");
    await settled();
    expect(transport.of("explain")).toHaveLength(1);
  });

  test("may be another's, and the way back leads home", async () => {
    const session = await opened({ picture: "b0", view: "number", step: "conv1_2", at: [3, 4, 5] });
    session.follow("conv1_1", [2, 0, 1, 1]);
    expect(session.place.value).toMatchObject({ picture: "b2", step: "conv1_1", at: [0, 1, 1] });
    session.follow("input", [2, 0, 1, 1]);
    expect(session.place.value.trail.map((spot) => spot.picture)).toEqual(["b0", "b2"]);
    session.backTo(1);
    expect(session.place.value).toMatchObject({ picture: "b2", step: "conv1_1" });
    session.back();
    expect(session.place.value).toMatchObject({ picture: "b0", step: "conv1_2", trail: [] });
  });

  test("that is switched takes the way here with it", async () => {
    const session = await opened({ picture: "b0", view: "number", step: "conv1_2", at: [3, 4, 5] });
    session.follow("conv1_1", [0, 0, 1, 1]);
    session.turn(1);
    session.back();
    expect(session.place.value).toMatchObject({ picture: "b1", step: "conv1_2" });
  });
});

test("why pictures cannot run together is said in the reader's language", () => {
  const facts = { wanted: 3 * 2 ** 30, allowed: 2 ** 31, batch: 3, fitting: 2 };
  const large = { code: "budget", message: "as sent", facts };
  const sizes = { code: "shape", message: "as sent", facts: { number: 2, first: "1", other: "2" } };
  const before = language.value;
  for (const [chosen, words] of [
    ["en", ["2 of them would fit", "Each runs alone"]],
    ["zh-Hans", ["其中 2 张放得下", "各张单独计算"]],
  ] as const) {
    language.value = chosen;
    expect(failureText(large)).toContain(words[0]);
    expect(failureText(large)).toContain("3.0 GiB");
    expect(failureText(sizes)).toContain(words[1]);
    expect(failureText({ ...large, facts: {} })).toBe("as sent");
  }
  language.value = before;
});

describe("several files", () => {
  const files = ["a.png", "b.png"].map((name) => new File([Uint8Array.of(1)], name));

  test("are one batch, of which the first is shown", async () => {
    transport.answers.upload = (ask) => picture(`up-${String(ask.name)}`);
    const two = ["n0", "n1"].map((id, element) => ({ ...picture(id), element, batch: 2 }));
    transport.answers.batch = () => ({ pictures: two });
    const session = await opened();
    await session.upload(files);
    expect(transport.of("batch")).toEqual([{ network: "one", pictures: ["up-a.png", "up-b.png"] }]);
    expect([session.picture.value, session.batch.value.length]).toEqual(["n0", 2]);
  });

  test("of which one is no picture leave the others, saying so", async () => {
    transport.answers.upload = (ask) => {
      if (ask.name === "a.png") throw new Refused(failure("no picture"));
      return picture(`up-${String(ask.name)}`);
    };
    const session = await opened();
    await session.upload(files);
    expect(session.trouble.value?.message).toBe("no picture");
    expect([session.picture.value, transport.of("batch")]).toEqual(["up-b.png", []]);
  });

  test("that do not fit together are shown each alone, saying why", async () => {
    transport.answers.upload = (ask) => picture(`up-${String(ask.name)}`);
    transport.answers.batch = () => {
      throw new Refused(failure("two sizes"));
    };
    const session = await opened();
    await session.upload(files);
    expect(session.trouble.value?.message).toBe("two sizes");
    expect(session.pictures.value.map((one) => one.id).slice(-2)).toEqual(["up-a.png", "up-b.png"]);
    expect([session.picture.value, session.batch.value.length]).toEqual(["up-a.png", 1]);
  });
});
