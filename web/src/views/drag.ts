// A drag that began with a press, followed wherever on the page it goes.

/** Tells every move of the pointer until it is let go. */
export function untilLetGo(move: (now: PointerEvent) => void): void {
  const end = () => {
    window.removeEventListener("pointermove", move);
    window.removeEventListener("pointerup", end);
  };
  window.addEventListener("pointermove", move);
  window.addEventListener("pointerup", end);
}
