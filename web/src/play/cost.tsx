// What the layer costs: parameters, multiply-adds, and FLOPs by each convention.

import { figures, words } from "../i18n";
import type { CostLine, PlayedLayer } from "../protocol/messages";
import { language } from "../state/settings";
import type { PlayStore } from "./store";

export function CostPanel({ store }: { store: PlayStore }) {
  const played = store.played.value;
  const layer = played?.layers[Math.min(store.layer.value, played.layers.length - 1)];
  if (!layer) return null;
  const { cost, conventions } = words.value.playground;
  return (
    <section class="reckoned" aria-label={cost}>
      <h3>{cost}</h3>
      <p class="reckoned-line">
        <Headline layer={layer} />
      </p>
      <p class="quiet-text">{sentence(layer)}</p>
      <details class="conventions">
        <summary>{conventions}</summary>
        <div class="scroll">
          <table>
            <tbody>
              {layer.costs.map((line) => (
                <tr key={line.code}>
                  <th scope="row">{label(line)}</th>
                  <td>
                    <span class="symbols">{line.symbols}</span>
                  </td>
                  <td>= {line.numbers}</td>
                  <td>
                    = <b>{figures.value.whole(line.value)}</b>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function Headline({ layer }: { layer: PlayedLayer }) {
  const { params, macs, other } = words.value.playground.counts;
  const multiplies = layer.settings.kind.startsWith("conv");
  const first = figures.value.whole(of(layer, "params"));
  const second = figures.value.whole(of(layer, multiplies ? "macs" : "other"));
  return (
    <>
      <strong>{first}</strong> {params(first)} · <strong>{second}</strong>{" "}
      {multiplies ? macs(second) : other(second)}
    </>
  );
}

function of(layer: PlayedLayer, code: CostLine["code"]): number {
  return layer.costs.find((line) => line.code === code)?.value ?? 0;
}

/** Where the numbers come from, in words. */
function sentence(layer: PlayedLayer): string {
  const { settings } = layer;
  const whole = figures.value.whole;
  const { madeOfWeights, noWeights, eachOutput } = words.value.playground;
  if (!settings.kind.startsWith("conv")) return noWeights;
  const biases = settings.bias ? settings.outputs : 0;
  const weights = of(layer, "params") - biases;
  const outputs = layer.output.shape.reduce((a, b) => a * b, 1);
  const products = of(layer, "macs");
  const real = layer.costs.find((line) => line.code === "macs_real")?.value;
  const parts = [madeOfWeights(whole(weights), biases, whole(biases))];
  if (!settings.kind.startsWith("conv_transpose")) {
    parts.push(eachOutput(whole(outputs), whole(products / outputs)));
  }
  if (real !== undefined && real !== products) {
    parts.push(words.value.playground.onReal(whole(real)));
  }
  return parts.join(words.value.playground.semicolon);
}

function label(line: CostLine): string {
  return language.value === "en" ? line.label : line.label_zh;
}
