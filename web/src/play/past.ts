// What was, to come back to: undo and redo.

const MOST = 200;
/** changes of one box within this many milliseconds are one step back */
const PAUSE = 900;

export class Past<S> {
  #before: S[] = [];
  #after: S[] = [];
  #box = "";
  #when = 0;

  get undoable(): boolean {
    return this.#before.length > 0;
  }

  get redoable(): boolean {
    return this.#after.length > 0;
  }

  /** Keeps a state before it is changed; `box` names what changes, "" a change of its own. */
  keep(state: S, box: string, now: number): void {
    const goesOn = box !== "" && box === this.#box && now - this.#when < PAUSE;
    this.#box = box;
    this.#when = now;
    this.#after = [];
    if (!goesOn) this.#before = [...this.#before, state].slice(-MOST);
  }

  /** The state before; undefined where there is none. */
  undo(state: S): S | undefined {
    const found = this.#before.pop();
    if (found !== undefined) this.#after.push(state);
    this.#box = "";
    return found;
  }

  redo(state: S): S | undefined {
    const found = this.#after.pop();
    if (found !== undefined) this.#before.push(state);
    this.#box = "";
    return found;
  }
}
