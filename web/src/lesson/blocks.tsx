// The blocks of a chapter, one drawing for each kind.

import type { ComponentChildren } from "preact";
import { words } from "../i18n";
import type { Aside, Scene, Tabular } from "../protocol/messages";
import { ChoiceView } from "./choice";
import { ClozeView } from "./cloze";
import { Line } from "./line";
import { QuestionView } from "./question";

export type Block = Scene["blocks"][number];

export function BlockView({ block }: { block: Block }): ComponentChildren {
  switch (block.kind) {
    case "heading":
      return block.level === 2 ? (
        <h2>
          <Line parts={block.parts} />
        </h2>
      ) : (
        <h3>
          <Line parts={block.parts} />
        </h3>
      );
    case "paragraph":
      return (
        <p>
          <Line parts={block.parts} />
        </p>
      );
    case "items": {
      const List = block.ordered ? "ol" : "ul";
      return (
        <List>
          {block.items.map((item, i) => (
            <li key={i}>
              <Blocks blocks={item} />
            </li>
          ))}
        </List>
      );
    }
    case "aside":
      return <AsideView aside={block} />;
    case "tabular":
      return <TabularView tabular={block} />;
    case "listing":
      return (
        <pre class="listing">
          <code>{block.text}</code>
        </pre>
      );
    case "question":
      return <QuestionView question={block} />;
    case "choice":
      return <ChoiceView choice={block} />;
    case "cloze":
      return <ClozeView cloze={block} />;
    default:
      return block satisfies never;
  }
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block, i) => (
        <BlockView key={i} block={block} />
      ))}
    </>
  );
}

function AsideView({ aside }: { aside: Aside }) {
  return (
    <aside class="said-aside" data-slip={aside.about || undefined}>
      {aside.about && <p class="said-about">{words.value.lesson.onTheSlide}</p>}
      <Blocks blocks={aside.blocks} />
    </aside>
  );
}

function TabularView({ tabular }: { tabular: Tabular }) {
  const [head = [], ...rows] = tabular.rows;
  return (
    <div class="lesson-table">
      <table>
        <thead>
          <tr>
            {head.map((cell, i) => (
              <th key={i} scope="col">
                <Line parts={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>
                  <Line parts={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
