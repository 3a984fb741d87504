// One plane of numbers: cells, what is lit among them, and the one that has the focus.

import type { ReadonlySignal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { type Cell, inside } from "../draw/grid";
import { words } from "../i18n";
import { CellBox } from "./cellbox";
import { Digits } from "./digits";
import type { LitPlane } from "./litplane";
import { Marks } from "./marks";
import { Pixels } from "./pixels";
import type { Plane } from "./plane";

interface Props {
  readonly plane: Plane;
  readonly cell: number;
  readonly digits: boolean;
  readonly family: "activation" | "weight";
  readonly lit: ReadonlySignal<LitPlane>;
  readonly editable: boolean;
  /** a place of the map; null when the pointer leaves */
  readonly point: (cell: Cell | null) => void;
  readonly pick: (cell: Cell) => void;
  readonly play?: () => void;
  readonly type?: (cell: Cell, text: string) => void;
  readonly paste?: (cell: Cell, text: string) => boolean;
}

export function Board(props: Props) {
  const { plane, cell, lit, editable, point, pick } = props;
  const { rows, columns, top, left } = plane;
  const [high, wide] = plane.inner;
  const board = useRef<HTMLDivElement>(null);
  const focus = useSignal<Cell>({ row: 0, column: 0 });
  const here = inside(focus.value, high, wide);
  const at = (event: PointerEvent | MouseEvent): Cell | null => {
    const box = board.current?.getBoundingClientRect();
    if (!box) return null;
    const row = Math.floor((event.clientY - box.top) / cell);
    const column = Math.floor((event.clientX - box.left) / cell);
    const within = row >= 0 && row < rows && column >= 0 && column < columns;
    return within ? { row: row - top, column: column - left } : null;
  };
  const last = useRef("");
  const hover = (event: JSX.TargetedPointerEvent<HTMLElement>) => {
    const found = at(event);
    const key = found ? `${found.row},${found.column}` : "";
    if (key === last.current) return;
    last.current = key;
    point(found);
  };
  const press = (event: JSX.TargetedMouseEvent<HTMLElement>) => {
    const found = at(event);
    if (!found) return;
    if (found.row >= 0 && found.row < high && found.column >= 0 && found.column < wide) {
      focus.value = found;
      board.current?.querySelector<HTMLInputElement>(".cell-box")?.focus({ preventScroll: true });
    }
    pick(found);
    event.preventDefault();
  };
  const { cellName } = words.value.playground;
  const shown = plane.texts[(here.row + top) * columns + here.column + left] ?? "";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the box within takes the keys
    <div
      ref={board}
      class={props.digits ? "board" : "board colours"}
      style={{ width: columns * cell, height: rows * cell, "--cell": `${cell}px` }}
      onPointerMove={hover}
      onPointerLeave={() => {
        last.current = "";
        point(null);
      }}
      onMouseDown={press}
    >
      {props.digits ? (
        <Digits plane={plane} cell={cell} />
      ) : (
        <Pixels plane={plane} cell={cell} family={props.family} />
      )}
      <Marks plane={plane} cell={cell} lit={lit} digits={props.digits} />
      <CellBox
        label={cellName(plane.name, String(here.row + 1), String(here.column + 1), shown)}
        text={shown}
        cell={here}
        rows={high}
        columns={wide}
        editable={editable}
        style={boxStyle(here, plane, cell)}
        move={(to) => {
          focus.value = to;
          point(to);
        }}
        type={(text) => props.type?.(here, text)}
        paste={(text) => props.paste?.(here, text) ?? false}
        pick={() => pick(here)}
        play={() => props.play?.()}
        enter={() => point(inside(focus.peek(), high, wide))}
        leave={() => point(null)}
      />
    </div>
  );
}

/** The box is large enough to type into, even over cells that show colours alone. */
function boxStyle(here: Cell, { top, left }: Plane, cell: number): JSX.CSSProperties {
  const size = cell;
  const [y, x] = [(here.row + top) * cell, (here.column + left) * cell];
  return { top: y, left: x, width: size, height: size };
}
