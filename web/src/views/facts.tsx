// What a layer is and costs, line by line.

import { figures, words } from "../i18n";
import { shapeText } from "../i18n/names";
import type { Maps, StepInfo } from "../protocol/messages";

export function Facts({ step, maps }: { step: StepInfo; maps: Maps | null }) {
  return (
    <dl class="facts">
      {factsOf(step, maps).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf(step: StepInfo, maps: Maps | null): [string, string][] {
  const { facts } = words.value;
  const { whole, large, short } = figures.value;
  const rows: [string, string][] = [
    [facts.call, step.call],
    [facts.shape, shapeText(step.shape)],
  ];
  const { geometry, field } = step;
  if (geometry?.size.length) {
    rows.push([facts.kernel, geometry.size.join("×")], [facts.stride, geometry.stride.join("×")]);
    if (geometry.before.some(Boolean)) rows.push([facts.padding, geometry.before.join("×")]);
    if (geometry.dilation.some((n) => n > 1))
      rows.push([facts.dilation, geometry.dilation.join("×")]);
    if (geometry.groups > 1) rows.push([facts.groups, whole(geometry.groups)]);
  }
  if (step.params) rows.push([facts.parameters, whole(step.params)]);
  if (step.macs) {
    rows.push([facts.macs, large(step.macs)], [facts.flops, large(2 * step.macs)]);
  }
  if (step.other) rows.push([facts.other, large(step.other)]);
  if (field?.size.length) {
    rows.push([facts.field, field.known ? field.size.join("×") : facts.unknown]);
    if (field.known && field.jump.some(Boolean)) rows.push([facts.jump, field.jump.join("×")]);
  }
  if (maps) rows.push([facts.range, `${short(digits(maps.low))} … ${short(digits(maps.high))}`]);
  if (maps?.silent) rows.push([facts.silent, whole(maps.silent)]);
  if (step.source) rows.push([facts.source, step.source]);
  return rows;
}

function digits(value: number): number {
  return Number(value.toPrecision(4));
}
