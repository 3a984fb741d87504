// What is open, what is asked for it, and the way back.

import { beforeEach, describe, expect, test } from "vitest";
import { Refused } from "../src/protocol/transport";
import { NOWHERE, type Place } from "../src/state/place";
import { Session } from "../src/state/session";
import { picture } from "./networks";
import { answers, failure, Scripted, settled } from "./transports";

let transport: Scripted;

async function opened(place: Partial<Place> = {}): Promise<Session> {
  const session = new Session(transport, { ...NOWHERE, ...place });
  await settled();
  return session;
}

beforeEach(() => {
  transport = new Scripted(answers());
});

describe("opening", () => {
  test("shows the server's network and picture, asked for once", async () => {
    const session = await opened();
    expect([session.network.value, session.picture.value]).toEqual(["one", "2"]);
    expect(transport.of("run")).toEqual([{ network: "one", picture: "2" }]);
    expect(session.steps.value.size).toBe(13);
    expect(session.graph.value?.nodes).toHaveLength(13);
  });

  test("shows the address's network, with the first of its pictures", async () => {
    const session = await opened({ network: "two" });
    expect([session.network.value, session.picture.value]).toEqual(["two", "1"]);
    expect(transport.of("open")).toEqual([{ network: "two" }]);
  });

  test("another network leaves nothing of the old one open", async () => {
    const session = await opened();
    session.openNumber("conv1_2", [3, 4, 5]);
    session.openNetwork("two");
    expect(session.place.value).toEqual({ ...NOWHERE, network: "two" });
  });

  test("says why it could not", async () => {
    transport.answers.run = () => {
      throw new Refused(failure("out of memory"));
    };
    const session = await opened();
    expect(session.run.value.failure?.message).toBe("out of memory");
    expect(session.run.value.value).toBeNull();
  });
});

describe("a number", () => {
  test("is asked for with its batch axis, once", async () => {
    const session = await opened();
    session.openNumber("conv1_2", [3, 4, 5]);
    session.openNumber("conv1_2", [3, 4, 5]);
    await settled();
    const ask = { network: "one", picture: "2", step: "conv1_2", index: [0, 3, 4, 5] };
    expect(transport.of("explain")).toEqual([ask]);
    expect(transport.of("field")).toEqual([ask]);
  });

  test.each([
    ["a step that does not exist", { step: "nowhere", at: [1] }],
    ["an index that lies outside", { step: "conv1_2", at: [99, 0, 0] }],
    ["an index that is missing", { step: "conv1_2", at: [] }],
  ])("of %s is refused by the server, and that is shown", async (_, spot) => {
    transport.answers.explain = () => {
      throw new Refused(failure("indices run over 0…9"));
    };
    const session = await opened({ view: "number", ...spot });
    expect(transport.of("explain")).toHaveLength(1);
    expect(session.explanation.value.failure?.message).toBe("indices run over 0…9");
  });

  test("waits for the steps of the network it belongs to", async () => {
    const session = await opened();
    transport.answers.run = () => new Promise(() => undefined);
    session.go({ network: "two", view: "number", step: "conv1_2", at: [1, 1, 1] });
    await settled();
    expect(transport.of("explain")).toEqual([]);
  });

  test("leads back by the way it was reached, twelve steps at most", async () => {
    const session = await opened();
    session.openNumber("fc3", [0]);
    expect(session.place.value.trail).toEqual([]);
    session.openNumber("flatten", [7], true);
    session.openNumber("pool2", [0, 1, 0], true);
    expect(session.place.value.trail.map((spot) => spot.step)).toEqual(["fc3", "flatten"]);
    session.back();
    expect([session.place.value.step, session.place.value.at]).toEqual(["flatten", [7]]);
    session.backTo(0);
    expect(session.place.value).toMatchObject({ step: "fc3", at: [0], trail: [] });
    for (let n = 0; n < 30; n++) session.openNumber("flatten", [n], true);
    expect(session.place.value.trail).toHaveLength(12);
    expect(session.place.value.trail.at(-1)?.at).toEqual([28]);
  });

  test("closes step by step: layer, number, network", async () => {
    const session = await opened();
    session.openLayer("conv1_2", 3, [3, 4, 5]);
    session.back();
    expect(session.place.value).toMatchObject({ view: "number", at: [3, 4, 5] });
    session.back();
    expect(session.place.value).toMatchObject({ view: "overview", step: "", at: [] });
  });
});

