// A live playground to set into a page: the owner holds the state, the block shows parts of it.

import { useEffect, useMemo } from "preact/hooks";
import type { Played, PlayState } from "../protocol/messages";
import { useSession } from "../state/context";
import { PANELS, panelsOf } from "./panels";
import { PlayStore } from "./store";

interface Props {
  readonly state: PlayState;
  /** hears every change that a person makes */
  readonly onState?: (state: PlayState) => void;
  /** hears what came of the state: the numbers for a sentence */
  readonly onPlayed?: (played: Played) => void;
  /** what is shown, in this order: names of `PANELS` parted by "-"; "" the usual ones */
  readonly panel?: string;
  /** what the block is called */
  readonly label?: string;
}

/** Matrices with their window, and by choice the sum, the formula, the cost, the code, sliders. */
export function PlayBlock({ state, onState, onPlayed, panel = "", label }: Props) {
  const { transport } = useSession();
  const store = useMemo(() => new PlayStore(transport, state), [transport]);
  useEffect(() => store.take(state), [state]);
  useEffect(() => store.state.subscribe((now) => now !== state && onState?.(now)), [onState]);
  useEffect(() => store.played.subscribe((now) => now && onPlayed?.(now)), [onPlayed]);
  return (
    <section class="play-block" aria-label={label}>
      {panelsOf(panel).map((name) => {
        const Panel = PANELS[name];
        return <Panel key={name} store={store} />;
      })}
    </section>
  );
}
