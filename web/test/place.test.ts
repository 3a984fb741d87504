// Where a person is, as an address: what is written is read again, what is garbage is left out.

import { expect, test } from "vitest";
import { formatPlace, NOWHERE, type Place, parsePlace, type View } from "../src/state/place";
import { Chance } from "./chance";

const NAMES = [
  "conv1_2",
  "features.3",
  "fire2.cat",
  "<img src=x>",
  "a,b",
  "a;b:c",
  "100%",
  "卷积&",
];
const VIEWS: readonly View[] = ["overview", "wall", "layer", "number"];
/** Views of several networks need no step. */
const SEVERAL: readonly View[] = ["compare", "diff"];

function anyPlace(chance: Chance): Place {
  const names = () => Array.from({ length: chance.whole(0, 3) }, () => chance.pick(NAMES));
  const index = () => Array.from({ length: chance.whole(1, 3) }, () => chance.whole(0, 999));
  const chosen = chance.next() < 0.8;
  const whole = chance.next() < 0.2;
  return {
    network: chance.pick(["", "tiny-vgg", "net.py:make"]),
    picture: chance.pick(["", "12", "upload-0a1b"]),
    view: whole ? chance.pick(SEVERAL) : chosen ? chance.pick(VIEWS) : "overview",
    step: chosen ? chance.pick(NAMES) : "",
    channel: chance.whole(-1, 40),
    at: chance.next() < 0.5 ? [] : index(),
    unfolded: names(),
    trail: names().map((step) => {
      const spot = { step, at: index() };
      return chance.next() < 0.5 ? spot : { ...spot, picture: chance.pick(["given-2", "a,b;%@c"]) };
    }),
    beside: whole ? names() : [],
    lesson: "",
    play: "",
  };
}

test("a thousand places come back from their addresses", () => {
  const chance = new Chance(3);
  for (let n = 0; n < 1000; n++) {
    const place = anyPlace(chance);
    expect(parsePlace(`#${formatPlace(place)}`)).toEqual(place);
  }
});

test("a chapter's place is its name alone, and it comes back", () => {
  for (const lesson of ["", "by-hand", "my-own-1"]) {
    const place: Place = { ...NOWHERE, view: "lesson", lesson };
    expect(formatPlace({ ...place, network: "tiny-vgg", step: "a" })).toBe(`lesson=${lesson}`);
    expect(parsePlace(`#${formatPlace(place)}`)).toEqual(place);
  }
});

test("the playground's place is its link alone, and it comes back", () => {
  for (const play of ["", "1*i1,2;3,4*lconv2d*k1/3!-1*p1", "1*i~534a~", "%&#="]) {
    const place: Place = { ...NOWHERE, view: "play", play };
    expect(parsePlace(`#${formatPlace(place)}`)).toEqual(place);
    expect(formatPlace({ ...place, network: "tiny-vgg", step: "a" })).toBe(formatPlace(place));
  }
  expect(formatPlace({ ...NOWHERE, view: "play", play: "1*i1,2;3,4*lconv2d" })).toBe(
    "play=1*i1,2;3,4*lconv2d",
  );
});

test("nowhere has an empty address", () => {
  expect(formatPlace(NOWHERE)).toBe("");
  expect(parsePlace("")).toEqual(NOWHERE);
});

test("an address is readable", () => {
  const trail = [{ step: "pool1", at: [7, 4, 9] }];
  const place: Place = {
    ...NOWHERE,
    network: "tiny-vgg",
    view: "number",
    step: "relu1_2",
    channel: 7,
    at: [7, 9, 19],
    trail,
  };
  expect(formatPlace(place)).toBe(
    "network=tiny-vgg&view=number&step=relu1_2&channel=7&at=7,9,19&from=pool1:7,4,9",
  );
});

test("an address of several networks is readable", () => {
  const compared: Place = { ...NOWHERE, view: "compare", beside: ["vgg-a", "vgg-d"] };
  expect(formatPlace(compared)).toBe("view=compare&with=vgg-a,vgg-d");
  const differing: Place = { ...NOWHERE, network: "a", view: "diff", beside: ["a@train"] };
  expect(formatPlace(differing)).toBe("network=a&view=diff&with=a@train");
});

test.each([
  ["view=nothing&step=a", { view: "overview", step: "a" }],
  ["view=wall", { view: "overview" }],
  ["channel=-3", { channel: -1 }],
  ["channel=1e3", { channel: -1 }],
  ["channel=99999999999", { channel: -1 }],
  ["at=1,x,2", { at: [] }],
  ["at=1,,2", { at: [] }],
  ["at=1.5", { at: [] }],
  ["open=,,", { unfolded: [] }],
  ["from=;a;b:;:1;c:2", { trail: [{ step: "c", at: [2] }] }],
  ["open=%25E0%25", { unfolded: ["%E0%"] }],
  ["token=secret&unknown=1&&=&%", {}],
] as const)("%s falls back", (fragment, expected) => {
  expect(parsePlace(fragment)).toEqual({ ...NOWHERE, ...expected });
});
