// What can be changed of a layer: its kind, its numbers, its switches.

import { words } from "../i18n";
import { reasonText } from "../i18n/reasons";
import type { Boxes, PlayState } from "../protocol/messages";
import { KernelPicker } from "./kernels";
import { modeName } from "./modename";
import { problemsOf } from "./problems";
import { SettingRow } from "./setting";
import { settingsOf } from "./settinglist";
import { withLayer } from "./states";
import type { PlayStore } from "./store";

const FAMILIES = ["conv", "maxpool", "avgpool", "conv_transpose", "relu"] as const;
const MODES = ["zeros", "reflect", "replicate", "circular"] as const;

export function SettingsPanel({ store }: { store: PlayStore }) {
  const played = store.played.value;
  const number = Math.min(store.layer.value, (played?.layers.length ?? 1) - 1);
  const layer = played?.layers[number];
  if (!layer) return null;
  const { settings } = layer;
  const conv = settings.kind.startsWith("conv");
  const { layerTitle, whatChanges } = words.value.playground;
  const pads = settings.kind !== "relu" && !settings.kind.startsWith("conv_transpose");
  return (
    <section class="settings" aria-label={layerTitle}>
      <header>
        <h2>{layerTitle}</h2>
        <p class="quiet-text">{whatChanges}</p>
      </header>
      <KindPicker store={store} number={number} />
      {conv && <KernelPicker store={store} number={number} />}
      {settingsOf(store, number).map((setting) => (
        <SettingRow key={`${number} ${setting.name}`} setting={setting} />
      ))}
      {pads && <ModePicker store={store} number={number} />}
      <div class="switches">
        {conv && <Switch store={store} number={number} name="flip" on={settings.flipped} />}
        {settings.kind.includes("pool") && (
          <Switch store={store} number={number} name="ceil" on={settings.ceil} />
        )}
        {settings.kind.startsWith("avg") && (
          <Switch store={store} number={number} name="counted" on={settings.counted} />
        )}
      </div>
      <Wrong store={store} number={number} names={["flip", "ceil", "counted", "kernel", "bias"]} />
      {number === 0 && <Wrong store={store} number={-1} names={["layers", "kind"]} />}
    </section>
  );
}

interface Props {
  readonly store: PlayStore;
  readonly number: number;
}

function KindPicker({ store, number }: Props) {
  const played = store.played.value;
  const kind = played?.layers[number]?.settings.kind ?? "conv2d";
  const axes = (played?.input.shape.length ?? 3) - 1;
  const { kindLabel, chips, axesLabel } = words.value.playground;
  const family = FAMILIES.find((name) => kind.replace(/\dd$/, "") === name) ?? "conv";
  const change = (name: string, along: number) => {
    const next = name === "relu" ? name : `${name}${along}d`;
    store.edit((state) => withLayer(state, number, kindChange(state.layers[number], next)));
  };
  return (
    <div class="pick-row">
      <select
        aria-label={kindLabel}
        value={family}
        onChange={(event) => change(event.currentTarget.value, axes)}
      >
        {FAMILIES.map((name) => (
          <option key={name} value={name}>
            {chips[name]}
          </option>
        ))}
      </select>
      {number === 0 && kind !== "relu" && (
        <fieldset class="segments" aria-label={axesLabel}>
          {[1, 2].map((along) => (
            <button
              key={along}
              type="button"
              aria-pressed={axes === along}
              onClick={() => along !== axes && store.edit((state) => along1or2(state, along))}
            >
              {along}-D
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** All layers along so many axes; the input keeps its first row, or becomes one. */
function along1or2(state: PlayState, along: number): PlayState {
  const layers = state.layers.map((layer) => ({
    ...layer,
    kind: layer.kind.replace(/\dd$/, `${along}d`),
    kernel: along === 1 ? firstRows(layer.kernel) : layer.kernel,
    ...(along === 1 ? { size: "", stride: "", padding: first(layer.padding), dilation: "" } : {}),
  }));
  const input = along === 1 ? firstRows(state.input) : state.input;
  return { ...state, layers, input, shape: "", chosen: "", shift: "" };
}

function firstRows(text: string): string {
  return text
    .split("|")
    .map((plane) => plane.split(";")[0]?.trim() ?? "")
    .join(" | ");
}

function first(text: string): string {
  return text.trim().split(/\s+/)[0] ?? "";
}

/** Another kind keeps what both have; a window that only pools have is left to its default. */
function kindChange(old: Boxes | undefined, kind: string): Partial<Boxes> {
  const pooled = kind.includes("pool");
  const was = old?.kind.includes("pool") ?? false;
  if (pooled && !was) return { kind, padding: "", size: "", stride: "", dilation: "", ceil: "" };
  if (!pooled && was) return { kind, padding: "", size: "", stride: "", dilation: "", ceil: "" };
  return { kind, extra: "" };
}

function ModePicker({ store, number }: Props) {
  const { modeLabel } = words.value.playground;
  const played = store.played.value;
  const [problem] = problemsOf(played, number, "mode");
  const settings = played?.layers[number]?.settings;
  return (
    <label class="mode-row">
      <span>{modeLabel}</span>
      <select
        value={settings?.mode}
        onChange={(event) => {
          const mode = event.currentTarget.value;
          store.editLayer(number, { mode: mode === "zeros" ? "" : mode });
        }}
      >
        {MODES.map((mode) => (
          <option key={mode} value={mode}>
            {settings && modeName(settings, mode)}
          </option>
        ))}
      </select>
      {problem && <span class="wrong-text">{reasonText(problem.reason)}</span>}
    </label>
  );
}

interface SwitchProps extends Props {
  readonly name: "flip" | "ceil" | "counted";
  readonly on: boolean;
}

function Switch({ store, number, name, on }: SwitchProps) {
  const { label, hint } = words.value.playground.switches[name];
  const usual = name === "counted";
  return (
    <label class="switch" title={hint}>
      <input
        type="checkbox"
        checked={on}
        onChange={(event) => {
          const now = event.currentTarget.checked;
          store.editLayer(number, { [name]: now === usual ? "" : now ? "yes" : "no" });
        }}
      />
      <span>{label}</span>
    </label>
  );
}

/** Problems of boxes that have no line of their own. */
function Wrong({ store, number, names }: Props & { readonly names: readonly string[] }) {
  const found = names.flatMap((name) => problemsOf(store.played.value, number, name));
  if (!found.length) return null;
  return (
    <ul class="wrong-list">
      {found.slice(0, 4).map((problem, i) => (
        <li key={i} class="wrong-text">
          {reasonText(problem.reason)}
        </li>
      ))}
    </ul>
  );
}
