"""The command line inside this process: fast, since torch is imported once."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from cutaway.cli import main


@dataclass(frozen=True)
class Done:
    """What a command left behind: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The output as strict JSON: NaN and infinities are no words of it."""
        return json.loads(self.out, parse_constant=_refuse)


def _refuse(word: str) -> object:
    raise ValueError(f"{word} is no JSON")


Cutaway = Callable[..., Done]


@pytest.fixture
def cutaway(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cutaway:
    """Runs `cutaway WORDS…`."""

    def run(*words: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["cutaway", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        out, err = capsys.readouterr()
        code = left.value.code
        return Done(code if isinstance(code, int) else 0, out, err)

    return run


@pytest.fixture
def refused(cutaway: Cutaway) -> Callable[..., str]:
    """Runs a command that must fail with exit code 2 and one line, which it gives."""

    def run(*words: object) -> str:
        done = cutaway(*words)
        assert (done.code, done.out) == (2, ""), done
        assert done.err.startswith("cutaway: ") and done.err.count("\n") == 1, done.err
        return done.err.removeprefix("cutaway: ").rstrip("\n")

    return run


@pytest.fixture
def boot(tmp_path: Path) -> Path:
    """A picture of 28×28 greys, all different from their neighbours."""
    image = Image.new("L", (28, 28))
    image.putdata([(x * 37 + y * 91) % 256 for y in range(28) for x in range(28)])
    path = tmp_path / "boot.png"
    image.save(path)
    return path
