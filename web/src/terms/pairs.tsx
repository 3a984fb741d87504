// Products of one input and one weight each, largest first: a fully connected layer, a 1×1 kernel.

import { signOf } from "../draw/colour";
import { figures, words } from "../i18n";
import { stepTitle } from "../i18n/names";
import type { BlockInfo, ChannelSum } from "../protocol/messages";
import { useSession } from "../state/context";
import { indexIn } from "./cells";

interface Props {
  readonly window: BlockInfo;
  readonly kernel: BlockInfo;
  readonly sums: readonly ChannelSum[];
  readonly all: boolean;
  readonly exact: boolean;
}

const FIRST = 5;
const MOST = 2000;
const SIGNIFICANT = 4;
const MOST_DECIMALS = 6;

export function Pairs({ window, kernel, sums, all, exact }: Props) {
  const session = useSession();
  const step = session.steps.value.get(window.source);
  const shown = sums.slice(0, all ? MOST : FIRST);
  const { activation, weight, product } = words.value;
  const { signed, exact: every } = figures.value;
  const inputs = columnOf(window, shown, exact);
  const weights = columnOf(kernel, shown, exact);
  return (
    <table class="pairs">
      <thead>
        <tr>
          <th>{step ? stepTitle(step) : window.source}</th>
          <th>{activation}</th>
          <th />
          <th>{weight}</th>
          <th />
          <th>{product}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map((sum) => {
          const index = indexIn(window, sum.place);
          return (
            <tr key={sum.place}>
              <th>
                <button
                  type="button"
                  class="quiet link"
                  onClick={() => session.follow(window.source, index)}
                >
                  {index.slice(1).join(", ")}
                </button>
              </th>
              <td>{inputs(sum.place)}</td>
              <td>×</td>
              <td>{weights(sum.place)}</td>
              <td>{exact || !Number.isFinite(sum.value) ? "=" : "≈"}</td>
              <td class={signOf(sum.value)}>{exact ? every(sum.value) : signed(sum.value, 4)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The numbers of a column as text, by place: all with as many decimals as the finest needs. */
function columnOf(
  block: BlockInfo,
  sums: readonly ChannelSum[],
  exact: boolean,
): (place: number) => string {
  const at = (place: number) => block.values.data[place] ?? Number.NaN;
  if (exact) return (place) => figures.value.exact(at(place));
  const digits = Math.max(0, ...sums.map((sum) => decimalsOf(at(sum.place))));
  return (place) => figures.value.fixed(at(place), digits);
}

/** How many decimals four significant digits of a number take. */
export function decimalsOf(value: number): number {
  if (!Number.isFinite(value) || value === 0) return 0;
  const rounded = Number(value.toPrecision(SIGNIFICANT));
  const text = rounded.toFixed(MOST_DECIMALS).replace(/0+$/, "");
  return text.length - 1 - text.indexOf(".");
}
