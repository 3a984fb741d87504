// The lecture's examples, one click each.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { words } from "../i18n";
import type { ExampleEntry } from "../protocol/messages";
import { language } from "../state/settings";
import type { PlayStore } from "./store";

export function ExamplePicker({ store }: { store: PlayStore }) {
  const found = useSignal<readonly ExampleEntry[]>([]);
  useEffect(() => {
    store.transport.call("examples", {}).then(
      ({ examples }) => (found.value = examples),
      (error: unknown) => store.fail(error),
    );
  }, [store]);
  const { examples, ownState } = words.value.playground;
  const link = unpinned(store.played.value?.link ?? "");
  const here = found.value.find((entry) => unpinned(entry.link) === link);
  return (
    <select
      class="picker"
      aria-label={examples}
      title={here && noteOf(here)}
      value={here?.name ?? ""}
      onChange={(event) => {
        const entry = found.value.find((one) => one.name === event.currentTarget.value);
        if (entry) store.openLink(entry.link).catch((error: unknown) => store.fail(error));
      }}
    >
      {!here && (
        <option value="" disabled>
          {ownState}
        </option>
      )}
      {found.value.map((entry) => (
        <option key={entry.name} value={entry.name} title={noteOf(entry)}>
          {language.value === "en" ? entry.title : entry.title_zh}
        </option>
      ))}
    </select>
  );
}

/** A link without the number that is chosen and the panel that is open. */
export function unpinned(link: string): string {
  const layers = link.indexOf("*l");
  return link.slice(0, layers).replace(/\*[ct][^*]*/g, "") + link.slice(layers);
}

function noteOf(entry: ExampleEntry): string {
  return language.value === "en" ? entry.note : entry.note_zh;
}
