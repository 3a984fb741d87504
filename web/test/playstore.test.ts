// What a playground shows when its answers come late.

import { expect, test } from "vitest";
import { PlayStore } from "../src/play/store";
import type { Played } from "../src/protocol/messages";
import { Refused } from "../src/protocol/transport";
import { goldens } from "./played";
import { failure, Scripted } from "./transports";

const example = goldens["by-hand"].played;
const slow = goldens["two-filters"].played;

/** A promise that the test keeps or breaks. */
function held() {
  let resolve: (played: Played) => void = () => undefined;
  let reject: (error: unknown) => void = () => undefined;
  const promise = new Promise<Played>((kept, broken) => {
    resolve = kept;
    reject = broken;
  });
  return { promise, resolve, reject };
}

test("an answer to what was typed before an example was opened does not take its place", async () => {
  const late = held();
  const store = new PlayStore(
    new Scripted({ play: () => late.promise, play_link: () => example }),
    slow.state,
  );
  await store.openLink("1*");
  expect(store.played.value).toBe(example);
  late.resolve(slow);
  await settled();
  expect(store.played.value).toBe(example);
  expect(store.settled.value).toBe(true);
});

test("nor does a failure of it", async () => {
  const late = held();
  const store = new PlayStore(
    new Scripted({ play: () => late.promise, play_link: () => example }),
    slow.state,
  );
  await store.openLink("1*");
  late.reject(new Refused(failure("too late")));
  await settled();
  expect(store.failure.value).toBe(null);
});

test("while a slider is dragged, answers on the way are shown", async () => {
  const first = held();
  const asks = [first.promise, held().promise];
  const store = new PlayStore(new Scripted({ play: () => asks.shift() }), slow.state);
  store.edit({ ...slow.state, input: "1 2; 3 4" });
  first.resolve(slow);
  await settled();
  expect(store.played.value).toBe(slow);
  expect(store.settled.value).toBe(false);
});

/** Everything that waits for a promise has had its turn. */
function settled(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
