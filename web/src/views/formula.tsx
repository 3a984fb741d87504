// The arithmetic as LaTeX, to copy.

import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { words } from "../i18n";
import type { Explanation } from "../protocol/messages";
import { latex } from "../terms/latex";

export function Formula({ found }: { found: Explanation }) {
  const text = latex(found);
  const copied = useSignal(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    area.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      copied.value = true;
    } catch {
      copied.value = false; // it stays selected: Ctrl+C copies it
    }
  };
  return (
    <div class="formula">
      <textarea
        ref={area}
        readOnly
        rows={Math.min(12, text.split("\n").length + 1)}
        value={text}
        aria-label={words.value.latex}
        spellcheck={false}
      />
      <button type="button" onClick={() => void copy()}>
        {copied.value ? words.value.copied : words.value.copy}
      </button>
    </div>
  );
}
