import type { PlayState } from "../protocol/messages";
export function PlayBlock({
  state,
  onState,
}: {
  state: PlayState;
  onState: (s: PlayState) => void;
  panel: string;
}) {
  const set = (k: string, v: string) =>
    onState({ ...state, layers: state.layers.map((l, i) => (i ? l : { ...l, [k]: v })) });
  return (
    <div>
      {["stride", "padding", "dilation", "kernel"].map((k) => (
        <label key={k}>
          {k}{" "}
          <input
            value={(state.layers[0] as never)[k]}
            onInput={(e) => set(k, e.currentTarget.value)}
          />
        </label>
      ))}
      <pre>{state.input}</pre>
    </div>
  );
}