test("what the playground opens is asked for ahead, and once", async () => {
  const answered = { ...answers(), play_link: () => Promise.reject(new Refused(failure("late"))) };
  const transport = new Scripted(answered);
  const session = new Session(transport, { ...NOWHERE, view: "play", play: "1*i2" });
  expect(transport.of("play_link").length).toBe(1);
  await expect(session.play.openLink("1*i2")).rejects.toThrow("late");
  expect(transport.of("play_link").length).toBe(1);
  await expect(session.play.openLink("1*i2")).rejects.toThrow("late");
  expect(transport.of("play_link").length).toBe(2);
});

test("a view that shows no playground asks for none ahead", async () => {
  const transport = new Scripted(answers());
  new Session(transport, NOWHERE);
  await settled();
  expect(transport.asked.some(({ method }) => method.startsWith("play"))).toBe(false);
});

test("a wall and a layer that do not exist are refused in place", async () => {
  for (const view of ["wall", "layer"] as const) {
    const session = await opened({ view, step: "nowhere" });
    const found = view === "wall" ? session.wall : session.parts;
    expect(found.value.failure?.message).toMatch(/nobody answers/);
  }
});

test("a fold opens and closes, whatever it is called", async () => {
  const session = await opened();
  for (const fold of ["fire2", "a,b"]) {
    session.toggleFold(fold);
    expect(session.place.value.unfolded).toEqual([fold]);
    session.toggleFold(fold);
    expect(session.place.value.unfolded).toEqual([]);
  }
});

describe("an upload", () => {
  const file = new File([Uint8Array.of(1, 2, 3)], "mine.png");

  test("is shown at once, for its own network only", async () => {
    transport.answers.upload = () => picture("upload-1");
    const session = await opened();
    await session.upload([file]);
    expect(session.picture.value).toBe("upload-1");
    const listed = () => session.pictures.value.map((picture) => picture.id);
    expect(listed()).toEqual(["1", "2", "upload-1"]);
    session.openNetwork("two");
    await settled();
    expect(listed()).toEqual(["1", "2"]);
    session.openNetwork("one");
    await settled();
    expect(listed()).toEqual(["1", "2", "upload-1"]);
  });

  test("that is refused says so, and changes nothing", async () => {
    const session = await opened();
    await session.upload([file]);
    expect(session.trouble.value?.message).toMatch(/nobody answers upload/);
    expect(session.picture.value).toBe("2");
    transport.answers.upload = () => picture("upload-1");
    await session.upload([file]);
    expect(session.trouble.value).toBeNull();
  });
});

test("answers that come too late are forgotten", async () => {
  let answerSlowly: (reply: unknown) => void = () => undefined;
  transport.answers.explain = (ask) =>
    ask.step === "conv1_1"
      ? new Promise((resolve) => {
          answerSlowly = resolve;
        })
      : { step: ask.step };
  const session = await opened();
  session.openNumber("conv1_1", [0, 0, 0]);
  session.openNumber("conv1_2", [0, 0, 0]);
  await settled();
  answerSlowly({ step: "conv1_1" });
  await settled();
  expect(session.explanation.value.value?.step).toBe("conv1_2");
});

test("numbers of a map are fetched once, and read when they are there", async () => {
  transport.answers.values = () => ({ values: { data: Float32Array.of(1, 2) } });
  const session = await opened();
  expect(session.values.of("conv1_1", 0)).toBeNull();
  expect(session.values.of("conv1_1", 0)).toBeNull();
  await settled();
  expect(session.values.of("conv1_1", 0)).toEqual(Float32Array.of(1, 2));
  expect(transport.of("values")).toHaveLength(1);
});

test("progress is shown until it is done", async () => {
  const session = await opened();
  transport.listener?.({ ask: "run-1", done: 3, total: 13, what: "one" });
  expect(session.progress.value?.done).toBe(3);
  transport.listener?.({ ask: "run-1", done: 13, total: 13, what: "one" });
  expect(session.progress.value).toBeNull();
});
