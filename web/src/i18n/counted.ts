// A count and its noun, in English: one is told apart from several.

/** `n` as it is written, and the noun in the number that goes with it. */
export function counted(n: string, one: string, several = `${one}s`): string {
  return `${n} ${n === "1" ? one : several}`;
}
