// The front end's own files, as text: for tests of what may stand in them.

/** Stylesheets by their path below src/. */
export const stylesheets: Readonly<Record<string, string>> = read(
  import.meta.glob<string>("../src/styles/*.css", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

/** TypeScript by its path below src/. */
export const scripts: Readonly<Record<string, string>> = read(
  import.meta.glob<string>("../src/**/*.{ts,tsx}", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

function read(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.replace("../src/", ""), text]),
  );
}

/** Custom properties of tokens.css: the light theme's, the first of each name. */
export function tokens(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = "", value = ""] of (stylesheets["styles/tokens.css"] ?? "").matchAll(
    /--([\w-]+):\s*([^;]+);/g,
  )) {
    if (!found.has(name)) found.set(name, value.trim());
  }
  return found;
}
