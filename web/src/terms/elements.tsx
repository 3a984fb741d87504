// Numbers of several pictures of a batch, each under the picture that they are of.

import { words } from "../i18n";
import { pictureTitle } from "../i18n/names";
import type { BlockInfo } from "../protocol/messages";
import { useSession } from "../state/context";
import type { Session } from "../state/session";
import { Cells, type CellsProps } from "./cells";

interface Props extends Omit<CellsProps, "place" | "row"> {
  /** the elements along the block's first axis; null where it holds no several */
  readonly rows: readonly number[] | null;
}

export function CellsByElement({ rows, ...shown }: Props) {
  const session = useSession();
  if (!rows) return <Cells {...shown} place={null} />;
  return (
    <div class="by-element">
      {rows.map((element, row) => (
        <div key={element}>
          <small>{elementTitle(session, element)}</small>
          <Cells {...shown} place={null} row={row} />
        </div>
      ))}
    </div>
  );
}

/** The elements of the batch whose numbers a block holds, where they are several. */
export function elementsIn(block: BlockInfo, batch: number): readonly number[] | null {
  const [rows = 1] = block.shape;
  if (!block.step || batch < 2 || rows < 2 || block.bounds[0] !== batch) return null;
  if (block.bounds.length < 2) return null;
  return Array.from({ length: rows }, (_, i) => (block.start[0] ?? 0) + i * (block.stride[0] ?? 1));
}

/** An element by its number and, where it is listed, its picture's name. */
export function elementTitle(session: Session, element: number): string {
  const picture = session.batch.value[element];
  return picture ? pictureTitle(picture) : words.value.batch.element(String(element));
}
