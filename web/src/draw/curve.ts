// Lines between maps.

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A curve from left to right that leaves and arrives level. */
export function flow(from: Point, to: Point): string {
  const middle = (from.x + to.x) / 2;
  return `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}

/** A line that passes below what stands between its ends. */
export function detour(from: Point, to: Point, floor: number): string {
  const bend = 18;
  return (
    `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${from.x + bend} ${floor} ` +
    `${from.x + 2 * bend} ${floor}L${to.x - 2 * bend} ${floor}` +
    `C${to.x - bend} ${floor} ${to.x - bend} ${to.y} ${to.x} ${to.y}`
  );
}

/** Width of an edge by its share of the largest contribution. */
export function edgeWidth(value: number, largest: number): number {
  if (!(largest > 0) || !Number.isFinite(value)) return 1;
  return 0.75 + 5 * (Math.abs(value) / largest);
}
