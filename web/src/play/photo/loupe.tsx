// The numbers under the window: what the kernel meets at one place of the photograph.

import { figures, words } from "../../i18n";
import { hueClass, letterOf } from "../letters";
import type { Sum } from "../parts";
import { SumText } from "../sum";
import { type Filter, places } from "./convolve";
import { type Filtered, planesShown } from "./filtered";
import type { Photo, Shown } from "./pixels";
import type { Dot } from "./view";

interface Props {
  readonly photo: Photo;
  readonly filter: Filter;
  readonly found: Filtered;
  readonly shown: Shown;
  readonly at: Dot;
}

const MOST = 5;
const NAMES: readonly Shown[] = ["red", "green", "blue"];

export function Loupe({ photo, filter, found, shown, at }: Props) {
  const text = words.value.playground.photo;
  const several = shown === "colour" || shown === "sum";
  const channels = several ? [0, 1, 2] : [NAMES.indexOf(shown)];
  const place = at.row * found.width + at.column;
  const { short } = figures.value;
  const total = planesShown(found, shown, filter.bias)[0]?.[place] ?? 0;
  return (
    <section class="loupe" aria-label={text.loupe}>
      <h3>{text.at(String(at.row), String(at.column))}</h3>
      <div class="loupe-windows">
        {channels.map((channel) => {
          const values = windowValues(photo, filter, channel, at);
          const value = found.planes[channel]?.[place] ?? 0;
          const name = text.shown[NAMES[channel] ?? "red"];
          return (
            <div key={channel}>
              <p class="quiet-text">
                {name} → <b>{short(value)}</b>
              </p>
              {filter.columns <= MOST && filter.rows <= MOST && (
                <Window values={values} filter={filter} />
              )}
            </div>
          );
        })}
      </div>
      {several ? (
        shown === "sum" && (
          <p class="loupe-sum">
            {text.shown.sum}: <strong>{short(total)}</strong>
          </p>
        )
      ) : (
        <output class="loupe-sum">
          <Arithmetic
            photo={photo}
            filter={filter}
            channel={channels[0] ?? 0}
            at={at}
            value={total}
          />
        </output>
      )}
    </section>
  );
}

function Window({ values, filter }: { values: readonly number[]; filter: Filter }) {
  return (
    <table class="loupe-window">
      <tbody>
        {Array.from({ length: filter.rows }, (_, y) => (
          <tr key={y}>
            {Array.from({ length: filter.columns }, (_, x) => {
              const tap = y * filter.columns + x;
              return (
                <td key={x} class={hueClass(tap)}>
                  <b>{letterOf(tap)}</b>
                  {values[tap]}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ArithmeticProps extends Pick<Props, "photo" | "filter" | "at"> {
  readonly channel: number;
  readonly value: number;
}

function Arithmetic({ photo, filter, channel, at, value }: ArithmeticProps) {
  const values = windowValues(photo, filter, channel, at);
  const weights = filter.weights[channel] ?? [];
  const parts = values.map((number, tap) => ({
    value: number,
    factor: weights[tap] ?? 0,
    weight: tap,
    outside: false,
    beyond: false,
  }));
  const plain = [value, ...weights].every((n) => Number(n.toPrecision(6)) === n);
  const bias = filter.bias || null;
  const sum: Sum = { kind: "dot", parts, bias, divisor: 1, value, rounded: !plain };
  return <SumText sum={sum} parts={parts} cut={false} />;
}

/** The numbers of a channel that the taps meet, row-major. */
function windowValues(photo: Photo, filter: Filter, channel: number, at: Dot): number[] {
  const { top, bottom, left, right } = filter.around;
  const rows = places(photo.height, top, bottom, filter.mode);
  const columns = places(photo.width, left, right, filter.mode);
  const plane = photo.planes[channel];
  return Array.from({ length: filter.rows * filter.columns }, (_, tap) => {
    const [y, x] = [Math.floor(tap / filter.columns), tap % filter.columns];
    const row = rows[at.row * filter.stride[0] + y * filter.dilation[0]] ?? -1;
    const column = columns[at.column * filter.stride[1] + x * filter.dilation[1]] ?? -1;
    return row < 0 || column < 0 ? 0 : (plane?.[row * photo.width + column] ?? 0);
  });
}
