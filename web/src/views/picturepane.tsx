// The picture as a person sees it, with the receptive field of the chosen number on it.

import type { Run } from "../protocol/messages";
import { useSession } from "../state/context";
import { shownFields } from "../state/session";
import { onPicture } from "../state/spot";
import { Thumbnail } from "./thumbnail";

export function PicturePane({ size }: { size: number }) {
  const session = useSession();
  const run = session.run.value.value;
  if (!run) return null;
  const { picture } = run;
  const ratio = picture.width / picture.height;
  const width = ratio >= 1 ? size : size * ratio;
  const height = ratio >= 1 ? size / ratio : size;
  const field = useFieldOnPicture(run);
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
function useFieldOnPicture(run: Run) {
  const session = useSession();
  const box = shownFields(session)?.reads.find((found) => found.step === "input");
  const shape = session.steps.value.get("input")?.shape;
  if (!box || shape?.length !== 4) return null;
  const crop = run.prepared.find((done) => done.kind === "crop")?.numbers ?? [];
  return onPicture(box, shape, crop, run.picture);
}
