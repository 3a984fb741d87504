// Asks for what is wanted now, one ask at a time: what was wanted in between is never asked.

/** Keeps up with wishes that come faster than answers; every answer that arrives is told. */
export class Pump<W, A> {
  #wanted: { readonly wish: W } | null = null;
  #busy = false;

  constructor(
    readonly ask: (wish: W) => Promise<A>,
    readonly tell: (answer: A, wish: W) => void,
    readonly fail: (error: unknown, wish: W) => void,
  ) {}

  want(wish: W): void {
    this.#wanted = { wish };
    if (!this.#busy) void this.#run();
  }

  async #run(): Promise<void> {
    this.#busy = true;
    while (this.#wanted) {
      const { wish } = this.#wanted;
      this.#wanted = null;
      try {
        this.tell(await this.ask(wish), wish);
      } catch (error) {
        this.fail(error, wish);
      }
    }
    this.#busy = false;
  }
}
