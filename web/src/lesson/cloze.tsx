// Code with blanks to fill in for oneself, and the key on demand. Nothing is run, and nothing judged:
// there is more than one way to say most of it.

import { useSignal } from "@preact/signals";
import { words } from "../i18n";
import type { Cloze } from "../protocol/messages";
import { Line } from "./line";

export function ClozeView({ cloze }: { cloze: Cloze }) {
  const key = useSignal(false);
  const { lesson } = words.value;
  return (
    <section class="question" data-question={cloze.id}>
      <p class="question-kind">{cloze.review ? lesson.review : lesson.question}</p>
      <p>
        <Line parts={cloze.parts} />
      </p>
      <pre class="listing cloze">
        <code>
          {cloze.pieces.map((piece, i) =>
            i % 2 ? (
              <Blank key={i} number={(i + 1) / 2} right={piece} shown={key.value} />
            ) : (
              <span key={i}>{piece}</span>
            ),
          )}
        </code>
      </pre>
      <button type="button" class="quiet link" onClick={() => (key.value = !key.value)}>
        {key.value ? lesson.hideKey : lesson.showKey}
      </button>
    </section>
  );
}

interface BlankProps {
  readonly number: number;
  readonly right: string;
  readonly shown: boolean;
}

function Blank({ number, right, shown }: BlankProps) {
  const typed = useSignal("");
  if (shown) return <mark>{right}</mark>;
  const width = Math.max(4, right.length, typed.value.length);
  return (
    <input
      type="text"
      class="blank"
      autocomplete="off"
      spellcheck={false}
      aria-label={words.value.lesson.blank(String(number))}
      style={{ width: `${width + 1}ch` }}
      value={typed.value}
      onInput={(event) => (typed.value = event.currentTarget.value)}
    />
  );
}
