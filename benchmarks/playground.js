// Runs in the page: tells when a frame of the playground shows what was asked for.

window.play = {
  /** Milliseconds from an action to the end of the frame after `done` holds. */
  async until(act, done) {
    const start = performance.now();
    act();
    while (!done()) {
      if (performance.now() - start > 10_000) throw new Error("it never came");
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - start;
  },

  board: (n) => document.querySelectorAll(".stage .board")[n],
  text: () => document.querySelector("[data-testid=size]")?.textContent ?? "",
  sum: () => document.querySelector("[data-testid=sum]")?.textContent ?? "",
  marks: () => document.querySelector(".stage .board .frame")?.style.transform ?? "",

  slide(name, value) {
    const slider = [...document.querySelectorAll(".setting input[type=range]")].find(
      (found) => found.ariaLabel === name,
    );
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  },

  /** A slider dragged to another value: until the formula and the matrices are those of it. */
  drag(name, value, cells) {
    const before = play.text();
    return play.until(
      () => play.slide(name, value),
      () => play.text() !== before && (!cells || play.drawn() === cells),
    );
  },

  drawn: () => document.querySelectorAll(".stage .digit").length,

  /** The pointer onto another output: until its sum and its window stand there. */
  hover(n, row, column, cell) {
    const board = play.board(n);
    const box = board.getBoundingClientRect();
    const at = { clientX: box.left + (column + 0.5) * cell, clientY: box.top + (row + 0.5) * cell };
    const before = [play.sum(), play.marks()].join();
    return play.until(
      () => board.dispatchEvent(new PointerEvent("pointermove", { ...at, bubbles: true })),
      () => [play.sum(), play.marks()].join() !== before,
    );
  },
};
