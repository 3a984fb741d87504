// Builds the page and the notebook widget into the Python package.
import { cp, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const out = fileURLToPath(new URL("../src/cutaway/web/", import.meta.url));
const common = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
  legalComments: "none",
};

await mkdir(out, { recursive: true });
await build({ ...common, entryPoints: { page: "src/hosts/page.tsx" }, outdir: out });
await build({ ...common, entryPoints: { widget: "src/hosts/widget.tsx" }, outdir: out });
await build({ ...common, entryPoints: { cutaway: "src/styles/cutaway.css" }, outdir: out });
await cp("public", out, { recursive: true });
