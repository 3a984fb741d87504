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

export function Pairs({ window, kernel, sums, all, exact }: Props) {
  const session = useSession();
  const step = session.steps.value.get(window.source);
  const shown = sums.slice(0, all ? MOST : FIRST);
  const { activation, weight, product } = words.value;
  const { short, signed, exact: every } = figures.value;
  const write = (value: number) => (exact ? every(value) : short(Number(value.toPrecision(4))));
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
              <td>{write(window.values.data[sum.place] ?? Number.NaN)}</td>
              <td>×</td>
              <td>{write(kernel.values.data[sum.place] ?? Number.NaN)}</td>
              <td>{exact || !Number.isFinite(sum.value) ? "=" : "≈"}</td>
              <td class={signOf(sum.value)}>{exact ? every(sum.value) : signed(sum.value, 4)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
