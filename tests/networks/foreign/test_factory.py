"""Names of code, read without running any."""

from pathlib import Path

import pytest

from cutaway.errors import NetworkError
from cutaway.networks.foreign.factory import Factory, read_factory


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("net.py:Net", Factory("net.py", "Net")),
        ("package.module:Net", Factory("package.module", "Net")),
        ("C:\\nets\\net.py:Net()", Factory("C:\\nets\\net.py", "Net", called=True)),
        ("a.py:models.Net(1, -2.5, k='a:b')",
         Factory("a.py", "models.Net", (1, -2.5), {"k": "a:b"}, True)),
        ("a.py:Net([1, (2, None)], {'x': True})",
         Factory("a.py", "Net", ([1, (2, None)], {"x": True}), {}, True)),
    ],
)  # fmt: skip
def test_the_parts_of_a_name(text: str, expected: Factory) -> None:
    assert read_factory(text) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("net.py:Net(x)", "the argument 'x' is no literal"),
        ("net.py:Net(__import__('os').getcwd())", "is no literal"),
        ("net.py:Net(n=9**9**9)", "is no literal"),
        ("net.py:Net(**{})", "is no name and no call with plain arguments"),
        ("net.py:Net(*[1])", "is no literal"),
        ("net.py:make()()", "is no name and no call"),
        ("net.py:Net(", "is no name and no call"),
        ("net.py:Net; 1", "is no name and no call"),
        ("net.py", "does not say what makes the network"),
    ],
)
def test_anything_else_is_refused(text: str, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        read_factory(text)


def test_a_file_without_a_name_says_what_it_defines(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text("def make(): ...\nclass Net: ...\nraise SystemExit\n")
    with pytest.raises(NetworkError, match=r"net\.py:Net; it defines Net, make$"):
        read_factory(str(path))
