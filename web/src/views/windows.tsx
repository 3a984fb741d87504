// The largest windows × kernels with their digits; all of them on demand.

import { signOf } from "../draw/colour";
import { figures, words } from "../i18n";
import { stepTitle } from "../i18n/names";
import type { BlockInfo, ChannelSum, Explanation } from "../protocol/messages";
import { useSession } from "../state/context";
import { Cells } from "../terms/cells";
import { dotOf } from "../terms/dot";
import { Pairs } from "../terms/pairs";

const FIRST = 2;

export function Windows({
  found,
  all,
  exact,
}: {
  found: Explanation;
  all: boolean;
  exact: boolean;
}) {
  const [window, kernel] = dotOf(found.term)?.blocks ?? [];
  if (!window || !kernel) return null;
  const per = sizeOfOne(window);
  if (per.rows * per.columns === 1) {
    return <Pairs window={window} kernel={kernel} sums={found.channels} all={all} exact={exact} />;
  }
  const shown = all ? found.channels : found.channels.slice(0, FIRST);
  return (
    <div class="windows">
      {shown.map((sum) => (
        <Product key={sum.place} window={window} kernel={kernel} sum={sum} exact={exact} />
      ))}
    </div>
  );
}

interface Props {
  readonly window: BlockInfo;
  readonly kernel: BlockInfo;
  readonly sum: ChannelSum;
  readonly exact: boolean;
}

function Product({ window, kernel, sum, exact }: Props) {
  const session = useSession();
  const step = session.steps.value.get(window.source);
  const { timesKernel, channelOf, asPrinted, rounding, approximately } = words.value;
  const { signed, fixed, exact: every } = figures.value;
  const source = channelOf(step ? stepTitle(step) : window.source, String(sum.channel));
  const decimals = Math.min(8, 2 * sum.digits);
  const rest = Number(sum.value.toFixed(decimals)) - Number(sum.printed.toFixed(decimals));
  const same = !(Math.abs(rest) >= 10 ** -(decimals + 1)); // NaN is printed as itself
  return (
    <figure class="product">
      <figcaption>{timesKernel(source)}</figcaption>
      <Cells
        block={window}
        place={sum.place}
        digits={exact ? null : sum.digits}
        family="activation"
      />
      <span class="times">×</span>
      <Cells block={kernel} place={sum.place} digits={exact ? null : sum.digits} family="weight" />
      <div class="product-sum">
        <b class={signOf(sum.value)}>
          {!exact && !same && `${approximately} `}
          {exact ? every(sum.value) : fixed(sum.value, decimals)}
        </b>
        {!exact && !same && (
          <small>
            <span>{asPrinted(fixed(sum.printed, decimals))}</span>{" "}
            <span>{rounding(signed(rest, decimals))}</span>
          </small>
        )}
      </div>
    </figure>
  );
}

/** Rows and columns of one channel's window. */
export function sizeOfOne(block: BlockInfo): { rows: number; columns: number } {
  const space = block.shape.slice(2);
  return {
    rows: space.slice(0, -1).reduce((a, b) => a * b, 1),
    columns: space.at(-1) ?? 1,
  };
}
