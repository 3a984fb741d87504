// Whether the window is as narrow as a phone's.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

const NARROW = 700;

export function useNarrow(): boolean {
  const narrow = useSignal(window.innerWidth < NARROW);
  useEffect(() => {
    const read = () => (narrow.value = window.innerWidth < NARROW);
    window.addEventListener("resize", read);
    return () => window.removeEventListener("resize", read);
  }, []);
  return narrow.value;
}
