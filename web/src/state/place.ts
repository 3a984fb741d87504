// Where a person is, as the fragment of a link: what is open, and the way there.

export type View =
  | ("overview" | "wall" | "layer" | "number")
  | ("compare" | "diff")
  | ("play" | "lesson");

/** One number: a step and its index without the batch axis. */
export interface Spot {
  readonly step: string;
  readonly at: readonly number[];
  /** the picture it is of, where that is one of a batch: the way may lead from one to another */
  readonly picture?: string;
}

export interface Place {
  readonly network: string;
  readonly picture: string;
  readonly view: View;
  readonly step: string;
  /** channel of a map, −1 for none */
  readonly channel: number;
  /** index of the chosen number without the batch axis; empty for none */
  readonly at: readonly number[];
  /** folds that are open */
  readonly unfolded: readonly string[];
  /** numbers passed on the way here, oldest first */
  readonly trail: readonly Spot[];
  /** the playground's link; it is part of the address where that is open */
  readonly play: string;
  /** chapter of the lesson; it is the address where that is open */
  readonly lesson: string;
  /** networks that stand beside others: all that are compared, or the one that this differs from */
  readonly beside: readonly string[];
}

export const NOWHERE: Place = {
  network: "",
  picture: "",
  view: "overview",
  step: "",
  channel: -1,
  at: [],
  unfolded: [],
  trail: [],
  play: "",
  lesson: "",
  beside: [],
};

/** Whether a view shows networks; the others need none. */
export function showsNetwork(view: View): boolean {
  return view !== "play" && view !== "lesson";
}

/** Whether a view compares networks; it runs none by itself. */
export function isVersus(view: View): boolean {
  return view === "compare" || view === "diff";
}

const VIEWS: readonly View[] = ["overview", "wall", "layer", "number", "compare", "diff"];

export function formatPlace(place: Place): string {
  const fields = new URLSearchParams();
  if (place.view === "play") return `play=${readable(encodeURIComponent(place.play))}`;
  if (place.view === "lesson") return `lesson=${encodeURIComponent(place.lesson)}`;
  if (place.network) fields.set("network", place.network);
  if (place.picture) fields.set("picture", place.picture);
  if (place.view !== "overview") fields.set("view", place.view);
  if (place.step) fields.set("step", place.step);
  if (place.channel >= 0) fields.set("channel", String(place.channel));
  if (place.at.length) fields.set("at", place.at.join(","));
  if (place.unfolded.length) fields.set("open", place.unfolded.map(escaped).join(","));
  if (place.trail.length) fields.set("from", place.trail.map(formatSpot).join(";"));
  if (isVersus(place.view) && place.beside.length)
    fields.set("with", place.beside.map(escaped).join(","));
  return readable(fields.toString());
}

/** Signs that a fragment may hold as they are. */
function readable(encoded: string): string {
  return encoded.replace(/%(2C|3A|3B|2F|40)/g, (code) => decodeURIComponent(code));
}

/** The place a fragment names; what it says badly is left out. */
export function parsePlace(fragment: string): Place {
  const fields = new URLSearchParams(fragment.replace(/^#/, ""));
  const play = fields.get("play");
  if (play !== null) return { ...NOWHERE, view: "play", play };
  const lesson = fields.get("lesson");
  if (lesson !== null) return { ...NOWHERE, view: "lesson", lesson };
  const step = fields.get("step") ?? "";
  const view = VIEWS.find((name) => name === fields.get("view")) ?? "overview";
  return {
    network: fields.get("network") ?? "",
    picture: fields.get("picture") ?? "",
    view: step || isVersus(view) ? view : "overview",
    step,
    channel: whole(fields.get("channel")) ?? -1,
    at: parseIndex(fields.get("at") ?? "") ?? [],
    unfolded: namesIn(fields.get("open")),
    trail: (fields.get("from") ?? "").split(";").flatMap(parseSpot),
    play: "",
    lesson: "",
    beside: isVersus(view) ? namesIn(fields.get("with")) : [],
  };
}

function namesIn(text: string | null): readonly string[] {
  return (text ?? "").split(",").filter(Boolean).map(unescaped);
}

function formatSpot(spot: Spot): string {
  const picture = spot.picture ? `@${spot.picture.replace(/[%,;:@]/g, encodeURIComponent)}` : "";
  return `${escaped(spot.step)}:${spot.at.join(",")}${picture}`;
}

/** A name in a list: it may hold the signs that part the list. */
function escaped(name: string): string {
  return name.replace(/[%,;]/g, encodeURIComponent);
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseSpot(text: string): Spot[] {
  const cut = text.lastIndexOf(":");
  const [index = "", picture = ""] = text.slice(cut + 1).split("@");
  const at = cut > 0 ? parseIndex(index) : undefined;
  if (!at) return [];
  const spot = { step: unescaped(text.slice(0, cut)), at };
  return [picture ? { ...spot, picture: unescaped(picture) } : spot];
}

function parseIndex(text: string): readonly number[] | undefined {
  if (!text) return undefined;
  const found = text.split(",").map(whole);
  return found.every((n) => n !== undefined) ? (found as number[]) : undefined;
}

function whole(text: string | null): number | undefined {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
