// What a person has open, and what has been fetched for it. One for each page or widget.

import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { PlayStore } from "../play/store";
import type {
  Catalogue,
  Explanation,
  Failure,
  FieldAsk,
  Fields,
  Links,
  Maps,
  Opened,
  Parts,
  Picture,
  Progress,
  Run,
  StepInfo,
} from "../protocol/messages";
import { failureOf, type Transport } from "../protocol/transport";
import { batchAround, elementOf, fieldsAt, type Looked, rowOf } from "./batch";
import { buildGraph, type Graph } from "./graph";
import { isVersus, NOWHERE, type Place, type Spot, showsNetwork } from "./place";
import { fieldsFrom } from "./reach";
import { type Resource, resource } from "./resource";
import { fullIndex, indexOf } from "./spot";
import { ValueCache } from "./values";

/** maps of a column that are drawn in the overview */
const MOST = 40;

/** The cell under the pointer. */
export interface Hover {
  readonly step: string;
  readonly channel: number;
  readonly row: number;
  readonly column: number;
}

interface Added {
  readonly network: string;
  readonly picture: Picture;
}

export class Session {
  readonly place: Signal<Place>;
  readonly hover: Signal<Hover | null> = signal(null);
  readonly progress: Signal<Progress | null> = signal(null);
  /** what links were asked for last */
  #linkedTo = "";
  readonly #added: Signal<readonly Added[]> = signal([]);
  readonly trouble = signal<ReturnType<typeof failureOf>>(null);

  readonly catalogue: ReadonlySignal<Resource<Catalogue>>;
  readonly opened: ReadonlySignal<Resource<Opened>>;
  readonly run: ReadonlySignal<Resource<Run>>;
  readonly maps: ReadonlySignal<Resource<ReadonlyMap<string, Maps>>>;
  readonly explanation: ReadonlySignal<Resource<Explanation>>;
  readonly links: ReadonlySignal<Resource<Links>>;
  readonly fields: ReadonlySignal<Fields | null>;
  readonly hoverFields: ReadonlySignal<Fields | null>;
  readonly parts: ReadonlySignal<Resource<Parts>>;
  readonly wall: ReadonlySignal<Resource<Maps>>;
  readonly values: ValueCache;
  /** the playground, which needs no network */
  readonly play: PlayStore;
  /** the next place takes the last one's stead in the history */
  replacing = false;

  readonly network: ReadonlySignal<string>;
  readonly picture: ReadonlySignal<string>;
  /** the pictures of the open network, and those that were added since it was opened */
  readonly pictures: ReadonlySignal<readonly Picture[]>;
  /** those that run together with the one that is shown, by element of the batch */
  readonly batch: ReadonlySignal<readonly Picture[]>;
  readonly looked: ReadonlySignal<Looked>;
  readonly graph: ReadonlySignal<Graph | null>;
  readonly steps: ReadonlySignal<ReadonlyMap<string, StepInfo>>;

