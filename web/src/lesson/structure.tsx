// A network in the words of VGG's table: turn N, M, b and K, choose a column, or change a word.

import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { figures, words } from "../i18n";
import { failureText } from "../i18n/failures";
import type { Failure, Structured, StructureLive } from "../protocol/messages";
import { type Ask, failureOf } from "../protocol/transport";
import { useSession } from "../state/context";
import { Knobs } from "./knobs";
import type { Values } from "./values";
import { Verdict } from "./verdict";

interface Props {
  readonly live: StructureLive;
  readonly values: Signal<Values>;
}

export function StructureBlock({ live, values }: Props) {
  const session = useSession();
  const asked = useSignal<Ask<"structure">>({ input: live.input, words: live.words });
  const typed = useSignal(live.words);
  const input = useSignal(live.input);
  const found = useSignal<Structured | null>(null);
  const failure = useSignal<Failure | null>(null);
  const ask = asked.value;
  useEffect(() => {
    const job = new AbortController();
    session.transport.call("structure", ask, { signal: job.signal }).then(
      (reply) => {
        if (job.signal.aborted) return;
        found.value = reply;
        failure.value = null;
        values.value = reply.values;
        if (!ask.words) typed.value = reply.words;
      },
      (error) => {
        if (!job.signal.aborted) failure.value = failureOf(error);
      },
    );
    return () => job.abort();
  }, [ask]);
  const { lesson } = words.value;
  return (
    <div class="structure">
      {live.columns.length > 0 && (
        <fieldset class="segments" aria-label={lesson.column}>
          {live.columns.map((column) => (
            <button
              key={column}
              type="button"
              aria-pressed={
                column === (ask.column ?? (ask.words === live.words ? live.columns[0] : ""))
              }
              onClick={() => (asked.value = { input: input.value, column })}
            >
              {column}
            </button>
          ))}
        </fieldset>
      )}
      {live.knobs && (
        <Knobs turn={(knobs) => (asked.value = { input: input.value, knobs })} words={live.words} />
      )}
      <label class="structure-words">
        <span>{lesson.layers}</span>
        <textarea
          rows={3}
          spellcheck={false}
          value={typed.value}
          onInput={(event) => {
            typed.value = event.currentTarget.value;
            asked.value = { input: input.value, words: typed.value.slice(0, 1000) };
          }}
        />
      </label>
      <label class="structure-input">
        <span>{words.value.input}</span>
        <input
          type="text"
          autocomplete="off"
          value={input.value}
          onInput={(event) => {
            input.value = event.currentTarget.value;
            asked.value = { ...ask, input: input.value.slice(0, 40) };
          }}
        />
      </label>
      {failure.value && <Verdict right={false}>{failureText(failure.value)}</Verdict>}
      {found.value && <Layers found={found.value} />}
    </div>
  );
}

function Layers({ found }: { found: Structured }) {
  const { facts, step, lesson, totals } = words.value;
  const { whole, large } = figures.value;
  const most = Math.max(1, ...found.rows.map((row) => row.params));
  const sum = (what: "params" | "macs") => found.rows.reduce((all, row) => all + row[what], 0);
  return (
    <table class="structure-table">
      <thead>
        <tr>
          <th scope="col">{step}</th>
          <th scope="col">{facts.shape}</th>
          <th scope="col">{facts.parameters}</th>
          <th scope="col">{facts.macs}</th>
          <th scope="col">{lesson.sees}</th>
        </tr>
      </thead>
      <tbody>
        {found.rows.map((row) => (
          <tr key={row.name} class={row.block % 2 ? "odd" : ""}>
            <th scope="row">
              <code>{row.name}</code> <code class="quiet-text">{row.word}</code>
            </th>
            <td>
              <code>{row.shape.join("×")}</code>
            </td>
            <td class="amount" style={{ "--share": `${(100 * row.params) / most}%` }}>
              {row.params ? whole(row.params) : ""}
            </td>
            <td class="plain">{row.macs ? large(row.macs) : ""}</td>
            <td class="plain">{row.field ? `${row.field}×${row.field}` : ""}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{totals}</th>
          <td />
          <td class="plain">{whole(sum("params"))}</td>
          <td class="plain">{large(sum("macs"))}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}
