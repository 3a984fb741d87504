// A question to type an answer to; the answer is judged, and a mistake is called by its name.

import { useSignal } from "@preact/signals";
import { useContext, useId } from "preact/hooks";
import { words } from "../i18n";
import { failureText } from "../i18n/failures";
import type { Failure, Judged, Question } from "../protocol/messages";
import { failureOf } from "../protocol/transport";
import { useSession } from "../state/context";
import { language } from "../state/settings";
import { ChapterName } from "./chapter";
import { Line } from "./line";
import { Verdict } from "./verdict";

interface Said {
  readonly judged: Judged | null;
  readonly failure: Failure | null;
}

export function QuestionView({ question }: { question: Question }) {
  const session = useSession();
  const name = useContext(ChapterName);
  const id = useId();
  const answer = useSignal("");
  const said = useSignal<Said | null>(null);
  const shown = useSignal(false);
  const { lesson } = words.value;
  const judge = async () => {
    const ask = { name, question: question.id, answer: answer.value, language: language.value };
    try {
      said.value = { judged: await session.transport.call("lesson_answer", ask), failure: null };
    } catch (error) {
      said.value = { judged: null, failure: failureOf(error) };
    }
  };
  const change = (text: string) => {
    answer.value = text;
    said.value = null;
  };
  const judged = said.value?.judged ?? null;
  const matrix = question.about === "matrix";
  return (
    <form
      class="question"
      data-question={question.id}
      onSubmit={(event) => {
        event.preventDefault();
        if (answer.value.trim()) void judge();
      }}
    >
      <p class="question-kind">{question.review ? lesson.review : lesson.question}</p>
      <label for={id}>
        <Line parts={question.parts} />
      </label>
      <div class="answer">
        {matrix ? (
          <textarea
            id={id}
            rows={4}
            spellcheck={false}
            placeholder={lesson.matrixHint}
            value={answer.value}
            onInput={(event) => change(event.currentTarget.value)}
          />
        ) : (
          <input
            id={id}
            type="text"
            autocomplete="off"
            value={answer.value}
            onInput={(event) => change(event.currentTarget.value)}
          />
        )}
        <button type="submit" disabled={!answer.value.trim()}>
          {lesson.check}
        </button>
      </div>
      {said.value?.failure && <Verdict right={false}>{failureText(said.value.failure)}</Verdict>}
      {judged && (
        <Verdict right={judged.right}>
          {language.value === "en" ? judged.english : judged.chinese}
        </Verdict>
      )}
      {judged && !judged.right && (
        <Expected shown={shown} expected={judged.expected} matrix={matrix} />
      )}
    </form>
  );
}

interface ExpectedProps {
  readonly shown: { value: boolean };
  readonly expected: string;
  readonly matrix: boolean;
}

function Expected({ shown, expected, matrix }: ExpectedProps) {
  if (shown.value) {
    return <pre class="expected">{matrix ? expected.split("; ").join("\n") : expected}</pre>;
  }
  return (
    <button type="button" class="quiet link" onClick={() => (shown.value = true)}>
      {words.value.lesson.showAnswer}
    </button>
  );
}
