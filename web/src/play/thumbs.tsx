// All planes of a map in small: the open one is chosen here.

import { words } from "../i18n";
import type { Plane } from "./board";
import { Pixels } from "./pixels";

interface Props {
  readonly planes: number;
  readonly open: number;
  readonly name: string;
  readonly plane: (plane: number) => Plane | null;
  readonly choose: (plane: number) => void;
}

const SIDE = 40;
const MOST = 64;

export function Thumbs({ planes, open, name, plane, choose }: Props) {
  const shown = Array.from({ length: Math.min(planes, MOST) }, (_, p) => p);
  return (
    <fieldset class="thumbs" aria-label={words.value.playground.channelsOf(name)}>
      {shown.map((p) => {
        const drawn = plane(p);
        return (
          <button
            key={p}
            type="button"
            aria-pressed={p === open}
            aria-label={words.value.channel(String(p))}
            title={words.value.channel(String(p))}
            onClick={() => choose(p)}
          >
            {drawn && (
              <Pixels
                plane={{ ...drawn, name: "", padding: false }}
                cell={SIDE / Math.max(drawn.rows, drawn.columns)}
                family="activation"
              />
            )}
          </button>
        );
      })}
      {planes > MOST && <small>{words.value.more(String(planes - MOST))}</small>}
    </fieldset>
  );
}
