// A plane of numbers to look at, each cell with what is told of it.

import { fitted } from "./numbers";
import { Pixels } from "./pixels";
import type { Plane } from "./plane";
import { sizeOf } from "./space";

interface Props {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
  readonly told?: (i: number) => { readonly name: string; readonly hint: string };
}

const CELL = 36;
const MOST = 12;
const SIDE = 200;

export function Beside({ name, shape, values, told }: Props) {
  const { rows, columns } = sizeOf(shape);
  if (!values.length) return null;
  if (Math.max(rows, columns) > MOST) {
    const plane: Plane = {
      name,
      rows,
      columns,
      top: 0,
      left: 0,
      texts: [],
      values: Array.from({ length: rows * columns }, (_, i) => values[i] ?? 0),
      padding: false,
      inner: [rows, columns],
      wrong: new Map(),
    };
    return <Pixels plane={plane} cell={SIDE / Math.max(rows, columns)} family="activation" />;
  }
  return (
    <table class="beside" aria-label={name}>
      <tbody>
        {Array.from({ length: rows }, (_, y) => (
          <tr key={y}>
            {Array.from({ length: columns }, (_, x) => {
              const i = y * columns + x;
              const { shown, size } = fitted(String(values[i] ?? 0), CELL);
              const about = told?.(i);
              return (
                <td key={x} class={about?.name} title={about?.hint} style={{ fontSize: size }}>
                  {shown}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
