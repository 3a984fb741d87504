// Which element of the batch a panel shows, with the way to the one before and the one after.

import { words } from "../i18n";
import { useSession } from "../state/context";
import { elementTitle } from "../terms/elements";

/** `element`: of what the panel shows, which may still be the one that was looked at before. */
export function ElementSwitch({ element }: { element: number }) {
  const session = useSession();
  const count = session.batch.value.length;
  if (session.looked.value.batch < 2) return null;
  const { previous, next } = words.value.batch;
  const title = elementTitle(session, element);
  const { element: here } = session.looked.value;
  return (
    <p class="element-switch quiet-text">
      <button
        type="button"
        class="quiet"
        title={`${previous} ( , )`}
        aria-label={previous}
        disabled={here === 0}
        onClick={() => session.turn(-1)}
      >
        ‹
      </button>
      <button
        type="button"
        class="quiet"
        title={`${next} ( . )`}
        aria-label={next}
        disabled={here >= count - 1}
        onClick={() => session.turn(1)}
      >
        ›
      </button>
      <span title={title} data-testid="element">
        {title}
      </span>
    </p>
  );
}
