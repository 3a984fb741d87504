// Pictures that run together: which they are, and which rows of a step belong to which of them.

import type { FieldBox, Fields, Picture } from "../protocol/messages";

/** The pictures that run together with one, by element: of a large batch the first that are listed. */
export function batchAround(pictures: readonly Picture[], id: string): readonly Picture[] {
  const batches = batchesOf(pictures);
  return batches.find((batch) => batch.some((picture) => picture.id === id)) ?? [];
}

/** Pictures that stand together in a list: batches whole, others alone. */
export function batchesOf(pictures: readonly Picture[]): readonly (readonly Picture[])[] {
  const found: Picture[][] = [];
  for (const picture of pictures) {
    const last = found.at(-1);
    if (picture.element > 0 && last) last.push(picture);
    else found.push([picture]);
  }
  return found;
}

/** The first row of a step that is of an element; 0 where its first axis is no multiple of them. */
export function rowOf(shape: readonly number[], batch: number, element: number): number {
  return element * rowsEach(shape, batch);
}

/** The element that a row of a step is of; −1 where its rows are of no element. */
export function elementOf(shape: readonly number[], batch: number, row: number): number {
  const each = rowsEach(shape, batch);
  return each ? Math.floor(row / each) : -1;
}

function rowsEach(shape: readonly number[], batch: number): number {
  const [rows = 0] = shape;
  return shape.length > 1 && rows % batch === 0 ? rows / batch : 0;
}

/** Elements, first and last, that a number reads from in the input; null where it is one alone. */
export function elementsRead(fields: Fields): readonly [number, number] | null {
  const box = fields.reads.find((found) => found.step === "input");
  const [first = 0] = box?.start ?? [];
  const [stop = 0] = box?.stop ?? [];
  return stop - first > 1 && (box?.start.length ?? 0) > 1 ? [first, stop - 1] : null;
}

/** What is looked at: how many elements run together, and which of them is shown. */
export interface Looked {
  readonly batch: number;
  readonly element: number;
}

type Shapes = ReadonlyMap<string, { readonly shape: readonly number[] }>;

/** The boxes of fields that meet an element: those of others are not on the maps that are shown. */
export function fieldsAt(fields: Fields, steps: Shapes, { batch, element }: Looked): Fields {
  const meets = (box: FieldBox) => {
    const row = rowOf(steps.get(box.step)?.shape ?? [], batch, element);
    return (box.start[0] ?? 0) <= row && row < (box.stop[0] ?? 1);
  };
  if (batch < 2) return fields;
  return { ...fields, reads: fields.reads.filter(meets), feeds: fields.feeds.filter(meets) };
}
