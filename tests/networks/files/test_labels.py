"""Lists of names, as people keep them."""

from pathlib import Path

import pytest

from cutaway.errors import NetworkError
from cutaway.networks.files.labels import check_labels, read_labels
from cutaway.networks.network import ClassName


@pytest.mark.parametrize(
    "text",
    [
        "cat\ndog\n",
        "\ufeffcat\r\ndog\r\n",
        '["cat", "dog"]',
        '{"0": "cat", "1": "dog"}',
        '{"1": ["n02", "dog"], "0": ["n01", "cat"]}',
    ],
)
def test_a_list_of_names(tmp_path: Path, text: str) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes(text.encode())
    assert read_labels(path) == (ClassName("cat"), ClassName("dog"))


def test_a_tab_leads_to_chinese(tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("cat\t猫\ndog\t狗\n", "utf-8")
    assert read_labels(tmp_path / "names.txt") == (ClassName("cat", "猫"), ClassName("dog", "狗"))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no names; expected one name a line"),
        (b"\n\n", "holds no names"),
        (b"\xff\xfe\x00c", "is no text in UTF-8"),
        (b'["cat", ', "is no whole JSON"),
        (b'{"cat": 0, "dog": 1}', "does not number its names 0 … n − 1"),
        (b'{"0": "cat", "2": "dog"}', "does not number its names"),
        (b"[1, 2]", "holds something else than names"),
        (b"[]", "holds something else than names"),
    ],
)
def test_what_is_no_list(tmp_path: Path, data: bytes, message: str) -> None:
    (tmp_path / "names.txt").write_bytes(data)
    with pytest.raises(NetworkError, match=message):
        read_labels(tmp_path / "names.txt")
    with pytest.raises(NetworkError, match=r"there is no list of names 'gone\.txt'"):
        read_labels(tmp_path / "gone.txt")


def test_a_list_of_the_wrong_length() -> None:
    names = tuple(map(ClassName, ("background", "cat", "")))
    check_labels(names, 3, "names.txt")
    with pytest.raises(NetworkError) as caught:
        check_labels(names, 2, "names.txt")
    assert str(caught.value).startswith(
        "names.txt holds 3 names, 1 of them blank, and the network gives 2 scores"
    )
    assert "The first name is 'background', the last ''" in str(caught.value)
