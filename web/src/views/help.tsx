// The keys, on a card that `?` opens and Escape closes.

import { useEffect, useRef } from "preact/hooks";
import { words } from "../i18n";
import { useSession } from "../state/context";
import { listenToKeys } from "./keys";

export function Help() {
  const { keys, help } = words.value;
  const card = useRef<HTMLDetailsElement>(null);
  useEffect(() => listenToKeys((event) => card.current && press(event, card.current)), []);
  const session = useSession();
  const playing = session.place.value.view === "play";
  const { keys: plays } = words.value.playground;
  const rows: readonly (readonly [string, string])[] = playing
    ? [
        ["↑ ↓ ← →", plays.move],
        ["0 … 9", plays.type],
        ["Enter", plays.edit],
        ["Space", plays.play],
        ["Ctrl + Z  Y", plays.undo],
      ]
    : [
        ["↑ ↓ ← →", keys.move],
        ["Tab", keys.column],
        ["Enter", keys.open],
        ["Home End", keys.ends],
        ["W", keys.wall],
        [", .", keys.element],
        ["Esc", keys.back],
        [keys.wheel, keys.zoom],
        ["+ − 0", keys.zoom],
      ];
  return (
    <details class="help" ref={card}>
      <summary aria-label={help} title={help}>
        ?
      </summary>
      <div class="help-card">
        <h2>{keys.title}</h2>
        <dl>
          {rows.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        {!playing && <p class="quiet-text">{keys.pan}</p>}
      </div>
    </details>
  );
}

/** The card hears keys before the screen does: Escape closes it, and nothing else. */
function press(event: KeyboardEvent, card: HTMLDetailsElement): void {
  if (event.key === "?") card.open = !card.open;
  else if (event.key === "Escape" && card.open) {
    card.open = false;
    event.stopImmediatePropagation();
  }
}
