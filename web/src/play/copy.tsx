// A button that copies a text, and says so.

import { useSignal } from "@preact/signals";
import { words } from "../i18n";

export function Copy({ text, label }: { text: string; label?: string }) {
  const copied = useSignal("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      copied.value = text;
    } catch {
      copied.value = "";
    }
  };
  const { copied: done, copy: name } = words.value;
  return (
    <button type="button" class="copy" onClick={() => void copy()}>
      {copied.value === text && text ? done : (label ?? name)}
    </button>
  );
}
