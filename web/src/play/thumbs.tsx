// All planes of a map in small: the open one is chosen here.

import { useMemo } from "preact/hooks";
import { words } from "../i18n";
import type { Played } from "../protocol/messages";
import { Pixels } from "./pixels";
import { mapPlane } from "./planes";

interface Props {
  readonly played: Played;
  readonly map: number;
  readonly planes: number;
  readonly open: number;
  readonly name: string;
  readonly choose: (plane: number) => void;
}

const SIDE = 40;
const MOST = 64;

export function Thumbs({ played, map, planes, open, name, choose }: Props) {
  const shown = useMemo(
    () =>
      Array.from({ length: Math.min(planes, MOST) }, (_, p) => mapPlane(played, map, p, "", false)),
    [played, map, planes],
  );
  return (
    <fieldset class="thumbs" aria-label={words.value.playground.channelsOf(name)}>
      {shown.map((drawn, p) => (
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
              plane={drawn}
              framed={false}
              cell={SIDE / Math.max(drawn.rows, drawn.columns)}
              family="activation"
            />
          )}
        </button>
      ))}
      {planes > MOST && <small>{words.value.more(String(planes - MOST))}</small>}
    </fieldset>
  );
}
