// On a whole picture: the same kernel over a photograph, in red, green and blue, with a loupe.

import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { figures, words } from "../i18n";
import { failureText } from "../i18n/failures";
import type { PhotographName } from "../protocol/messages";
import { failureOf } from "../protocol/transport";
import { language } from "../state/settings";
import { PictureFile } from "../views/picturefile";
import { KernelPicker } from "./kernels";
import { type Filter, filterOf } from "./photo/convolve";
import { dividedBy, filtered, toneOf, wordsShown } from "./photo/filtered";
import { Loupe } from "./photo/loupe";
import { type Photo, photoFromFile, photoOf, type Shown, wordsOf } from "./photo/pixels";
import { type Dot, PhotoView } from "./photo/view";
import type { PlayStore } from "./store";

const SHOWN: readonly Shown[] = ["colour", "red", "green", "blue", "sum"];

export function PicturePanel({ store }: { store: PlayStore }) {
  const photo = useSignal<Photo | null>(null);
  const names = useSignal<readonly PhotographName[]>([]);
  const wrong = useSignal("");
  const shown = useSignal<Shown>("colour");
  const dot = useSignal<Dot | null>(null);
  const fail = (error: unknown) => {
    const failure = failureOf(error);
    if (failure) wrong.value = failureText(failure);
  };
  const load = (name: string) =>
    store.transport.call("photograph", { name }).then((found) => {
      const [height = 1, width = 1] = found.pixels.shape;
      names.value = found.all;
      wrong.value = "";
      photo.value = photoOf(found.name, height, width, found.pixels.data, 3);
    }, fail);
  useEffect(() => void load(""), [store]);
  const layer = store.played.value?.layers[0];
  const output = store.outputOf(0);
  const filter = useMemo(() => (layer ? filterOf(layer, output) : null), [layer, output]);
  const text = words.value.playground.photo;
  return (
    <>
      <header class="extra-head">
        <h2>{text.title}</h2>
        <Choose
          names={names.value}
          photo={photo.value}
          load={load}
          own={(p) => (photo.value = p)}
        />
        {layer && <KernelPicker store={store} number={0} />}
        <fieldset class="segments" aria-label={text.shownLabel}>
          {SHOWN.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={shown.value === name}
              onClick={() => (shown.value = name)}
            >
              {text.shown[name]}
            </button>
          ))}
        </fieldset>
      </header>
      {wrong.value && (
        <p class="wrong-text" role="alert">
          {wrong.value}
        </p>
      )}
      {!filter && layer && <p class="quiet-text">{text.onlyConvolution}</p>}
      {photo.value && filter && (
        <Filtered photo={photo.value} filter={filter} shown={shown.value} dot={dot} />
      )}
    </>
  );
}

interface ChooseProps {
  readonly names: readonly PhotographName[];
  readonly photo: Photo | null;
  readonly load: (name: string) => unknown;
  readonly own: (photo: Photo) => void;
}

function Choose({ names, photo, load, own }: ChooseProps) {
  const wrong = useSignal("");
  const { choose, ownPicture, unreadable } = words.value.playground.photo;
  const known = names.some((entry) => entry.name === photo?.name);
  const read = (file: File) => {
    photoFromFile(file).then(
      (found) => {
        wrong.value = "";
        own(found);
      },
      () => (wrong.value = unreadable(file.name)),
    );
  };
  return (
    <>
      <select
        aria-label={choose}
        value={known ? (photo?.name ?? "") : ""}
        onChange={(event) => load(event.currentTarget.value)}
      >
        {!known && <option value="">{photo?.name ?? ""}</option>}
        {names.map((entry) => (
          <option key={entry.name} value={entry.name}>
            {language.value === "en" ? entry.label : entry.label_zh}
          </option>
        ))}
      </select>
      <PictureFile class="copy" chosen={([file]) => file && read(file)}>
        {ownPicture}
      </PictureFile>
      {wrong.value && <span class="wrong-text">{wrong.value}</span>}
    </>
  );
}

interface FilteredProps {
  readonly photo: Photo;
  readonly filter: Filter;
  readonly shown: Shown;
  readonly dot: { value: Dot | null };
}

function Filtered({ photo, filter, shown, dot }: FilteredProps) {
  const found = useMemo(() => filtered(photo, filter), [photo, filter]);
  const before = useMemo(() => wordsOf(photo.planes, "picture"), [photo]);
  const after = useMemo(() => wordsShown(found, filter, shown), [found, filter, shown]);
  const text = words.value.playground.photo;
  const here = dot.value ?? { row: found.height >> 1, column: found.width >> 1 };
  const at = {
    row: Math.min(here.row, found.height - 1),
    column: Math.min(here.column, found.width - 1),
  };
  if (!found.width || !found.height) return <p class="quiet-text">{text.tooSmall}</p>;
  const { whole } = figures.value;
  const by = dividedBy(filter, shown);
  return (
    <>
      <div class="photos">
        <PhotoView
          name={words.value.input}
          words={before}
          size={photo}
          frame={windowAt(at, filter)}
          point={(pixel) => (dot.value = outputAt(pixel, filter, found))}
        />
        <PhotoView
          name={words.value.output}
          words={after}
          size={found}
          frame={{ ...at, high: 1, wide: 1 }}
          point={(pixel) => (dot.value = pixel)}
        />
        <Loupe photo={photo} filter={filter} found={found} shown={shown} at={at} />
      </div>
      <p class="quiet-text photo-note">
        {text.sizes(`${photo.width}×${photo.height}`, `${found.width}×${found.height}`)} ·{" "}
        {text.tones[toneOf(filter, shown)]}
        {by !== 1 && ` ${text.divided(figures.value.short(by))}`} ·{" "}
        <span data-testid="photo-time">
          {text.took(whole(found.macs), figures.value.fixed(found.took, 0))}
        </span>
      </p>
    </>
  );
}

/** The window of an output position, on the picture. */
function windowAt(at: Dot, filter: Filter) {
  return {
    row: at.row * filter.stride[0] - filter.around.top,
    column: at.column * filter.stride[1] - filter.around.left,
    high: filter.dilation[0] * (filter.rows - 1) + 1,
    wide: filter.dilation[1] * (filter.columns - 1) + 1,
  };
}

/** The output whose window lies around a pixel. */
function outputAt(pixel: Dot, filter: Filter, found: { width: number; height: number }): Dot {
  const along = (n: number, axis: 0 | 1, before: number, size: number, all: number) => {
    const reach = filter.dilation[axis] * (size - 1) + 1;
    const first = Math.round((n + before - (reach - 1) / 2) / filter.stride[axis]);
    return Math.max(0, Math.min(all - 1, first));
  };
  return {
    row: along(pixel.row, 0, filter.around.top, filter.rows, found.height),
    column: along(pixel.column, 1, filter.around.left, filter.columns, found.width),
  };
}
