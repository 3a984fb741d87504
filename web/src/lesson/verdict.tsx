// What is said to an answer: right or not is told by a sign too, never by the colour alone.

import type { ComponentChildren } from "preact";

export function Verdict({ right, children }: { right: boolean; children: ComponentChildren }) {
  return (
    <p class={right ? "verdict is-right" : "verdict"} role="status">
      <span aria-hidden="true">{right ? "✓" : "→"}</span> <span>{children}</span>
    </p>
  );
}
