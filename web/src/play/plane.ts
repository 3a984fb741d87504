// A plane of numbers, as it is drawn.

/** The numbers of a plane as drawn: the padding's rows and columns stand around them. */
export interface Plane {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  readonly top: number;
  readonly left: number;
  /** row-major, padding included */
  readonly texts: readonly string[];
  readonly values: ArrayLike<number>;
  /** cells that are no numbers of the map's own */
  readonly padding: boolean;
  /** height and width without padding */
  readonly inner: readonly [number, number];
  /** cells that hold something that is no number, by row and column of the map */
  readonly wrong: ReadonlyMap<string, string>;
}
