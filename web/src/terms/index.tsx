// A number and what it was made from. Every rule is drawn: a new one stops the compiler here.

import type { ComponentChildren, VNode } from "preact";
import { figures, words } from "../i18n";
import { channelTitle, labelName, stepTitle } from "../i18n/names";
import type { BlockInfo, StepInfo, TermInfo } from "../protocol/messages";
import { elementOf } from "../state/batch";
import { useSession } from "../state/context";
import { cellOf } from "../state/spot";
import { CellsByElement, elementsIn, elementTitle } from "./elements";

interface Props {
  readonly term: TermInfo;
  readonly exact: boolean;
  readonly all: boolean;
}

export function TermView({ term, exact, all }: Props) {
  return (
    <div class="term">
      <Expression term={term} exact={exact} all={all} />
      <span class="sign">{exact || isWhole(term) ? "=" : words.value.approximately}</span>
      <output class="term-value">{write(term.value, exact)}</output>
    </div>
  );
}

function Expression({ term, exact, all }: Props): VNode {
  const each = (parts: readonly TermInfo[]) =>
    parts.map((part, i) => <Expression key={i} term={part} exact={exact} all={all} />);
  const blocks = (winner?: number) =>
    term.blocks.map((block, i) => (
      <Block
        key={i}
        block={block}
        exact={exact}
        all={all}
        {...(winner === undefined ? {} : { winner })}
      />
    ));
  const [first, second] = term.parts;
  const one = first ? <Expression term={first} exact={exact} all={all} /> : null;
  const two = second ? <Expression term={second} exact={exact} all={all} /> : null;
  switch (term.rule) {
    case "number":
      return <Leaf name={labelName(term.label)} value={write(term.value, exact)} />;
    case "read":
      return <Read term={term} exact={exact} />;
    case "padding":
      return <Leaf name={words.value.padding} value={write(term.value, exact)} />;
    case "sum":
      return <Joined sign="+" name="Σ" blocks={blocks()} parts={each(term.parts)} />;
    case "product":
      return <Joined sign="×" name="" blocks={[]} parts={each(term.parts)} />;
    case "dot":
      return <Joined sign="×" name="Σ" blocks={[]} parts={blocks()} />;
    case "subtract":
      return <Joined sign="−" name="" blocks={[]} parts={[one, two]} />;
    case "divide":
      return (
        <span class="fraction">
          <span>{one}</span>
          <span>{two}</span>
        </span>
      );
    case "max":
      return <Joined sign="," name="max" blocks={blocks(term.value)} parts={each(term.parts)} />;
    case "min":
      return <Joined sign="," name="min" blocks={blocks(term.value)} parts={each(term.parts)} />;
    case "exp":
    case "log":
    case "tanh":
    case "erf":
      return <Joined sign="," name={term.rule} blocks={[]} parts={[one]} />;
    case "sqrt":
      return <Joined sign="," name="√" blocks={[]} parts={[one]} />;
    case "power":
      return (
        <span class="power">
          {one}
          <sup>{two}</sup>
        </span>
      );
    case "choose":
      return (
        <span class="choose">
          {one} <small>({term.label})</small>
        </span>
      );
    case "opaque":
      return <Leaf name={labelName(term.label)} value={write(term.value, exact)} />;
  }
}

/** Whether the parts, as printed, give the value as printed: one of them is passed on. */
function isWhole(term: TermInfo): boolean {
  if (!["read", "number", "padding", "choose", "max", "min"].includes(term.rule)) return false;
  const as = (digits: number) => Number(term.value.toFixed(digits));
  return term.blocks.every((block) => Object.is(as(digitsFor(block)), term.value));
}

interface JoinedProps {
  readonly sign: string;
  readonly name: string;
  readonly blocks: readonly ComponentChildren[];
  readonly parts: readonly ComponentChildren[];
}

function Joined({ sign, name, blocks, parts }: JoinedProps) {
  const all = [...blocks, ...parts];
  const bracket = name !== "" && !(name === "Σ" && all.length === 1);
  return (
    <span class="joined">
      {name && <span class="sign">{name}</span>}
      {bracket && <i class="paren" aria-hidden="true" />}
      {all.map((part, i) => (
        <span key={i} class="joined-part">
          {i > 0 && <span class="sign">{sign}</span>}
          {part}
        </span>
      ))}
      {bracket && <i class="paren closing" aria-hidden="true" />}
    </span>
  );
}

const FIRST = 100;

function Block({
  block,
  exact,
  all,
  winner,
}: {
  block: BlockInfo;
  exact: boolean;
  all: boolean;
  winner?: number;
}) {
  const session = useSession();
  const step = session.steps.value.get(block.source);
  const count = block.values.data.length;
  const name = words.value.windowOf(step ? stepTitle(step) : block.source);
  const digits = exact ? null : digitsFor(block);
  const rows = elementsIn(block, session.looked.value.batch);
  const { elements } = words.value.batch;
  return (
    <figure class="product">
      <figcaption>
        {name}
        {rows && ` · ${elements(String(block.start[0] ?? 0), String(rows.at(-1) ?? 0))}`}
      </figcaption>
      {count <= FIRST || all ? (
        <CellsByElement
          block={block}
          rows={rows}
          digits={digits}
          family={block.step ? "activation" : "weight"}
          {...(winner === undefined ? {} : { winner })}
        />
      ) : (
        <span class="leaf">{words.value.allNumbers(figures.value.whole(count))}</span>
      )}
    </figure>
  );
}

/** Decimals at which the largest number of a block still fits its cell. */
function digitsFor(block: BlockInfo): number {
  let peak = 0;
  for (const value of block.values.data) {
    const size = Math.abs(value);
    if (size > peak && Number.isFinite(size)) peak = size;
  }
  return peak >= 100 ? 0 : peak >= 10 ? 1 : 2;
}

function Read({ term, exact }: { term: TermInfo; exact: boolean }) {
  const session = useSession();
  const step = session.steps.value.get(term.source);
  const value = write(term.value, exact);
  if (!term.step) return <Leaf name={labelName(term.label) || term.source} value={value} />;
  const [where, place] = placeOf(step, term.index.slice(1));
  const { batch, element } = session.looked.value;
  const own = elementOf(step?.shape ?? [], batch, term.index[0] ?? 0);
  const other = own >= 0 && own !== element ? elementTitle(session, own) : "";
  return (
    <button type="button" class="leaf open" onClick={() => session.follow(term.source, term.index)}>
      <b>{value}</b>
      <small>{labelName(term.label) || where || term.source}</small>
      {place && <small>{place}</small>}
      {other && <small>{other}</small>}
    </button>
  );
}

/** The map that a number stands on, and where. */
function placeOf(step: StepInfo | undefined, at: readonly number[]): readonly [string, string] {
  if (!step) return ["", at.join(", ")];
  const { row, column } = cellOf(step.shape, at);
  const place = step.shape.length > 2 ? words.value.place(String(row), String(column)) : "";
  return [channelTitle(step, at[0] ?? 0), place];
}

function Leaf({ name, value }: { name: string; value: string }) {
  return (
    <span class="leaf">
      <b>{value}</b>
      {name && <small>{name}</small>}
    </span>
  );
}

function write(value: number, exact: boolean): string {
  return exact ? figures.value.exact(value) : figures.value.short(value);
}
