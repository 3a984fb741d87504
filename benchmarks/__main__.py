"""Every benchmark, one after the other.

python -m benchmarks            all of them
python -m benchmarks app        one
"""

import subprocess
import sys

ALL = (
    *("summary", "memory", "command", "recording", "numbers", "opening"),
    *("app", "playground", "export"),
)


def main() -> None:
    asked = sys.argv[1:] or ALL
    for name in asked:
        if name not in ALL:
            sys.exit(f"there is no benchmark {name!r}; there are {', '.join(ALL)}")
        print(f"\n{name}", flush=True)  # each in a process of its own: memory is measured too
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=True)


if __name__ == "__main__":
    main()
