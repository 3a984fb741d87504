// Which network is open: one of ours, a published one, or one written in the paper's notation.

import { useSignal } from "@preact/signals";
import { words } from "../i18n";
import { useSession } from "../state/context";

/** stands for "write one" among the options; no network can have this name */
const WRITE = " ";

export function NetworkPicker() {
  const session = useSession();
  const writing = useSignal(false);
  const catalogue = session.catalogue.value.value;
  if (!catalogue) return null;
  if (writing.value) return <Written done={() => (writing.value = false)} />;
  const shown = session.network.value;
  const names = [...catalogue.networks.map((entry) => entry.name), ...catalogue.published];
  const choose = (name: string) => {
    if (name === WRITE) writing.value = true;
    else session.openNetwork(name);
  };
  return (
    <select
      class="picker"
      aria-label={words.value.networks}
      value={shown}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {!names.includes(shown) && <option value={shown}>{shown}</option>}
      {catalogue.networks.map((entry) => (
        <option key={entry.name} value={entry.name} disabled={!entry.available} title={entry.note}>
          {entry.name}
          {entry.dataset && ` · ${entry.dataset}`}
        </option>
      ))}
      <optgroup label={words.value.publishedNetworks}>
        {catalogue.published.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </optgroup>
      <option value={WRITE}>{words.value.writeNetwork}</option>
    </select>
  );
}

/** A box for a network in the notation's words: Enter opens it, Escape gives up. */
function Written({ done }: { done: () => void }) {
  const session = useSession();
  const text = useSignal("");
  const open = (event: Event) => {
    event.preventDefault();
    const name = text.value.trim();
    done();
    if (name) session.openNetwork(name);
  };
  return (
    <form class="written" onSubmit={open}>
      <input
        class="picker"
        aria-label={words.value.writtenNetwork}
        placeholder="input-1x28x28 conv3-10 maxpool FC-10"
        spellcheck={false}
        value={text.value}
        onInput={(event) => (text.value = event.currentTarget.value)}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Escape") done();
        }}
        ref={(box) => box?.focus()}
      />
      <button type="submit" class="quiet">
        {words.value.openWritten}
      </button>
    </form>
  );
}
