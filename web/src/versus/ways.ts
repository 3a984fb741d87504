// Names of networks that are run otherwise: `squeezenet@train`, `squeezenet@rgb`.

const WAYS = /^(train|rgb|bgr)$/;

/** The name without the ways behind it. */
export function baseOf(name: string): string {
  return parted(name).base;
}

export function has(name: string, way: string): boolean {
  return parted(name).ways.includes(way);
}

/** The name with a way added, or taken away. */
export function toggled(name: string, way: string): string {
  const { base, ways } = parted(name);
  const next = ways.includes(way) ? ways.filter((own) => own !== way) : [...ways, way];
  return [base, ...next].join("@");
}

function parted(name: string): { base: string; ways: readonly string[] } {
  const parts = name.split("@");
  let cut = parts.length;
  while (cut > 1 && WAYS.test(parts[cut - 1] ?? "")) cut -= 1;
  return { base: parts.slice(0, cut).join("@"), ways: parts.slice(cut) };
}
