"""Paths that cannot even be looked up are said to be so, in words."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cutaway.errors import CutawayError
from cutaway.networks.find import network
from cutaway.networks.inputs.pictures import open_picture
from cutaway.networks.phrases import absent, is_file

TOO_LONG = "x" * 300


@pytest.fixture
def out_of_reach(tmp_path: Path) -> Iterator[Path]:
    """A file in a folder that nobody but its owner may enter, seen by another user."""
    file = tmp_path / "closed" / "cat.jpg"
    file.parent.mkdir()
    file.touch()
    file.parent.chmod(0)
    own = os.geteuid() if hasattr(os, "geteuid") else -1
    if own == 0:
        os.seteuid(65534)
    try:
        if own < 0:
            pytest.skip("this system keeps permissions in another way")
        yield file
    finally:
        if own == 0:
            os.seteuid(0)
        file.parent.chmod(0o700)


def test_a_file_out_of_reach(out_of_reach: Path) -> None:
    assert not is_file(out_of_reach)
    said = absent(out_of_reach, "picture")
    assert said == "'cat.jpg' is out of reach; check the permissions of the folders around it"
    with pytest.raises(CutawayError, match="out of reach"):
        open_picture(out_of_reach)


@pytest.mark.parametrize("options", [{}, {"weights": TOO_LONG}, {"labels": TOO_LONG}])
def test_a_name_that_no_file_can_have(options: dict[str, str]) -> None:
    with pytest.raises(CutawayError, match="there is no"):
        network("tiny-vgg" if options else TOO_LONG, **options)  # type: ignore[arg-type]


def test_a_long_name_is_repeated_in_part() -> None:
    assert len(absent(Path(TOO_LONG))) < 130
