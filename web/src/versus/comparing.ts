// What is fetched of several networks, for as long as a view shows them. One for each session.

import { computed, type ReadonlySignal } from "@preact/signals";
import type { GapMaps, Gaps, SideBySide, StepGap } from "../protocol/messages";
import { NOWHERE, type Place } from "../state/place";
import { type Resource, resource } from "../state/resource";
import type { Session } from "../state/session";

/** networks that may stand side by side */
export const MOST = 16;

/** so many stand side by side at first */
const FEW = 4;

/** The way in: what was compared last, else the open network beside others that the app offers. */
export function entrance(session: Session): Partial<Place> {
  const { beside } = session.place.value;
  const networks = session.catalogue.value.value?.networks ?? [];
  const others = networks.filter((entry) => entry.available).map((entry) => entry.name);
  const first = [...new Set([session.network.value, ...others])].filter(Boolean).slice(0, FEW);
  return { view: "compare", beside: beside.length > 1 ? beside : first };
}

export class Comparing {
  readonly sides: ReadonlySignal<Resource<SideBySide>>;
  readonly gaps: ReadonlySignal<Resource<Gaps>>;
  readonly maps: ReadonlySignal<Resource<GapMaps>>;
  /** the step that is shown: the one of the address, else the first that differs */
  readonly step: ReadonlySignal<StepGap | null>;

  constructor(readonly session: Session) {
    const { transport, place } = session;
    this.sides = resource(
      () => this.#besides(),
      (ask, signal) => transport.call("side_by_side", ask, { signal }),
    );
    this.gaps = resource(
      () => this.#compared(),
      (ask, signal) => transport.call("gaps", ask, { signal }),
    );
    this.step = computed(() => shownStep(this.gaps.value.value, place.value.step));
    this.maps = resource(
      () => this.#drawn(),
      (ask, signal) => transport.call("gap_maps", ask, { signal }),
    );
  }

  /** These networks, side by side. */
  compare(networks: readonly string[]): void {
    this.session.go({ ...NOWHERE, view: "compare", beside: networks.slice(0, MOST) });
  }

  /** Where B differs from A, on the picture that is shown if A has it. */
  diff(a: string, b: string): void {
    const { network, picture } = this.session.place.peek();
    const kept = network === a ? picture : "";
    this.session.go({ ...NOWHERE, network: a, picture: kept, view: "diff", beside: [b] });
  }

  /** Opens a network, at one of its steps where that is given. */
  open(network: string, step = ""): void {
    const view = step ? "wall" : "overview";
    this.session.go({ ...NOWHERE, network, view, step });
  }

  /** Opens all maps of the step that is shown, in one of the two networks. */
  openStep(which: "a" | "b"): void {
    this.#openIn(which, { view: "wall" });
  }

  /** Opens one number in one of the two networks that are compared. */
  openNumber(which: "a" | "b", at: readonly number[]): void {
    this.#openIn(which, { view: "number", channel: at[0] ?? 0, at });
  }

  #openIn(which: "a" | "b", place: Partial<Place>): void {
    const [found, step] = [this.gaps.peek().value, this.step.peek()];
    if (!found || !step?.[which]) return;
    const picture = which === "a" ? found.picture_a : found.picture_b;
    this.session.go({
      ...NOWHERE,
      ...place,
      network: found[which],
      picture,
      step: step[which],
    });
  }

  /** All that are compared; the open network where none is named. */
  #besides() {
    const { view, beside } = this.session.place.value;
    const networks = beside.length ? beside : [this.session.network.value].filter(Boolean);
    return view === "compare" && networks.length ? { networks } : null;
  }

  #compared() {
    const { view, beside } = this.session.place.value;
    const a = this.session.network.value;
    if (view !== "diff" || !a) return null;
    return { a, b: beside[0] ?? a, picture: this.session.picture.value };
  }

  #drawn() {
    const [found, step] = [this.gaps.value.value, this.step.value];
    if (!found || !step || !drawable(step)) return null;
    const { a, b, picture_a: picture } = found;
    const channel = this.session.place.value.channel;
    return { a, b, picture, step_a: step.a, step_b: step.b, channel };
  }
}

/** Whether both networks have a step, and give the same shape. */
export function drawable(step: StepGap): boolean {
  return step.gap !== null;
}

/** The step of the address; else the first that differs; else the last of both. */
export function shownStep(gaps: Gaps | null, name: string): StepGap | null {
  if (!gaps) return null;
  const asked = gaps.steps.find((step) => name !== "" && (step.a || step.b) === name);
  const both = gaps.steps.filter((step) => step.a && step.b);
  return asked ?? gaps.steps[gaps.first] ?? both.at(-1) ?? null;
}

const known = new WeakMap<Session, Comparing>();

/** What a session compares: made when it is first asked for. */
export function comparingOf(session: Session): Comparing {
  const found = known.get(session) ?? new Comparing(session);
  known.set(session, found);
  return found;
}
