// A picture of Python's memory, taken once it has started: a page begins where it was taken.
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { loadPyodide } from "pyodide";

const HOME = "/home/pyodide"; // as src/hosts/worker.ts has it

/** The picture, gzipped: Pyodide with what Cutaway's modules import of the standard library. */
export async function snapshot() {
  const modules = JSON.parse(await readFile(new URL("static/imported.json", import.meta.url)));
  const environment = { HOME, PYTHONPATH: HOME };
  const python = await loadPyodide({ _makeSnapshot: true, env: environment });
  python.runPython(`import ${modules.join(", ")}`);
  return gzipSync(python.makeMemorySnapshot(), { level: 9 });
}
