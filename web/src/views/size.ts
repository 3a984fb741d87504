// How large an element stands on the page, kept up to date.

import { type ReadonlySignal, useSignal } from "@preact/signals";
import { type MutableRef, useLayoutEffect, useRef } from "preact/hooks";

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Watched<T> {
  /** for the element that is watched */
  readonly area: MutableRef<HTMLDivElement | null>;
  readonly size: ReadonlySignal<T>;
}

/** Its width inside the border; 0 until it stands there. */
export function useWidth(): Watched<number> {
  return useWatched(0, (element) => element.clientWidth);
}

/** Its width and height inside the border; both 0 until it stands there. */
export function useSize(): Watched<Size> {
  return useWatched<Size>({ width: 0, height: 0 }, (element) => ({
    width: element.clientWidth,
    height: element.clientHeight,
  }));
}

function useWatched<T>(first: T, read: (element: HTMLElement) => T): Watched<T> {
  const area = useRef<HTMLDivElement>(null);
  const size = useSignal(first);
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      size.value = read(element);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { area, size };
}
