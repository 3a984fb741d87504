// One picture on the screen, with a frame on it; pointing at a pixel, or the arrows, move it.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { ARROWS, cellUnder, inside } from "../../draw/grid";
import { words } from "../../i18n";
import { paintWords } from "./pixels";

/** A pixel, by row and column. */
export interface Dot {
  readonly row: number;
  readonly column: number;
}

interface Props {
  readonly name: string;
  readonly words: Uint32Array;
  readonly size: { readonly width: number; readonly height: number };
  readonly frame: Dot & { readonly high: number; readonly wide: number };
  readonly point: (pixel: Dot) => void;
}

const STRIDE = 10;

export function PhotoView({ name, words: pixels, size, frame, point }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current) paintWords(canvas.current, pixels, size);
  }, [pixels, size]);
  const hover = (event: PointerEvent) => point(cellUnder(event, size.height, size.width));
  const press = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    const step = ARROWS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.shiftKey ? STRIDE : 1;
    const row = frame.row + Math.floor(frame.high / 2) + step[0] * by;
    const column = frame.column + Math.floor(frame.wide / 2) + step[1] * by;
    point(inside({ row, column }, size.height, size.width));
  };
  const share = (n: number, all: number) => `${(n / all) * 100}%`;
  return (
    <figure class="photo">
      <figcaption class="quiet-text">{name}</figcaption>
      <button
        type="button"
        class="photo-view"
        aria-label={words.value.playground.photo.viewLabel(name)}
        onPointerMove={hover}
        onPointerDown={hover}
        onKeyDown={press}
      >
        <canvas ref={canvas} />
        <i
          class="photo-frame"
          style={{
            top: share(frame.row, size.height),
            left: share(frame.column, size.width),
            height: share(frame.high, size.height),
            width: share(frame.wide, size.width),
          }}
        />
      </button>
    </figure>
  );
}
