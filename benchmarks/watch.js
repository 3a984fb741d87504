// Runs in the page, before it: tells when a frame shows what was asked for.

window.watch = {
  lastPaint: 0,

  /** Milliseconds from an action to the first frame in which `done` holds. */
  async until(act, done) {
    const start = performance.now();
    act();
    while (!done()) {
      if (performance.now() - start > 10_000) throw new Error("it never came");
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - start;
  },

  grids: () => [...document.querySelectorAll("[role=grid]")],

  /** Another picture: until no map has been painted for 150 ms. */
  async picture(n) {
    const radios = [...document.querySelectorAll("[role=radio]")];
    const now = radios.findIndex((radio) => radio.ariaChecked === "true");
    const next = radios[(now + n) % 10];
    const start = performance.now();
    watch.lastPaint = 0;
    next.click();
    await watch.until(
      () => {},
      () => watch.lastPaint > 0 && performance.now() - watch.lastPaint > 150,
    );
    return watch.lastPaint - start;
  },

  point(kind, grid, x, y) {
    const box = grid.getBoundingClientRect();
    const at = { clientX: box.left + x, clientY: box.top + y, bubbles: true, detail: 1 };
    const Kind = kind === "click" ? MouseEvent : PointerEvent;
    grid.dispatchEvent(new Kind(kind, at));
  },

  /** A map of a convolution: its layer, drawn with every input. */
  async layer(n) {
    const grid = watch.grids()[3];
    const height = grid.getBoundingClientRect().height;
    const address = location.hash;
    const time = await watch.until(
      () => {
        const cell = grid.querySelector("[role=gridcell]");
        cell.focus();
        for (let i = 0; i < n % 8; i++) {
          cell.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
        }
        cell.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
      },
      () => document.querySelectorAll(".one-map canvas").length > 20,
    );
    if (location.hash === address || !height) throw new Error("nothing was opened");
    return time;
  },

  /** Back to the overview, however many steps that takes. */
  async overview() {
    for (let i = 0; i < 9 && location.hash.includes("view="); i++) {
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
      await new Promise((after) => setTimeout(after, 150));
    }
    await watch.until(
      () => {},
      () => watch.grids().length > 4,
    );
  },

  /** A class's score, or another: until its value and its bars stand there. */
  number(n) {
    const scores = [...document.querySelectorAll(".classes button")];
    const before = document.querySelector("[data-testid=value]")?.textContent;
    return watch.until(
      () => scores[n % scores.length].click(),
      () => {
        const value = document.querySelector("[data-testid=value]")?.textContent;
        return value && value !== before && document.querySelector(".waterfall rect");
      },
    );
  },

  /** The pointer over another place: until the value is said, and until its windows are lit. */
  async hover(n) {
    const grid = watch.grids()[3];
    const box = grid.getBoundingClientRect();
    const said = () => document.querySelector("output.readout")?.textContent ?? "";
    const lit = () => document.querySelector("[role=grid] svg path.window")?.getAttribute("d");
    const before = [said(), lit()];
    const start = performance.now();
    const x = 4 + ((n * 7) % (box.width - 8));
    const y = 4 + ((n * 53) % (box.height - 8));
    const first = await watch.until(
      () => watch.point("pointermove", grid, x, y),
      () => said() !== "" && said() !== before[0],
    );
    await watch.until(() => {}, () => lit() && lit() !== before[1]);
    return [first, performance.now() - start];
  },
};

const watch = window.watch;
const draw = CanvasRenderingContext2D.prototype.drawImage;
CanvasRenderingContext2D.prototype.drawImage = function (...args) {
  watch.lastPaint = performance.now();
  return draw.apply(this, args);
};