  constructor(
    readonly transport: Transport,
    start: Place = NOWHERE,
  ) {
    this.place = signal(start);
    this.play = new PlayStore(transport);
    if (start.view === "play") this.play.askAhead(start.play);
    const networked = signal(showsNetwork(start.view));
    effect(() => {
      if (showsNetwork(this.place.value.view)) networked.value = true;
    });
    this.catalogue = resource(
      () => (networked.value ? {} : null),
      (ask, signal) => transport.call("catalogue", ask, { signal }),
    );
    this.network = computed(
      () =>
        (networked.value && this.place.value.network) || this.catalogue.value.value?.opened || "",
    );
    this.opened = resource(
      () => (this.network.value ? { network: this.network.value } : null),
      (ask, signal) => transport.call("open", ask, { signal }),
    );
    this.picture = computed(() => this.#pictureShown());
    this.pictures = computed(() => this.#picturesKnown());
    this.batch = computed(() => batchAround(this.pictures.value, this.picture.value));
    this.looked = computed(() => {
      const shown = this.batch.value.find((picture) => picture.id === this.picture.value);
      return { batch: shown?.batch ?? 1, element: shown?.element ?? 0 };
    });
    this.run = resource(
      () => this.#running(),
      (ask, signal) => transport.call("run", ask, { signal }),
    );
    this.maps = resource(
      () => this.#running(),
      async (ask, signal) => {
        const { maps } = await transport.call("overview", { ...ask, most: MOST }, { signal });
        return new Map(maps.map((found) => [found.step, found]));
      },
    );
    this.steps = computed(() => new Map(this.run.value.value?.steps.map((s) => [s.name, s])));
    const unfolded = computed(() => JSON.stringify(this.place.value.unfolded));
    this.graph = computed(() => {
      const run = this.run.value.value;
      return run ? buildGraph(run.steps, JSON.parse(unfolded.value) as string[]) : null;
    });
    this.explanation = resource(
      () => this.#number(),
      (ask, signal) => transport.call("explain", ask, { signal }),
    );
    this.links = resource(
      () => this.#linked(),
      (ask, signal) => transport.call("links", ask, { signal }),
    );
    this.fields = this.#fieldsOf(() => this.#number());
    this.hoverFields = this.#fieldsOf(() => this.#hovered());
    this.parts = resource(
      () => this.#layer(),
      (ask, signal) => transport.call("parts", ask, { signal }),
    );
    this.wall = resource(
      () => this.#walled(),
      (ask, signal) => transport.call("maps", ask, { signal }),
    );
    this.values = new ValueCache(transport, () => this.#running());
    transport.onProgress((progress) => {
      this.progress.value = progress.done < progress.total ? progress : null;
    });
  }

  /** Goes somewhere; what is not named stays as it is. `replacing`: Back does not come here. */
  go(change: Partial<Place>, replacing = false): void {
    const place = { ...this.place.value, ...change };
    const here = this.transport.networks || !showsNetwork(place.view);
    this.replacing = replacing;
    batch(() => {
      this.hover.value = null;
      this.place.value = here ? place : { ...NOWHERE, view: "play" };
    });
  }

  /** Another network: nothing of the old one stays open. */
  openNetwork(network: string): void {
    this.go({ ...NOWHERE, network });
  }

  /** One number; `from` keeps the way here, to go back by. */
  openNumber(step: string, at: readonly number[], from = false, picture = ""): void {
    const place = this.place.value;
    const here = place.at.length ? [this.#spot(place)] : [];
    const trail = from ? [...place.trail, ...here].slice(-12) : [];
    const view = place.view === "layer" && !from ? "layer" : "number";
    const there = picture ? { picture } : {};
    this.go({ ...there, view, step, channel: at[0] ?? 0, at, trail });
  }

  /** One number by its whole index, on the way from another: it may be of another element. */
  follow(step: string, index: readonly number[]): void {
    const shape = this.steps.value.get(step)?.shape ?? [];
    const { batch, element } = this.looked.value;
    const other = elementOf(shape, batch, index[0] ?? 0);
    const at = index.length > 1 ? index.slice(1) : index;
    const picture = this.batch.value[other];
    if (other < 0 || other === element) this.openNumber(step, at, true);
    else if (picture) this.openNumber(step, at, true, picture.id); // else it is not listed
  }

  /** The previous or the next element of the batch. */
  turn(by: number): void {
    const picture = this.batch.value[this.looked.value.element + by];
    if (picture) this.choose(picture.id);
  }

  /** Another picture; everything else stays, and the way here is now of that picture too. */
  choose(picture: string): void {
    const before = this.picture.value;
    const trail = this.place.value.trail.map((spot) =>
      spot.picture === before ? { ...spot, picture } : spot,
    );
    this.go({ picture, trail });
  }

  /** Back along the trail, to its i-th number. */
  backTo(i: number): void {
    const { trail } = this.place.value;
    const spot = trail[i];
    if (!spot) return;
    const { step, at, picture } = spot;
    const there = picture ? { picture } : {};
    this.go({ ...there, view: "number", step, channel: at[0] ?? 0, at, trail: trail.slice(0, i) });
  }

  openWall(step: string): void {
    this.go({ view: "wall", step, channel: -1, at: [], trail: [] });
  }

  openLayer(step: string, channel: number, at: readonly number[] = []): void {
    this.go({ view: "layer", step, channel, at, trail: [] });
  }

  close(): void {
    this.go({ view: "overview", step: "", channel: -1, at: [], trail: [] });
  }

  /** One step out: from the layer to its number, from there to the network. */
  back(): void {
    const place = this.place.value;
    if (place.view === "layer" && place.at.length) this.go({ view: "number" });
    else if (place.trail.length) this.backTo(place.trail.length - 1);
    else this.close();
  }

  toggleFold(fold: string): void {
    const { unfolded } = this.place.value;
    const open = unfolded.includes(fold);
    this.go({ unfolded: open ? unfolded.filter((f) => f !== fold) : [...unfolded, fold] });
  }

  /** Adds pictures and shows the first; several are one batch where they fit together. */
  async upload(files: readonly File[]): Promise<void> {
    const network = this.network.value;
    let trouble: Failure | null = null;
    let pictures: readonly Picture[] = [];
    const attempt = async (work: () => Promise<readonly Picture[]>) => {
      try {
        pictures = await work();
      } catch (error) {
        trouble = failureOf(error);
      }
    };
    for (const file of files)
      await attempt(async () => [...pictures, await this.#sent(network, file)]);
    if (pictures.length > 1) await attempt(() => this.#joined(network, pictures));
    batch(() => {
      this.trouble.value = trouble;
      const added = pictures.map((picture) => ({ network, picture }));
      this.#added.value = [...this.#added.value, ...added];
      if (pictures[0]) this.go({ network, picture: pictures[0].id });
    });
  }

  async #sent(network: string, file: File): Promise<Picture> {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const ask = { network, name: file.name.slice(0, 200) };
    return this.transport.call("upload", ask, { buffers: [bytes] });
  }

  async #joined(network: string, alone: readonly Picture[]): Promise<readonly Picture[]> {
    const ask = { network, pictures: alone.map((picture) => picture.id) };
    return (await this.transport.call("batch", ask)).pictures;
  }

  #picturesKnown(): readonly Picture[] {
    const opened = this.opened.value.value?.pictures ?? [];
    const known = new Set(opened.map((picture) => picture.id));
    const added = this.#added.value
      .filter((a) => a.network === this.network.value && !known.has(a.picture.id))
      .map((a) => a.picture);
    return [...opened, ...added];
  }

  #spot(place: Place): Spot {
    const spot = { step: place.step, at: place.at };
    return this.looked.value.batch > 1 ? { ...spot, picture: this.picture.value } : spot;
  }

  #pictureShown(): string {
    const opened = this.opened.value.value;
    const catalogue = this.catalogue.value.value;
    if (this.place.value.picture) return this.place.value.picture;
    if (catalogue?.picture && catalogue.opened === this.network.value) return catalogue.picture;
    return opened?.name === this.network.value ? (opened.pictures[0]?.id ?? "") : "";
  }

  #running() {
    if (isVersus(this.place.value.view)) return null;
    const [network, picture] = [this.network.value, this.picture.value];
    return network && picture ? { network, picture } : null;
  }

  /** What runs, once its steps are known. What they do not have is asked for: the answer says so. */
  #ran() {
    const [running, run] = [this.#running(), this.run.value.value];
    const same =
      run?.network === running?.network && run?.picture.batch === this.looked.value.batch;
    return same ? running : null;
  }

  /** Once maps are there. Of a batch, the first picture: its geometry is that of all. */
  #linked() {
    const { value: maps, loading } = this.maps.value;
    const running = this.#ran();
    if (!maps || !running) return null;
    const ask = { ...running, picture: this.batch.value[0]?.id ?? running.picture };
    const key = JSON.stringify(ask);
    if (loading && key !== this.#linkedTo) return null;
    this.#linkedTo = key;
    return ask;
  }

  /** The whole index of a number of the picture that is shown. */
  #index(step: string, at: readonly number[]): readonly number[] {
    const shape = this.steps.value.get(step)?.shape ?? [];
    const { batch, element } = this.looked.value;
    return fullIndex(shape, at, rowOf(shape, batch, element));
  }

