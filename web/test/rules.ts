// A stylesheet as its rules, flat: what each selector declares.

export interface Rule {
  readonly file: string;
  readonly selector: string;
  readonly declarations: ReadonlyMap<string, string>;
}

/** Rules of plain, nested-only-by-@media CSS. */
export function rulesOf(file: string, text: string): Rule[] {
  const bare = text.replace(/\/\*.*?\*\//gs, "");
  return [...bare.matchAll(/([^{};]+)\{([^{}]*)\}/g)].map(([, selector = "", body = ""]) => ({
    file,
    selector: selector.trim(),
    declarations: new Map(
      body
        .split(";")
        .map((line) => line.split(/:(.*)/s))
        .filter(([name, value]) => name?.trim() && value)
        .map(([name = "", value = ""]) => [name.trim(), value.trim()]),
    ),
  }));
}
