// A question with answers to choose from; each says what there is to say to it.

import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { words } from "../i18n";
import type { Choice } from "../protocol/messages";
import { Line } from "./line";
import { Verdict } from "./verdict";

export function ChoiceView({ choice }: { choice: Choice }) {
  const chosen = useSignal(-1);
  const group = useId();
  const found = choice.alternatives[chosen.value];
  return (
    <fieldset class="question" data-question={choice.id}>
      <p class="question-kind">
        {choice.review ? words.value.lesson.review : words.value.lesson.question}
      </p>
      <legend>
        <span>
          <Line parts={choice.parts} />
        </span>
      </legend>
      {choice.alternatives.map((alternative, i) => (
        <label key={i} class="alternative">
          <input
            type="radio"
            name={group}
            checked={chosen.value === i}
            onChange={() => (chosen.value = i)}
          />
          <span>
            <Line parts={alternative.parts} />
          </span>
        </label>
      ))}
      {found && (
        <Verdict right={found.right}>
          <Line parts={found.said} />
        </Verdict>
      )}
    </fieldset>
  );
}
