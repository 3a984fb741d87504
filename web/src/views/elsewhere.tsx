// A place in a network, on a page that runs none: how to open it in a Cutaway of one's own.

import { words } from "../i18n";
import { formatPlace, type Place } from "../state/place";

export function NeedsCutaway({ place }: { place: Place }) {
  const { title, how } = words.value.elsewhere;
  return (
    <div class="elsewhere">
      <p>{title(place.network)}</p>
      <p class="quiet-text">{how}</p>
      <pre>
        <code>{`pip install cutaway\ncutaway open '${linkTo(place)}'`}</code>
      </pre>
    </div>
  );
}

/** The address of a place, as it is copied. */
function linkTo(place: Place): string {
  return `${location.href.split("#")[0]}#${formatPlace(place)}`;
}
