// What a playground shows when its answers come late.

import { expect, test } from "vitest";
import { openExtra } from "../src/play/extras";
import { written } from "../src/play/grids";
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
  store.edit((state) => ({ ...state, input: "1 2; 3 4" }));
  first.resolve(slow);
  await settled();
  expect(store.played.value).toBe(slow);
  expect(store.settled.value).toBe(false);
});

/** A store that opens a link whose answer the test holds back. */
function opening() {
  const link = held();
  const answers = { play_link: () => link.promise, play_example: () => example };
  const store = new PlayStore(new Scripted({ ...answers, play: () => held().promise }));
  return { link, store, done: store.openLink("1*") };
}

test("what is done before a link's answer comes is done to what comes", async () => {
  const { link, store, done } = opening();
  openExtra(store, "compare");
  expect(store.state.value.panel).toBe("compare"); // seen at once
  store.editLayer(0, { stride: "2" }, "stride");
  store.setGrid("input", (grid) => written(grid, { plane: 0, row: 1, column: 2 }, [["9"]]));
  link.resolve(slow);
  await done;
  const { panel, layers, input } = store.state.value;
  expect(panel).toBe("compare");
  expect(layers[0]).toEqual({ ...slow.state.layers[0], stride: "2" });
  const cells = [...slow.input.texts];
  cells[(slow.input.shape[2] ?? 0) + 2] = "9";
  expect(input.split(/[\s;|]+/)).toEqual(cells);
  store.undo();
  store.undo();
  expect(store.state.value).toEqual({ ...slow.state, panel: "compare" });
});

test("an arrow that is pressed by then moves the chosen number", async () => {
  const { link, store, done } = opening();
  store.moveBy(1, 0);
  link.resolve(slow);
  await done;
  expect(slow.layers[0]?.output.shape.slice(1)).toEqual([3, 3]); // its middle: row 1, column 1
  expect(store.spot.value?.place).toEqual({ plane: 0, row: 2, column: 1 });
  expect(store.state.value.chosen).toBe("0 0 2 1");
});

test("an example that is chosen before a link's answer comes stays", async () => {
  const { link, store, done } = opening();
  await store.openLink("");
  link.resolve(slow);
  await done;
  expect(store.played.value).toBe(example);
});

test("where a link cannot be opened, what was done meanwhile is done to what is there", async () => {
  const { link, store, done } = opening();
  store.editLayer(0, { stride: "2" });
  link.reject(new Refused(failure("no server")));
  await expect(done).rejects.toThrow();
  expect(store.state.value.layers[0]?.stride).toBe("2");
  expect(store.busy).toBe(false);
});

/** Everything that waits for a promise has had its turn. */
function settled(): Promise<void> {
  return new Promise((done) => setTimeout(done));
}
