// The figures of networks in a table, each with a bar, and the profile of where the cost sits.

import { figures, words } from "../i18n";
import { networkTitle } from "../i18n/names";
import type { Side } from "../protocol/messages";
import { useSession } from "../state/context";
import { comparingOf } from "./comparing";
import { bytesText, type Heights, heights } from "./figures";
import { Profile } from "./profile";

const WIDTH = 640;
const WIDEST = 22;

interface Column {
  readonly name: string;
  readonly hint?: string;
  readonly size: (side: Side) => number;
  readonly text: (side: Side) => string;
}

export function SideTable({ sides, common }: { sides: readonly Side[]; common: boolean }) {
  const columns = columnsNow();
  const measured = heights(sides, common);
  const { network, versus } = words.value;
  return (
    <table class="sides">
      <thead>
        <tr>
          <th scope="col">{network}</th>
          {columns.map((column) => (
            <th key={column.name} scope="col" class="figure" title={column.hint}>
              {column.name}
            </th>
          ))}
          <th scope="col" class="sides-cost" title={versus.costHint}>
            {versus.cost} <Legend />
          </th>
        </tr>
      </thead>
      <tbody>
        {sides.map((side) => (
          <tr key={side.name}>
            <Who side={side} alone={sides.length === 1} />
            {columns.map((column) => (
              <Figure key={column.name} side={side} column={column} sides={sides} />
            ))}
            <Cost side={side} heights={measured} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function columnsNow(): readonly Column[] {
  const { versus, facts } = words.value;
  const { large, whole } = figures.value;
  const bytes = (n: number) => bytesText(n, figures.value);
  return [
    {
      name: versus.depth,
      hint: versus.depthHint,
      size: (side) => side.depth,
      text: (side) => whole(side.depth),
    },
    {
      name: facts.parameters,
      size: (side) => side.params,
      text: (side) => large(side.params),
    },
    {
      name: facts.macs,
      size: (side) => side.macs,
      text: (side) => `${side.complete ? "" : "≥ "}${large(side.macs)}`,
    },
    {
      name: versus.weights,
      hint: versus.weightsHint,
      size: (side) => side.weight_bytes,
      text: (side) => bytes(side.weight_bytes),
    },
    {
      name: versus.peak,
      hint: versus.peakHint,
      size: (side) => side.peak_bytes,
      text: (side) => bytes(side.peak_bytes),
    },
    {
      name: versus.field,
      size: (side) => side.field[0] ?? 0,
      text: (side) => side.field.join("×") || versus.everything,
    },
  ];
}

function Who({ side, alone }: { side: Side; alone: boolean }) {
  const session = useSession();
  const comparing = comparingOf(session);
  const { versus } = words.value;
  const { beside } = session.place.value;
  return (
    <th scope="row" class="side-who">
      <span class="side-name">
        <button
          type="button"
          class="quiet link"
          title={versus.open(side.title)}
          onClick={() => comparing.open(side.name)}
        >
          {networkTitle(side.title)}
        </button>
        {!alone && (
          <button
            type="button"
            class="quiet side-away"
            aria-label={versus.remove(side.title)}
            title={versus.remove(side.title)}
            onClick={() => comparing.compare(beside.filter((name) => name !== side.name))}
          >
            ×
          </button>
        )}
      </span>
      <small>
        {[side.year || "", side.input_shape.slice(1).join("×")].filter(Boolean).join(" · ")}
      </small>
    </th>
  );
}

function Figure({ side, column, sides }: { side: Side; column: Column; sides: readonly Side[] }) {
  const most = Math.max(...sides.map(column.size));
  const share = most > 0 ? column.size(side) / most : 0;
  return (
    <td class="figure" data-name={column.name}>
      {column.text(side)}
      <span class="figure-bar" aria-hidden="true">
        <span style={{ width: `${(100 * share).toFixed(1)}%` }} />
      </span>
    </td>
  );
}

function Cost({ side, heights }: { side: Side; heights: Heights }) {
  const step = Math.min(WIDEST, WIDTH / side.layers.length);
  return (
    <td class="sides-cost" data-name={words.value.versus.cost}>
      {side.layers.length > 0 && (
        <Profile side={side} heights={heights} step={step} width={WIDTH} />
      )}
    </td>
  );
}

function Legend() {
  const { facts } = words.value;
  return (
    <small class="profile-legend">
      <i class="key-macs" /> {facts.macs} <i class="key-params" /> {facts.parameters}
    </small>
  );
}
