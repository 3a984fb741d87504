// Copies an address that opens exactly what is seen.

import { useSignal } from "@preact/signals";
import { words } from "../i18n";
import { formatPlace, NOWHERE } from "../state/place";
import type { PlayStore } from "./store";

export function LinkButton({ store }: { store: PlayStore }) {
  const copied = useSignal("");
  const link = store.played.value?.link ?? "";
  const { link: name, linkCopied, linkHint } = words.value.playground;
  const copy = async () => {
    store.keepPin();
    const fragment = formatPlace({ ...NOWHERE, view: "play", play: link });
    try {
      await navigator.clipboard.writeText(`${location.href.split("#")[0]}#${fragment}`);
      copied.value = link;
    } catch {
      copied.value = "";
    }
  };
  return (
    <button type="button" class="quiet" title={linkHint} onClick={() => void copy()}>
      {copied.value === link && link ? linkCopied : name}
    </button>
  );
}
