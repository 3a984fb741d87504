// A button that asks for a picture among the reader's own files.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

interface Props {
  readonly class: string;
  readonly label?: string;
  readonly title?: string;
  readonly chosen: (file: File) => void;
  readonly children: ComponentChildren;
}

export function PictureFile({ class: look, label, title, chosen, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class={look}
        title={title}
        aria-label={label}
        onClick={() => input.current?.click()}
      >
        {children}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file) chosen(file);
          // the same file may be chosen again
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
