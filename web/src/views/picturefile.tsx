// A button that asks for a picture, or for several, among the reader's own files.

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

interface Props {
  readonly class: string;
  readonly label?: string;
  readonly title?: string;
  /** whether several may be chosen at once */
  readonly multiple?: boolean;
  /** at least one */
  readonly chosen: (files: readonly File[]) => void;
  readonly children: ComponentChildren;
}

export function PictureFile(props: Props) {
  const { class: look, label, title, multiple = false, chosen, children } = props;
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
        multiple={multiple}
        hidden
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          if (files.length) chosen(files);
          // the same file may be chosen again
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}
