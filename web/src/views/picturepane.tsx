// The picture as a person sees it, with the receptive field of the chosen number on it.

import type { Preparation } from "../protocol/messages";
import { useSession } from "../state/context";
import { shownFields } from "../state/session";
import { Thumbnail } from "./thumbnail";

export function PicturePane({ size }: { size: number }) {
  const session = useSession();
  const run = session.run.value.value;
  if (!run) return null;
  const { picture } = run;
  const ratio = picture.width / picture.height;
  const width = ratio >= 1 ? size : size * ratio;
  const height = ratio >= 1 ? size / ratio : size;
  const field = useFieldOnPicture(run.prepared);
  return (
    <div class="picture-pane" style={{ width: size, height: size }}>
      <div style={{ width, height }}>
        <Thumbnail picture={picture} width={width} height={height} />
        {field && (
          <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
            <rect class="window" {...field} />
          </svg>
        )}
      </div>
    </div>
  );
}

/** The chosen number's receptive field, as a part of the whole picture. */
function useFieldOnPicture(prepared: readonly Preparation[]) {
  const session = useSession();
  const fields = shownFields(session);
  const box = fields?.reads.find((found) => found.step === "input");
  const shape = session.steps.value.get("input")?.shape;
  if (!box || shape?.length !== 4) return null;
  const resized = prepared.find((done) => done.kind === "resize")?.numbers;
  const cropped = prepared.find((done) => done.kind === "crop")?.numbers;
  const [, , rows = 1, columns = 1] = shape;
  const [height, width] = [resized?.[2] ?? rows, resized?.[3] ?? columns];
  const [top, left] = [cropped?.[0] ?? 0, cropped?.[1] ?? 0];
  const from = {
    y: Math.max(0, box.start[2] ?? 0) + top,
    x: Math.max(0, box.start[3] ?? 0) + left,
  };
  const to = {
    y: Math.min(rows, box.stop[2] ?? 1) + top,
    x: Math.min(columns, box.stop[3] ?? 1) + left,
  };
  return {
    x: from.x / width,
    y: from.y / height,
    width: (to.x - from.x) / width,
    height: (to.y - from.y) / height,
  };
}
