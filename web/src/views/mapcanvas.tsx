// One map drawn large: hover reads a cell, a click opens its number.

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ARROWS, type Cell, cellUnder, inside } from "../draw/grid";
import { mapImage, paintImage } from "../draw/paint";
import { type Cells, layTiles } from "../draw/tiles";
import { channelTitle } from "../i18n/names";
import type { StepInfo } from "../protocol/messages";
import { useSession } from "../state/context";
import { indexOf, mapSize } from "../state/spot";

/** a window over more of a map than this would hide it, were it filled */
const COVERS = 0.2;

interface Props {
  readonly step: StepInfo;
  readonly values: ArrayLike<number> | null;
  readonly peak: number;
  readonly size: number;
  readonly channel?: number;
  readonly window?: Cells | null;
  readonly onPoint?: (row: number, column: number) => void;
  readonly onOpen?: (row: number, column: number) => void;
  readonly label?: string;
}

export function MapCanvas(props: Props) {
  const { step, values, peak, size, channel = 0, window: cells } = props;
  const session = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rows, columns } = mapSize(step.shape);
  const tiles = layTiles(1, 1, size, { rows, columns });
  const { tile: width, tileHeight: height } = tiles;
  useLayoutEffect(() => {
    if (canvas.current && values) {
      paintImage(canvas.current, mapImage(values, rows, columns, peak), width, height);
    }
  }, [values, rows, columns, peak, width, height]);
  const under = (event: MouseEvent) => cellUnder(event, rows, columns);
  const open = ({ row, column }: Cell) => {
    if (props.onOpen) props.onOpen(row, column);
    else session.openNumber(step.name, indexOf(step.shape, channel, row, column), true);
  };
  const point = (cell: Cell) => {
    const { row, column } = inside(cell, rows, columns);
    props.onPoint?.(row, column);
  };
  const press = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    const centre = cells ?? { top: 0, left: 0, bottom: 1, right: 1 };
    const row = Math.floor((centre.top + centre.bottom - 1) / 2);
    const column = Math.floor((centre.left + centre.right - 1) / 2);
    const by = ARROWS[event.key];
    if (by) point({ row: row + by[0], column: column + by[1] });
    else if (event.key === "Enter" || event.key === " ") open({ row, column });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      type="button"
      class="one-map"
      style={{ width, height }}
      aria-label={props.label ?? channelTitle(step, channel)}
      onPointerMove={(event) => point(under(event))}
      onClick={(event) => event.detail > 0 && open(under(event))}
      onKeyDown={press}
    >
      <canvas ref={canvas} style={{ width, height }} />
      {cells && (
        <CellFrame cells={cells} rows={rows} columns={columns} width={width} height={height} />
      )}
    </button>
  );
}

interface FrameProps {
  readonly cells: Cells;
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

/** The amber window, to scale, and never too small to see. */
function CellFrame({ cells, rows, columns, width, height }: FrameProps) {
  const [sx, sy] = [width / columns, height / rows];
  const share = ((cells.bottom - cells.top) * (cells.right - cells.left)) / (rows * columns);
  const w = Math.max(5, (cells.right - cells.left) * sx);
  const h = Math.max(5, (cells.bottom - cells.top) * sy);
  const x = ((cells.left + cells.right) / 2) * sx - w / 2;
  const y = ((cells.top + cells.bottom) / 2) * sy - h / 2;
  return (
    <svg class="marks" width={width} height={height} aria-hidden="true">
      <rect class={share > COVERS ? "window whole" : "window"} x={x} y={y} width={w} height={h} />
    </svg>
  );
}
