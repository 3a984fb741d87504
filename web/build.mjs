// Builds the page, the notebook widget and what `cutaway export` copies into the Python package.
import { copyFile, cp, mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { snapshot } from "./snapshot.mjs";

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
await build({
  ...common,
  entryPoints: { static: "src/hosts/static.tsx", worker: "src/hosts/worker.ts" },
  outdir: out,
});
await build({ ...common, entryPoints: { cutaway: "src/styles/cutaway.css" }, outdir: out });
await cp("public", out, { recursive: true });

const pyodide = new URL(".", import.meta.resolve("pyodide"));
const core = [
  "pyodide.mjs",
  "pyodide.asm.mjs",
  "pyodide.asm.wasm",
  "python_stdlib.zip",
  "pyodide-lock.json",
];
await mkdir(`${out}pyodide`, { recursive: true });
for (const name of core) {
  await copyFile(new URL(name, pyodide), `${out}pyodide/${name}`);
}
await writeFile(`${out}pyodide/snapshot.gz`, await snapshot());
await copyFile("static/licence.txt", `${out}pyodide/LICENCE.txt`);
await copyFile("static/index.html", `${out}static.html`);
