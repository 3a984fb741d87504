"""Tables of networks: the paper's own, the lecture's scrambled copy, and strangers'."""

from pathlib import Path

import pytest

from cutaway.errors import NetworkError
from cutaway.networks.notation.table import named, open_table, read_table
from cutaway.networks.notation.text import parse
from cutaway.networks.notation.vgg import COLUMNS, TABLE
from cutaway.networks.notation.weighing import weigh

# the lecture's copy, as it came out of its slides: three cells of the fifth row lost a layer
SCRAMBLED = """
ConvNet Configuration\t\t\t\t\t
A\tA-LRN\tB\tC\tD\tE
11 weight layers\t11 weight layers\t13 weight layers\t16 weight layers\t16 weight layers\t\
19 weight layers
input ( $224 \\times 224$ RGB image)\t\t\t\t\t
conv3-64\tconv3-64 <b>LRN</b>\tconv3-64 <b>conv3-64</b>\tconv3-64 conv3-64\tconv3-64 conv3-64\t\
conv3-64 conv3-64
maxpool\t\t\t\t\t
conv3-128\tconv3-128\tconv3-128 <b>conv3-128</b>\tconv3-128 conv3-128\tconv3-128 conv3-128\t\
conv3-128 conv3-128
maxpool\t\t\t\t\t
conv3-256 conv3-256\tconv3-256 conv3-256\tconv3-256 conv3-256\tconv3-256 <b>conv1-256</b>\t\
conv3-256 <b>conv3-256</b>\tconv3-256 conv3-256 <b>conv3-256</b>
maxpool\t\t\t\t\t
conv3-512 conv3-512\tconv3-512 conv3-512\tconv3-512 conv3-512\tconv3-512 conv3-512 \
<b>conv1-512</b>\tconv3-512 conv3-512 <b>conv3-512</b>\tconv3-512 conv3-512 conv3-512 \
<b>conv3-512</b>
maxpool\t\t\t\t\t
conv3-512 conv3-512\tconv3-512 conv3-512\tconv3-512 conv3-512\tconv3-512 conv3-512 \
<b>conv1-512</b>\tconv3-512 conv3-512 <b>conv3-512</b>\tconv3-512 conv3-512 conv3-512 \
<b>conv3-512</b>
maxpool\t\t\t\t\t
FC-4096\t\t\t\t\t
FC-4096\t\t\t\t\t
FC-1000\t\t\t\t\t
soft-max\t\t\t\t\t
"""
MARKDOWN = """
| tiny | wide |
|------|------|
| input (28 × 28 grey image) ||
| conv3-10 | conv3-20 **BN** relu |
| maxpool ||
| FC-10 ||
"""


def test_the_papers_table_says_of_itself_what_it_builds() -> None:
    built = {name: (column.built, column.printed) for name, column in COLUMNS.items()}
    assert built == {
        "A": (11, 11), "A-LRN": (11, 11), "B": (13, 13), "C": (16, 16), "D": (16, 16), "E": (19, 19)
    }  # fmt: skip
    assert all(not column.fault for column in COLUMNS.values())
    assert all(column.input_shape == (1, 3, 224, 224) for column in COLUMNS.values())


@pytest.mark.parametrize(
    ("name", "built", "printed", "params"),
    [("C", 15, 16, 133_048_872), ("D", 15, 16, 137_767_464), ("E", 18, 19, 143_077_160)],
)
def test_the_scrambled_table_is_refused(name: str, built: int, printed: int, params: int) -> None:
    column = named(read_table(SCRAMBLED), name)
    assert (column.built, column.printed) == (built, printed)
    with pytest.raises(NetworkError, match=f"column {name} builds {built} .* prints {printed}"):
        column.trusted_words()
    assert weigh(parse(column.words), column.input_shape).params == params


@pytest.mark.parametrize("name", ["A", "A-LRN", "B"])
def test_its_other_columns_are_the_papers(name: str) -> None:
    assert named(read_table(SCRAMBLED), name).trusted_words() == COLUMNS[name].words


def test_a_layer_too_many_is_seen_too() -> None:
    more = TABLE.replace("FC-4096\nFC-4096", "FC-4096\nFC-4096\nFC-4096")
    assert "prints 16: a layer was added" in named(read_table(more), "d").fault


def test_a_markdown_table() -> None:
    tiny, wide = read_table(MARKDOWN)
    assert (tiny.name, tiny.words, tiny.printed) == ("tiny", "conv3-10 maxpool FC-10", None)
    assert wide.words == "conv3-20 BN relu maxpool FC-10" and wide.built == 2
    assert tiny.input_shape == (1, 1, 28, 28) and not wide.fault


def test_a_single_column() -> None:
    (column,) = read_table("mine\n2 weight layers\nconv3-8\nFC-10\n")
    assert (column.name, column.words, column.fault) == ("mine", "conv3-8 FC-10", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "fewer than two rows"),
        ("A | B", "fewer than two rows"),
        ("A | B\nconv3-8 | cnv3-8", "line 2 of the table: word 1, 'cnv3-8', is no layer"),
        (
            "A | B\nconv3-8 | conv3-8 | conv3-8",
            "line 2 of the table has 3 cells; its columns are 2",
        ),
        ("A | B\n | conv3-8", "column A of the table is empty"),
        ("A | B | a\nconv3-8", "two columns of the table are called 'a'; rename one"),
        ("A | B\n" + "conv3-8\n" * 20_000, "signs; at most 100,000"),
    ],
)
def test_what_is_no_table(text: str, said: str) -> None:
    with pytest.raises(NetworkError, match=said):
        read_table(text)


def test_files(tmp_path: Path) -> None:
    file = tmp_path / "table.md"
    file.write_text(MARKDOWN, "utf-8")
    assert [column.name for column in open_table(file)] == ["tiny", "wide"]
    with pytest.raises(NetworkError, match="no column 'huge'; its columns are tiny, wide"):
        named(open_table(file), "huge")
    with pytest.raises(NetworkError, match="there is no file"):
        open_table(tmp_path / "gone.md")
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(NetworkError, match="cannot be read as text"):
        open_table(file)
    with pytest.raises(NetworkError, match="is a folder; expected a file"):
        open_table(tmp_path)
