// The worker of a static page: starts Python out of the folder, and answers frames with it.

import type { loadPyodide, PyodideAPI } from "pyodide";
import type { PyCallable, PyProxy } from "pyodide/ffi";
import type { Asked, Told } from "../protocol/inside";

/** The part of a worker's own scope that is used here. */
interface Scope {
  readonly location: Location;
  onmessage: ((message: MessageEvent<Asked>) => void) | null;
  postMessage(told: Told, transfer?: Transferable[]): void;
}

type Answering = (method: string, frame: ArrayBuffer) => ArrayBuffer;

const scope = globalThis as unknown as Scope;
const home = new URL(".", scope.location.href);
const HERE = "/home/pyodide";

async function start(): Promise<Answering> {
  scope.postMessage({ stage: "loading", why: "" });
  const archive = fetched("cutaway.zip");
  archive.catch(() => undefined); // told below, once Python is there
  const pyodide = await load();
  scope.postMessage({ stage: "starting", why: "" });
  pyodide.unpackArchive(await archive, "zip", { extractDir: HERE });
  return answering(pyodide);
}

async function load(): Promise<PyodideAPI> {
  const folder = new URL("pyodide/", home).href;
  const started = snapshot();
  const found = (await import(`${folder}pyodide.mjs`)) as { loadPyodide: typeof loadPyodide };
  const config = { indexURL: folder, env: { HOME: HERE, PYTHONPATH: HERE } };
  return found.loadPyodide({ ...config, _loadSnapshot: await started });
}

/** The memory of a Python that has started already, as web/snapshot.mjs wrote it. */
async function snapshot(): Promise<ArrayBuffer> {
  const packed = new Blob([await fetched("pyodide/snapshot.gz")]);
  return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function fetched(name: string): Promise<ArrayBuffer> {
  const found = await fetch(new URL(name, home));
  if (!found.ok) throw new Error(`${name}: ${found.status}`);
  return found.arrayBuffer();
}

function answering(pyodide: PyodideAPI): Answering {
  const inside = pyodide.pyimport("cutaway.protocol.inside") as PyProxy & {
    answering(chapters: string): PyCallable;
  };
  const reply = inside.answering(`${HERE}/chapters`);
  return (method, frame) => {
    const given = pyodide.toPy(new Uint8Array(frame)) as PyProxy;
    const answer = reply(method, given) as PyProxy;
    const bytes = answer.toJs() as Uint8Array<ArrayBuffer>;
    answer.destroy();
    given.destroy();
    return bytes.buffer;
  };
}

const ready = start();
ready.then(
  () => scope.postMessage({ stage: "ready", why: "" }),
  (error: unknown) => scope.postMessage({ stage: "failed", why: String(error) }),
);
scope.onmessage = ({ data }) => {
  ready.then(
    (answer) => {
      const frame = answer(data.method, data.frame);
      scope.postMessage({ id: data.id, frame }, [frame]);
    },
    () => undefined, // the page was told
  );
};
