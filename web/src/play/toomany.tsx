// What stands in place of a matrix that has too many numbers to be drawn.

import { figures, words } from "../i18n";

export function TooMany({ shape }: { shape: readonly number[] }) {
  const count = figures.value.whole(shape.reduce((a, b) => a * b, 1));
  return <p class="quiet-text too-many">{words.value.playground.tooMany(count)}</p>;
}