  #number() {
    const { view, step, at } = this.place.value;
    const running = this.#ran();
    if (!running || !(at.length || view === "number")) return null;
    return { ...running, step, index: this.#index(step, at) };
  }

  #hovered() {
    const hover = this.hover.value;
    const [running, info] = [this.#running(), this.steps.value.get(hover?.step ?? "")];
    if (!running || !info || !hover) return null;
    const at = indexOf(info.shape, hover.channel, hover.row, hover.column);
    return { ...running, step: info.name, index: this.#index(info.name, at) };
  }

  /** The fields of a number: made of the links; asked for until they are here, or where they end. */
  #fieldsOf(wanted: () => FieldAsk | null): ReadonlySignal<Fields | null> {
    const made = computed(() => {
      const ask = wanted();
      const links = this.links.value.value;
      return ask && links && fieldsFrom(links, this.steps.value, ask.step, ask.index);
    });
    const asked = resource(
      () => (made.value ? null : wanted()),
      (ask, signal) => this.transport.call("field", ask, { signal }),
    );
    return computed(() => made.value ?? asked.value.value);
  }

  #layer() {
    const { view, step, channel } = this.place.value;
    const running = this.#ran();
    if (view !== "layer" || !running) return null;
    return { ...running, step, channel, most: 16 };
  }

  #walled() {
    const { view, step } = this.place.value;
    const running = this.#ran();
    if (view !== "wall" || !running) return null;
    return { ...running, step, most: 1024 };
  }
}

/** The fields to draw: of the cell pointed at, else of the chosen number. */
export function shownFields(session: Session): Fields | null {
  const pointed = session.hover.value && session.hoverFields.value;
  const fields = pointed || session.fields.value;
  return fields && fieldsAt(fields, session.steps.value, session.looked.value);
}
