// The line of PyTorch: to copy, and to paste one that sets everything.

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../i18n";
import { failureText } from "../i18n/failures";
import { Copy } from "./copy";
import type { PlayStore } from "./store";

export function CodePanel({ store }: { store: PlayStore }) {
  const played = store.played.value;
  const number = Math.min(store.layer.value, (played?.layers.length ?? 1) - 1);
  const line = played?.layers[number]?.line ?? "";
  const typed = useSignal<string | null>(null);
  const wrong = useSignal("");
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (document.activeElement === box.current) return; // someone is still typing
    typed.value = null;
    wrong.value = "";
  }, [line]);
  const set = async () => {
    const text = typed.value?.trim() ?? "";
    if (!text || text === line) return;
    const failure = await store.setLine(text, number);
    wrong.value = failure ? failureText(failure) : "";
    if (!failure) typed.value = null;
  };
  const { code, codeHint, flipHint } = words.value.playground;
  const flipped = played?.layers[number]?.settings.flipped;
  return (
    <section class="reckoned code" aria-label={code}>
      <h3>{code}</h3>
      <form
        class="code-line"
        onSubmit={(event) => {
          event.preventDefault();
          void set();
        }}
      >
        <textarea
          ref={box}
          rows={Math.min(4, Math.ceil((typed.value ?? line).length / 42))}
          value={typed.value ?? line}
          aria-label={code}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={wrong.value ? true : undefined}
          onInput={(event) => (typed.value = event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              void set();
            } else if (event.key === "Escape") typed.value = null;
          }}
          onPaste={(event) => {
            const text = event.clipboardData?.getData("text/plain").trim() ?? "";
            if (!text.includes("(")) return;
            event.preventDefault();
            typed.value = text;
            void set();
          }}
          onBlur={() => void set()}
        />
        <Copy text={played && played.layers.length > 1 ? played.line : line} />
      </form>
      <p class={wrong.value ? "wrong-text" : "quiet-text"} role={wrong.value ? "alert" : undefined}>
        {wrong.value || (flipped ? flipHint : codeHint)}
      </p>
    </section>
  );
}
