// The pictures to choose from, a way to add one, and what is done to the chosen one.

import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { figures, words } from "../i18n";
import { pictureName, pictureTitle, shapeText } from "../i18n/names";
import type { Picture, Preparation, Run } from "../protocol/messages";
import { batchesOf } from "../state/batch";
import { useSession } from "../state/context";
import { PictureFile } from "./picturefile";
import { Thumbnail } from "./thumbnail";

export function PictureBar({ children }: { children?: ComponentChildren }) {
  const session = useSession();
  const pictures = session.pictures.value;
  const run = session.run.value.value;
  return (
    <div class="picture-bar">
      <Strip pictures={pictures} />
      <AddButton />
      <p class="picture-about quiet-text">{run && about(run, pictures)}</p>
      {children}
    </div>
  );
}

function Strip({ pictures }: { pictures: readonly Picture[] }) {
  const session = useSession();
  const strip = useRef<HTMLDivElement>(null);
  const chosen = session.picture.value;
  const here = pictures.findIndex((picture) => picture.id === chosen);
  useEffect(() => {
    const element = strip.current?.querySelector<HTMLElement>("[aria-checked=true]");
    if (element && strip.current) keepBatchInView(strip.current, element);
  }, [chosen, pictures.length]);
  const press = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = pictures[here + by];
    if (!by || !next) return;
    event.preventDefault();
    session.choose(next.id);
    requestAnimationFrame(() => {
      strip.current?.querySelector<HTMLElement>("[aria-checked=true]")?.focus();
    });
  };
  return (
    <div
      class="strip"
      role="radiogroup"
      tabIndex={-1}
      aria-label={words.value.pictures}
      ref={strip}
      onKeyDown={press}
    >
      {batchesOf(pictures).map((batch) => {
        const choices = batch.map((picture) => (
          <Choice
            key={picture.id}
            picture={picture}
            checked={picture.id === chosen}
            reached={picture.id === chosen || (here < 0 && picture === pictures[0])}
          />
        ));
        const first = batch[0];
        if (!first || first.batch < 2) return choices;
        const name = words.value.batch.group(figures.value.whole(first.batch));
        return (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a row that scrolls
          <div key={first.id} class="batch" role="group" aria-label={name} title={name}>
            {choices}
          </div>
        );
      })}
    </div>
  );
}

interface ChoiceProps {
  readonly picture: Picture;
  readonly checked: boolean;
  /** whether Tab leads here */
  readonly reached: boolean;
}

function Choice({ picture, checked, reached }: ChoiceProps) {
  const session = useSession();
  const name = pictureTitle(picture);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a radio with a picture in it
    <button
      type="button"
      role="radio"
      class="choice"
      aria-checked={checked}
      tabIndex={reached ? 0 : -1}
      title={name}
      aria-label={name}
      onClick={() => session.choose(picture.id)}
    >
      <Thumbnail picture={picture} width={32} height={32} />
    </button>
  );
}

/** The whole batch of a picture where there is room for it, else the picture. */
function keepBatchInView(strip: HTMLElement, element: HTMLElement): void {
  const batch = element.closest<HTMLElement>(".batch");
  const fits = batch && batch.offsetWidth <= strip.clientWidth - 16;
  keepInView(strip, fits ? batch : element);
}

function keepInView(strip: HTMLElement, element: HTMLElement): void {
  const [left, right] = [element.offsetLeft, element.offsetLeft + element.offsetWidth];
  const start = strip.offsetLeft;
  if (left - start < strip.scrollLeft) strip.scrollLeft = left - start - 8;
  else if (right - start > strip.scrollLeft + strip.clientWidth) {
    strip.scrollLeft = right - start - strip.clientWidth + 8;
  }
}

function AddButton() {
  const session = useSession();
  const { addPicture, addPictureHint } = words.value;
  return (
    <PictureFile
      class="choice add"
      title={addPictureHint}
      label={addPicture}
      multiple
      chosen={(files) => void session.upload(files)}
    >
      +
    </PictureFile>
  );
}

function about(run: Run, pictures: readonly Picture[]): string {
  const place = pictures.findIndex((picture) => picture.id === run.picture.id);
  const { pictureOf } = words.value;
  const name = pictureName(run.picture);
  const { element, batch } = run.picture;
  const which =
    batch > 1
      ? words.value.batch.elementOf(String(element), String(batch - 1))
      : place < 0
        ? ""
        : pictureOf(String(place + 1), String(pictures.length));
  const done = run.prepared.map(preparationText).filter(Boolean);
  const shape = run.steps[0] ? shapeText(run.steps[0].shape) : "";
  return [[name, which].filter(Boolean).join(" · "), [...done, shape].join(" · ")].join(" · ");
}

function preparationText(done: Preparation): string {
  const { prepared } = words.value;
  const numbers = done.numbers;
  switch (done.kind) {
    case "resize":
      return prepared.resize(`${numbers[2] ?? ""}×${numbers[3] ?? ""}`);
    case "crop":
      return prepared.crop(`${numbers[2] ?? ""}×${numbers[3] ?? ""}`);
    case "order":
      return prepared.order(done.text);
    case "grey":
    case "invert":
    case "scale":
    case "mean":
    case "deviation":
      return prepared[done.kind];
  }
}
