// Something is being opened: the newest wins, and what a person does meanwhile is done to it.

import { batch } from "@preact/signals";

export class Opening<A> {
  /** what waits for the answer that is on its way; null where none is */
  #waiting: (() => void)[] | null = null;

  get busy(): boolean {
    return this.#waiting !== null;
  }

  /** Does something now, or as soon as nothing is on its way any more. */
  after(action: () => void): void {
    if (this.#waiting) this.#waiting.push(action);
    else action();
  }

  /** Tells of the answer, then does what waited; says nothing of one that came too late. */
  async open(asked: Promise<A>, tell: (answer: A) => void): Promise<void> {
    const waiting: (() => void)[] = [];
    this.#waiting = waiting;
    try {
      const answer = await asked;
      if (this.#waiting === waiting) this.#arrive(waiting, () => tell(answer));
    } catch (error) {
      if (this.#waiting !== waiting) return;
      this.#arrive(waiting, () => undefined);
      throw error;
    }
  }

  #arrive(waiting: readonly (() => void)[], tell: () => void): void {
    this.#waiting = null;
    batch(() => {
      tell();
      for (const action of waiting) action();
    });
  }
}
