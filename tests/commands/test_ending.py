"""A command that is asked to end while it writes takes away what it began."""

import signal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cutaway.commands.ending import tidily


def test_what_was_begun_is_taken_away(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as left, tidily(), TemporaryDirectory(dir=tmp_path) as begun:
        assert Path(begun).is_dir()
        signal.raise_signal(signal.SIGTERM)
    assert left.value.code == 128 + signal.SIGTERM
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is before
