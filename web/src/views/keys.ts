// Keys that mean the same wherever one is in the app.

const FIELDS = "select, textarea, input:not([type=range])";

/** Hears keys pressed in the app, not into a field; elsewhere on a notebook's page they are not ours. */
export function listenToKeys(press: (event: KeyboardEvent) => void): () => void {
  const listen = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const ours = target === document.body || target.closest(".cutaway");
    if (!ours || target.closest(FIELDS) || event.ctrlKey || event.metaKey || event.altKey) return;
    press(event);
  };
  window.addEventListener("keydown", listen);
  return () => window.removeEventListener("keydown", listen);
}
