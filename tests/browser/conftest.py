"""Watched pages, networks that a stranger might send, and the numbers to compare with."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import cutaway
from tests.browser.browse import Browse, watching
from tests.conftest import Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STRANGE = Path(__file__).with_name("strange_networks.py")


@pytest.fixture
def browse(chromium: "Browser") -> Iterator[Browse]:
    """Opens pages of the app; fails where one complains or asks another host."""
    with watching(chromium) as found:
        yield found


@pytest.fixture(scope="session")
def recording() -> cutaway.Recording:
    """Tiny VGG on its first picture, as the app runs it."""
    network = cutaway.network("tiny-vgg")
    return cutaway.record(network.module, *network.prepare())


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A network whose layer is called like markup, with NaN and ∞ among its weights."""
    yield from _strange(tmp_path_factory.mktemp("odd"), "Odd", "1x12x12")


@pytest.fixture(scope="session")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A network whose last layer expects more numbers than it gets."""
    yield from _strange(tmp_path_factory.mktemp("broken"), "Broken", "1x5x5")


@pytest.fixture(scope="session")
def squeezenet() -> str:
    """The name of a network that branches, where the package that brings it is installed."""
    from cutaway.networks.zoo import available

    if missing := available("squeezenet"):
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return "squeezenet"


def _strange(folder: Path, factory: str, shape: str) -> Iterator[Served]:
    file = folder / "strange.py"
    shutil.copy(STRANGE, file)
    words = (f"{file}:{factory}", "--trust", "--input", shape)
    with serving(folder / "log.txt", *words) as found:
        yield found
