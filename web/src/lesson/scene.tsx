// A scene: some text, and what stands beside it. What is changed there changes the sentences here.

import { type Signal, useSignal } from "@preact/signals";
import { words } from "../i18n";
import type { Scene } from "../protocol/messages";
import { useSession } from "../state/context";
import { BlockView } from "./blocks";
import { Line } from "./line";
import { NetworkBlock, placeOf } from "./network";
import { PlayBeside } from "./play";
import { StructureBlock } from "./structure";
import { SceneValues, type Values } from "./values";

interface Props {
  readonly scene: Scene;
  /** number of its first block in the chapter */
  readonly first: number;
}

export function SceneView({ scene, first }: Props) {
  const values = useSignal<Values>(scene.values);
  const round = useSignal(0);
  const link = useSignal("");
  return (
    <SceneValues.Provider value={values}>
      <section class={scene.live ? "scene" : "scene alone"}>
        <div class="scene-text">
          {scene.blocks.map((block, i) => (
            <div key={i} class="block" data-block={first + i}>
              <BlockView block={block} />
            </div>
          ))}
        </div>
        {scene.live && (
          <figure class="scene-live" aria-label={words.value.lesson.beside}>
            <Live key={round.value} scene={scene} values={values} link={link} />
            <figcaption>
              <Line parts={scene.live.caption} />
              <LiveLinks
                scene={scene}
                link={link.value}
                reset={() => {
                  values.value = scene.values;
                  round.value += 1;
                }}
              />
            </figcaption>
          </figure>
        )}
      </section>
    </SceneValues.Provider>
  );
}

interface LiveProps {
  readonly scene: Scene;
  readonly values: Signal<Values>;
  /** the playground's link as it is now, for whoever wants to go on there */
  readonly link: Signal<string>;
}

function Live({ scene, values, link }: LiveProps) {
  const { live } = scene;
  switch (live?.kind) {
    case "play":
      return <PlayBeside live={live} values={values} link={link} />;
    case "network":
      return <NetworkBlock live={live} values={values} />;
    case "structure":
      return <StructureBlock live={live} values={values} />;
    case undefined:
      return null;
    default:
      return live satisfies never;
  }
}

interface LinksProps {
  readonly scene: Scene;
  readonly link: string;
  readonly reset: () => void;
}

function LiveLinks({ scene, link, reset }: LinksProps) {
  const session = useSession();
  const { lesson } = words.value;
  const { live } = scene;
  return (
    <span class="live-links">
      <button type="button" class="quiet link" onClick={reset}>
        {lesson.reset}
      </button>
      {live?.kind === "play" && (
        <button
          type="button"
          class="quiet link"
          onClick={() => session.go({ view: "play", play: link || live.link })}
        >
          {lesson.openPlay}
        </button>
      )}
      {live?.kind === "network" && session.transport.networks && (
        <button type="button" class="quiet link" onClick={() => session.go(placeOf(live))}>
          {lesson.openNetwork}
        </button>
      )}
    </span>
  );
}
