// Who we are, which network is open and what it costs, and the language.

import { figures, words } from "../i18n";
import { ANYWHERE } from "../lesson/shelf";
import { ExamplePicker } from "../play/examples";
import { LinkButton } from "../play/linkbutton";
import { useSession } from "../state/context";
import { isVersus, type Place, showsNetwork, type View } from "../state/place";
import { language, large } from "../state/settings";
import { entrance } from "../versus/comparing";
import { Help } from "./help";
import { NetworkPicker } from "./networkpicker";

export function Header() {
  const session = useSession();
  const { other, otherHint, largeHint } = words.value;
  return (
    <header class="header">
      <button type="button" class="brand quiet" onClick={() => session.close()}>
        <Logo />
        <b>cutaway</b>
      </button>
      <Tabs />
      <span class="spring" />
      {session.place.value.view === "play" ? (
        <>
          <ExamplePicker store={session.play} />
          <LinkButton store={session.play} />
        </>
      ) : (
        isOfOne(session.place.value.view) && (
          <>
            <NetworkPicker />
            <Costs />
          </>
        )
      )}
      <button
        type="button"
        class="quiet projector"
        title={largeHint}
        aria-pressed={large.value}
        onClick={() => (large.value = !large.value)}
      >
        {words.value.large}
      </button>
      <button
        type="button"
        class="quiet"
        title={otherHint}
        lang={language.value === "en" ? "zh-Hans" : "en"}
        onClick={() => (language.value = language.value === "en" ? "zh-Hans" : "en")}
      >
        {other}
      </button>
      <Help />
    </header>
  );
}

/** A tab: its name, whether it is open, and the place it opens. */
type Way = readonly [string, boolean, Partial<Place>];

function Tabs() {
  const session = useSession();
  const { view } = session.place.value;
  const { tabs, networkTab, title } = words.value.playground;
  const networks: readonly Way[] = [
    [networkTab, isOfOne(view), { view: "overview" }],
    [words.value.versus.compare, isVersus(view), entrance(session)],
  ];
  const ways: readonly Way[] = [
    ...(session.transport.networks ? networks : []),
    [title, view === "play", { view: "play", play: "" }],
    [words.value.lesson.learn, view === "lesson", { view: "lesson", lesson: ANYWHERE }],
  ];
  return (
    <nav class="tabs" aria-label={tabs}>
      {ways.map(([name, here, place]) => (
        <button
          key={name}
          type="button"
          class="quiet"
          aria-current={here ? "page" : undefined}
          onClick={() => here || session.go(place)}
        >
          {name}
        </button>
      ))}
    </nav>
  );
}

/** Whether a view shows one network. */
function isOfOne(view: View): boolean {
  return showsNetwork(view) && !isVersus(view);
}

function Logo() {
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
      <path d="M1 1h20v20H1z" fill="none" stroke="currentColor" stroke-width="2" />
      <path d="M1 11 11 1" stroke="currentColor" stroke-width="2" />
      <path d="M10 10h8v8h-8z" class="logo-cells" />
      <path d="M14 10v8M10 14h8" class="logo-lines" />
    </svg>
  );
}

function Costs() {
  const session = useSession();
  const totals = session.run.value.value?.totals;
  if (!totals) return null;
  const { parameters, macs, incomplete, weightsRandom } = words.value;
  const { batch } = session.looked.value;
  const random = session.opened.value.value?.weights_are_random;
  return (
    <span class="costs" title={totals.convention}>
      {parameters(figures.value.whole(totals.params))} · {macs(figures.value.large(totals.macs))}
      {batch > 1 && ` · ${words.value.batch.of(figures.value.whole(batch))}`}
      {!totals.complete && <em class="unknown"> · {incomplete}</em>}
      {random && <em class="unknown"> · {weightsRandom}</em>}
    </span>
  );
}
