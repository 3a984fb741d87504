// Answers that lie beside the page as files: the same for every reader, there before Python is.

export class KeptAnswers {
  readonly #home: URL;
  #index: Promise<Readonly<Record<string, string>>> | null = null;

  /** `home`: the folder with index.json, which names a file for each ask. */
  constructor(home: URL) {
    this.#home = home;
  }

  /** The frame that answers an ask; null where none is kept. */
  async find(method: string, ask: object): Promise<ArrayBuffer | null> {
    this.#index ??= fetched("index.json", this.#home).then((found) => found.json());
    const name = (await this.#index)[keyOf(method, ask)];
    return name === undefined ? null : (await fetched(name, this.#home)).arrayBuffer();
  }
}

async function fetched(name: string, home: URL): Promise<Response> {
  const found = await fetch(new URL(name, home));
  if (!found.ok) throw new Error(`${name}: ${found.status}`);
  return found;
}

/** A method and its ask as one text: fields by name, without spaces, as static/answers.py. */
export function keyOf(method: string, ask: object): string {
  const fields = Object.entries(ask).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${method} ${JSON.stringify(Object.fromEntries(fields))}`;
}
