// One of several maps of one shape: pointing at a cell of it points at that cell of all.

import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ARROWS, type Cell, cellUnder, inside } from "../draw/grid";
import { mapImage, paintImage } from "../draw/paint";
import { layTiles } from "../draw/tiles";

interface Props {
  readonly values: ArrayLike<number>;
  readonly rows: number;
  readonly columns: number;
  readonly peak: number;
  readonly size: number;
  readonly cell: Cell;
  readonly label: string;
  readonly onPoint: (cell: Cell) => void;
  readonly onLeave: () => void;
  readonly onOpen: (cell: Cell) => void;
}

export function PointMap(props: Props) {
  const { values, rows, columns, peak, size, cell, label } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const { tile: width, tileHeight: height } = layTiles(1, 1, size, { rows, columns });
  useLayoutEffect(() => {
    if (canvas.current) {
      paintImage(canvas.current, mapImage(values, rows, columns, peak), width, height);
    }
  }, [values, rows, columns, peak, width, height]);
  const under = (event: MouseEvent) => cellUnder(event, rows, columns);
  const press = (event: JSX.TargetedKeyboardEvent<HTMLElement>) => {
    const by = ARROWS[event.key];
    if (by) {
      const next = { row: cell.row + by[0], column: cell.column + by[1] };
      props.onPoint(inside(next, rows, columns));
    } else if (event.key === "Enter" || event.key === " ") props.onOpen(cell);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      type="button"
      class="one-map point-map"
      style={{ width, height }}
      aria-label={label}
      onPointerMove={(event) => props.onPoint(under(event))}
      onPointerLeave={props.onLeave}
      onClick={(event) => event.detail > 0 && props.onOpen(under(event))}
      onKeyDown={press}
    >
      <canvas ref={canvas} style={{ width, height }} />
      <Frame cell={cell} rows={rows} columns={columns} width={width} height={height} />
    </button>
  );
}

interface FrameProps {
  readonly cell: Cell;
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

/** The amber window about a cell, never too small to see. */
function Frame({ cell, rows, columns, width, height }: FrameProps) {
  const [w, h] = [Math.max(7, width / columns), Math.max(7, height / rows)];
  const x = ((cell.column + 0.5) / columns) * width - w / 2;
  const y = ((cell.row + 0.5) / rows) * height - h / 2;
  return (
    <svg class="marks" width={width} height={height} aria-hidden="true">
      <rect class="point-line" x={x} y={y} width={w} height={h} />
      <rect class="point" x={x} y={y} width={w} height={h} />
    </svg>
  );
}
