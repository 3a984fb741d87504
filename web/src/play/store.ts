// One playground: what is typed, what came of it, what is pointed at. A view draws it.

import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Boxes, Failure, Played, PlayedCell, PlayState } from "../protocol/messages";
import { failureOf, type Transport } from "../protocol/transport";
import { gridText, type TextGrid } from "./grids";
import { type Lit, litBy, type Pointed } from "./lit";
import { Opening } from "./opening";
import { Past } from "./past";
import { insideOf, pinnedOf, type Spot, spotOf } from "./pointing";
import { Pump } from "./pump";
import { indexOf, kernelSize, sizeOf } from "./space";
import { encoded, LECTURE, sameState, withLayer } from "./states";

/** milliseconds without a change before a number is opened */
const CALM = 120;
/** what an empty link opens */
const FIRST = "by-hand";

/** A matrix that can be typed into: the input, or a layer's kernel. */
export type GridName = "input" | number;

/** What a person does to the playground, whatever it is when it is done. */
export type Change = (state: PlayState) => PlayState;

/** A state to compute, and how many were opened before it. */
interface Wish {
  readonly state: PlayState;
  readonly opened: number;
}

export class PlayStore {
  readonly state: Signal<PlayState>;
  readonly played: Signal<Played | null> = signal(null);
  readonly failure: Signal<Failure | null> = signal(null);
  /** the layer whose settings are open */
  readonly layer: Signal<number> = signal(0);
  readonly hover: Signal<Pointed | null> = signal(null);
  readonly pinned: Signal<Pointed | null> = signal(null);
  /** the window walks over the output by itself */
  readonly playing: Signal<boolean> = signal(false);
  /** counts what was opened anew: examples, links */
  readonly opened: Signal<number> = signal(0);
  readonly undoable: Signal<boolean> = signal(false);
  readonly redoable: Signal<boolean> = signal(false);
  readonly cell: Signal<PlayedCell | null> = signal(null);
  /** by map: the plane that is open where there is no room for all */
  readonly opens: Signal<ReadonlyMap<number, number>> = signal(new Map());

  readonly lit: ReadonlySignal<Lit | null>;
  readonly spot: ReadonlySignal<Spot | null>;
  /** nothing newer is on its way */
  readonly settled: ReadonlySignal<boolean>;

  readonly #past = new Past<PlayState>();
  readonly #play: Pump<Wish, Played>;
  readonly #opening = new Opening<Played>();
  readonly #cells: Pump<{ state: PlayState; spot: Spot; axes: number }, PlayedCell>;
  #calm: ReturnType<typeof setTimeout> | undefined;
  readonly #drafts = new Map<GridName, TextGrid>();
  #ahead: { readonly link: string; readonly asked: Promise<Played> } | null = null;

