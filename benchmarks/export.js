// Drags a slider as fast as the page answers, and as fast as it draws.
globalThis.drag = {
  /** Milliseconds from each step of a slider to the first frame that shows its answer. */
  async steps(name, values) {
    const slider = document.querySelector(`input[type=range][aria-label="${name}"]`);
    const code = () => document.querySelector("section.code input, section.code textarea").value;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const times = [];
    for (const value of values) {
      const before = code();
      const start = performance.now();
      slider.value = String(value);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      while (code() === before) await frame();
      times.push(performance.now() - start);
    }
    return times;
  },

  /** Milliseconds between frames while a slider moves at every frame. */
  async frames(name, low, high, count) {
    const slider = document.querySelector(`input[type=range][aria-label="${name}"]`);
    const gaps = [];
    let last = await new Promise((done) => requestAnimationFrame(done));
    for (let i = 0; i < count; i++) {
      slider.value = String(low + (i % (high - low + 1)));
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      const now = await new Promise((done) => requestAnimationFrame(done));
      gaps.push(now - last);
      last = now;
    }
    return gaps;
  },

  /** Milliseconds from a frame sent to the page's worker to the frame that answers it. */
  async asks(method, sent, count) {
    const times = [];
    for (let id = 0; id < count; id++) {
      const frame = new Uint8Array(sent).buffer;
      const start = performance.now();
      await new Promise((done) => {
        const hear = ({ data }) => data.id === `bench-${id}` && done();
        madeWorker.onmessage = hear;
        madeWorker.postMessage({ id: `bench-${id}`, method, frame }, [frame]);
      });
      times.push(performance.now() - start);
    }
    return times;
  },
};