  constructor(
    readonly transport: Transport,
    start: PlayState | null = null,
  ) {
    this.state = signal(start ?? LECTURE);
    this.#play = new Pump(
      ({ state }) => transport.call("play", {}, { buffers: [encoded(state)] }),
      (played, wish) => this.#outdone(wish) || this.#arrived(played, wish.state),
      (error, wish) => this.#outdone(wish) || this.fail(error),
    );
    this.#cells = new Pump(
      ({ state, spot, axes }) =>
        transport.call(
          "play_cell",
          { layer: spot.layer, index: indexOf(spot.place, axes) },
          { buffers: [encoded(state)] },
        ),
      (cell) => (this.cell.value = cell),
      () => (this.cell.value = null),
    );
    this.spot = computed(() => this.#spot());
    this.lit = computed(() => {
      const played = this.played.value;
      const spot = this.spot.value;
      const number = spot && { at: "map" as const, map: spot.layer + 1, place: spot.place };
      return played && litBy(played, this.#inside(this.hover.value) ?? number);
    });
    this.settled = computed(() => this.played.value?.state === this.state.value);
    if (start) this.#want(start);
  }

  /** What is drawn is about to be replaced; a change waits for what comes. */
  get busy(): boolean {
    return this.#opening.busy;
  }

  /** Changes what is typed; `box` joins changes of one box into one step of undo. */
  edit(change: Change, box = ""): void {
    this.#opening.after(() => this.#edit(change(this.state.value), box));
  }

  editLayer(layer: number, change: Partial<Boxes>, box = ""): void {
    this.edit((state) => withLayer(state, layer, change), box && `${layer}.${box}`);
  }

  /** Changes what is no step of undo: seen at once, even where it waits for what comes. */
  adjust(change: Change): void {
    if (this.#opening.busy) this.state.value = change(this.state.value);
    this.#opening.after(() => this.#take(change(this.state.value)));
  }

  /** Takes a state that another owner holds; it is no step of ours to undo. */
  take(state: PlayState): void {
    if (!sameState(state, this.state.value)) this.#take(state);
  }

  undo(): void {
    this.#opening.after(() => {
      const found = this.#past.undo(this.state.value);
      if (found) this.#take(found);
    });
  }

  redo(): void {
    this.#opening.after(() => {
      const found = this.#past.redo(this.state.value);
      if (found) this.#take(found);
    });
  }

  /** Opens the settings of a layer; the last one's where there are not so many. */
  openLayer(layer: number): void {
    this.#opening.after(() =>
      batch(() => {
        this.layer.value = Math.max(0, Math.min(layer, this.state.value.layers.length - 1));
        this.pinned.value = null;
      }),
    );
  }

  /** Opens a link; an empty one stands for the first example. */
  openLink(link: string): Promise<void> {
    const ahead = this.#ahead;
    this.#ahead = null;
    return this.#open(ahead?.link === link ? ahead.asked : this.#askLink(link));
  }

  /** Asks for what a view is about to open, so that the answer is on its way while it is built. */
  askAhead(link: string): void {
    const asked = this.#askLink(link);
    asked.catch(() => undefined); // told where it is opened
    this.#ahead = { link, asked };
  }

  #askLink(link: string): Promise<Played> {
    if (!link) return this.transport.call("play_example", { name: FIRST });
    const buffers = [new TextEncoder().encode(link)];
    return this.transport.call("play_link", {}, { buffers });
  }

  /** Sets a layer by a line of PyTorch; the failure says what of it is not understood. */
  async setLine(line: string, layer: number): Promise<Failure | null> {
    await new Promise<void>((here) => this.#opening.after(here));
    try {
      const buffers = [encoded(this.state.value)];
      await this.#open(this.transport.call("play_line", { line, layer }, { buffers }), layer);
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  /** Opens a plane of a map; of an output, its number in the same place is chosen. */
  openPlane(map: number, plane: number): void {
    this.#opening.after(() =>
      batch(() => {
        this.opens.value = new Map(this.opens.value).set(map, plane);
        const spot = this.spot.value;
        if (spot?.layer === map - 1) this.pin({ at: "map", map, place: { ...spot.place, plane } });
      }),
    );
  }

  /** The output channel whose kernel is shown. */
  outputOf(layer: number): number {
    const spot = this.spot.value;
    const pointed = this.hover.value;
    if (pointed?.at === "kernel" && pointed.layer === layer) return pointed.output;
    const plane = spot?.layer === layer ? spot.place.plane : (this.opens.value.get(layer + 1) ?? 0);
    return Math.min(plane, (this.played.value?.layers[layer]?.settings.outputs ?? 1) - 1);
  }

  /** Pins what was clicked; a number that is pinned becomes part of the link. */
  pin(pointed: Pointed | null, keep = true): void {
    this.#opening.after(() => {
      batch(() => this.#pin(pointed));
      if (keep) this.keepPin();
    });
  }

  /** Moves the chosen number within its plane. */
  moveBy(down: number, right: number): void {
    this.#opening.after(() => this.#moveBy(down, right));
  }

  /** The reader has seen what of a link was not understood. */
  forgetUnread(): void {
    const played = this.played.value;
    if (played) this.played.value = { ...played, unread: [] };
  }

  fail(error: unknown): void {
    this.failure.value = failureOf(error);
  }

  /** Play, or pause where the window is. */
  togglePlaying(): void {
    this.playing.value = !this.playing.value;
    if (!this.playing.value) this.keepPin();
  }

  /** Writes the pinned number into what a link holds. */
  keepPin(): void {
    const played = this.played.peek();
    const pinned = this.#inside(this.pinned.peek());
    if (!played || pinned?.at !== "map" || pinned.map === 0 || !this.settled.peek()) return;
    const index = indexOf(pinned.place, played.input.shape.length - 1);
    const chosen = [pinned.map - 1, ...index].join(" ");
    if (chosen !== this.state.peek().chosen) this.adjust((state) => ({ ...state, chosen }));
  }

  /** The cells of a matrix with what was typed into them but is not computed yet. */
  grid(name: GridName): TextGrid {
    const played = this.played.value;
    const draft = this.#drafts.get(name);
    if (draft) return draft;
    if (name === "input") {
      return { size: sizeOf(played?.input.shape ?? []), texts: played?.input.texts ?? [] };
    }
    const layer = played?.layers[name];
    return {
      size: layer ? kernelSize(layer) : { planes: 0, rows: 0, columns: 0 },
      texts: layer?.kernel?.texts ?? [],
    };
  }

  /** Changes the cells of a matrix. */
  setGrid(name: GridName, change: (grid: TextGrid) => TextGrid, box = ""): void {
    this.#opening.after(() => {
      const grid = change(this.grid(name));
      this.setText(name, gridText(grid), box);
      this.#drafts.set(name, grid);
    });
  }

  /** Writes a matrix anew. */
  setText(name: GridName, text: string, box = ""): void {
    this.#opening.after(() => this.#drafts.delete(name));
    if (name === "input") this.edit((state) => ({ ...state, input: text, shape: "" }), box);
    else this.editLayer(name, { kernel: text, size: "" }, box);
  }

  #edit(state: PlayState, box: string): void {
    if (sameState(state, this.state.value)) return;
    this.#past.keep(this.state.value, box, Date.now());
    this.#take(state);
  }

  #pin(pointed: Pointed | null): void {
    this.pinned.value = pointed;
    if (pointed?.at === "kernel") this.layer.value = pointed.layer;
    if (pointed?.at !== "map" || pointed.map === 0) return;
    this.layer.value = Math.min(pointed.map - 1, this.state.value.layers.length - 1);
    this.#ask();
  }

  #moveBy(down: number, right: number): void {
    const spot = this.spot.value;
    const shape = spot && this.played.value?.layers[spot.layer]?.output.shape;
    if (!spot || !shape) return;
    const { rows, columns } = sizeOf(shape);
    const within = (n: number, all: number) => Math.max(0, Math.min(all - 1, n));
    const { plane, row, column } = spot.place;
    const place = { plane, row: within(row + down, rows), column: within(column + right, columns) };
    this.hover.value = null;
    this.pin({ at: "map", map: spot.layer + 1, place });
  }

  #want(state: PlayState): void {
    this.#play.want({ state, opened: this.opened.peek() });
  }

  #take(state: PlayState): void {
    batch(() => {
      this.#drafts.clear();
      this.state.value = state;
      this.layer.value = Math.min(this.layer.value, Math.max(0, state.layers.length - 1));
      this.#marks();
    });
    this.#want(state);
  }

  #open(asked: Promise<Played>, layer = Number.POSITIVE_INFINITY): Promise<void> {
    const before = this.state.value;
    return this.#opening.open(asked, (played) => {
      if (this.played.value) this.#past.keep(before, "", 0);
      this.#drafts.clear();
      this.failure.value = null;
      this.state.value = played.state;
      this.played.value = played;
      this.hover.value = null;
      this.pinned.value = pinnedOf(played);
      this.layer.value = Math.min(layer, played.layers.length - 1);
      this.opened.value += 1;
      this.#marks();
      this.#ask();
    });
  }

  /** Something was opened since this was wanted: an answer to it comes too late. */
  #outdone(wish: Wish): boolean {
    return wish.opened !== this.opened.peek();
  }

  #arrived(played: Played, asked: PlayState): void {
    batch(() => {
      const first = this.played.value === null;
      const newest = asked === this.state.value;
      if (newest) this.#drafts.clear();
      this.failure.value = null;
      this.played.value = newest ? { ...played, state: asked } : played;
      if (first) this.pinned.value = pinnedOf(played);
      this.#ask();
    });
  }

  #marks(): void {
    this.undoable.value = this.#past.undoable;
    this.redoable.value = this.#past.redoable;
  }

  /** What only the engine tells of the chosen number: the channels' shares, LaTeX. */
  #ask(): void {
    const spot = this.spot.value;
    const played = this.played.value;
    if (!spot || !played?.layers[spot.layer]?.output.values.data.length) return;
    const axes = played.input.shape.length - 1;
    clearTimeout(this.#calm);
    this.#calm = setTimeout(() => this.#cells.want({ state: played.state, spot, axes }), CALM);
  }

  #spot(): Spot | null {
    const played = this.played.value;
    return (
      played &&
      spotOf(played, this.layer.value, this.opens.value, [this.hover.value, this.pinned.value])
    );
  }

  /** What is pointed at, if it is still there. */
  #inside(pointed: Pointed | null): Pointed | null {
    return insideOf(this.played.value, pointed);
  }
}
