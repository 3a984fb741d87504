"""The words of the notation: read, written again, and what is said of a wrong one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cutaway.errors import NetworkError
from cutaway.networks.architectures.published import ARCHITECTURES
from cutaway.networks.notation.layers import Conv, Join, Layer, Pool, Repeat
from cutaway.networks.notation.meaning import meant, written_out
from cutaway.networks.notation.text import MOST_LAYERS, is_notation, parse, unparse
from cutaway.networks.notation.vocabulary import word_of

EACH_WORD = (
    "conv3-64 conv3x5-8/s2x1/p0/d2/g4/nobias c=maxpool3/s2/p1/ceil avgpool LRN7 BN relu6 dropout "
    "dropout-0.3 3*[conv1-8 2*[BN gelu]] name=[conv3-8 tanh] res[conv3-8 BN] "
    "sum=res[conv3-8 | conv1-8 linear] cat[ | conv3-8 | maxpool3/s1/p1] GAP FC-10/nobias soft-max"
)
words = st.sampled_from(
    [word for word in EACH_WORD.split() if "[" not in word and "]" not in word and word != "|"]
)
texts = st.recursive(
    words,
    lambda inner: st.one_of(
        st.builds(lambda parts: f"2*[{' '.join(parts)}]", st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda a, b: f"cat[{a} | {b}]", inner, inner),
        st.builds(lambda a, b: f"res[{a} | {b}]", inner, inner),
        st.builds(lambda a, b: f"{a} {b}", inner, inner),
    ),
    max_leaves=8,
)


@pytest.mark.parametrize("text", [EACH_WORD, *(known.words for known in ARCHITECTURES.values())])
def test_there_and_back(text: str) -> None:
    assert unparse(parse(text)) == text


@given(texts)
def test_every_text_has_one_written_form(text: str) -> None:
    layers = parse(text)
    assert layers and parse(unparse(layers)) == layers
    assert unparse(parse(text.upper().replace("C=", "c="))) == unparse(layers)


def test_a_word_means_what_it_says() -> None:
    (layer,) = parse("conv3x5-64/s2/p1x2/d1x3/g4/nobias")
    assert layer == Conv((3, 5), 64, (2, 2), (1, 2), (1, 3), 4, False)
    assert parse("conv5-8/d2") == (Conv((5, 5), 8, dilation=(2, 2)),)
    assert Conv((5, 4), 8, dilation=(2, 1)).padded == (4, 2), "dilation × (kernel // 2)"
    assert parse("maxpool, avgpool3/s2;") == (Pool("max"), Pool("avg", (3, 3), (2, 2)))
    assert word_of(Pool("max", (3, 3), (3, 3))) == "maxpool3"


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("conv3-8 FC-5 FC-2", "conv3-8 relu FC-5 relu FC-2"),
        ("conv3-8 BN FC-2 soft-max", "conv3-8 BN FC-2 soft-max"),
        ("conv3-8 BN relu conv3-8 gelu", "conv3-8 BN relu conv3-8 gelu"),
        ("conv3-8 linear maxpool", "conv3-8 maxpool"),
        ("FC-2 dropout", "FC-2 dropout"),
        ("2*FC-3", "FC-3 relu FC-3"),
        ("res[conv3-8 BN]", "res[conv3-8 BN] relu"),
        ("res[conv3-8] linear", "res[conv3-8 relu]"),
        ("cat[conv1-8 | BN conv3-8]", "cat[conv1-8 relu | BN conv3-8 relu]"),
        ("x=[FC-4] FC-5", "x=[FC-4 relu] FC-5"),
    ],
)
def test_activations_are_meant(text: str, full: str) -> None:
    assert unparse(meant(parse(text))) == full


def test_repetitions_are_written_out() -> None:
    layers = parse("2*[conv3-8 2*BN]")
    assert isinstance(layers[0], Repeat)
    assert unparse(tuple(written_out(layers))) == "conv3-8 BN BN conv3-8 BN BN"


@pytest.mark.parametrize(
    ("text", "said", "under"),
    [
        ("conv3-64 cnv3-64", "word 2, 'cnv3-64', is no layer; expected conv, maxpool", "cnv3-64"),
        ("conv3-64 conv3 FC-10", "expected conv<size>-<channels>, such as conv3-64", "conv3"),
        ("3*[conv3-64 pool]", "word 3, 'pool', is no layer", "pool"),
        ("maxpool3/q2", "has no option /q2; expected /s2 (stride), /p1 (padding)", "maxpool3/q2"),
        ("maxpool2/p2", "pads by more than half its window", "maxpool2/p2"),
        ("conv3-8/s2/s3", "gives /s twice", "conv3-8/s2/s3"),
        ("conv3-0", "has 0 for the channels; expected at least 1", "conv3-0"),
        ("dropout-1", "a rate from 0 to below 1", "dropout-1"),
        ("[conv3-8 [BN]", "this [ is never closed", "["),
        ("conv3-8 ] BN", "nothing is open that this ']' closes", "]"),
        ("conv3-8 x*BN", "'x' is no count", "x"),
        ("3*", "expected a layer here, got end", ""),
        ("[]", "expected a layer in brackets", "]"),
        ("cat[conv3-8]", "cat has branches side by side", "cat"),
        ("res[conv3-8 | BN | BN]", "res has a body, and at most one shortcut", "res"),
        ("3x=conv3-8", "'3x' is no label", "3x"),
        ("a=BN", "only conv, pools, FC, res, cat and brackets have labels", "BN"),
        ("[" * 30 + "BN" + "]" * 30, "brackets nest at most 20 deep", "["),
    ],
)  # fmt: skip
def test_an_error_points_at_the_word(text: str, said: str, under: str) -> None:
    with pytest.raises(NetworkError) as caught:
        parse(text)
    assert said in str(caught.value)
    line, caret = caught.value.__notes__[0].split("\n")
    start = caret.index("^")
    assert line[start : start + max(1, len(under))].strip() == under


def test_the_empty_text_has_no_place_to_point_at() -> None:
    with pytest.raises(NetworkError, match="the notation is empty"):
        parse(" , ")


def test_a_long_line_is_shown_around_the_word() -> None:
    with pytest.raises(NetworkError) as caught:
        parse("conv3-64 " * 50 + "oops " + "conv3-64 " * 50)
    line, caret = caught.value.__notes__[0].split("\n")
    assert len(line) < 90 and line.strip().startswith("… ") and line.endswith(" …")
    assert line[caret.index("^") :].startswith("oops")


@pytest.mark.parametrize(
    ("word", "guess"),
    [
        ("cnv3-64", "conv3-64"),
        ("conv-64", "conv3-64"),
        ("conv3_64", "conv3-64"),
        ("conv3×3-64", "conv3-64"),
        ("Conv2d", "conv"),
        ("max-pool", "maxpool"),
        ("max", "maxpool"),
        ("conv364", "conv3-64"),
        ("conv512", "conv3-512"),
        ("batchnorm", "BN"),
        ("softmax", "soft-max"),
        ("fc4096", "FC-4096"),
        ("dense-10", "FC-10"),
        ("rleu", "relu"),
        ("globalavgpool", "GAP"),
        ("xyzzy", ""),
    ],
)
def test_what_was_meant_is_guessed(word: str, guess: str) -> None:
    with pytest.raises(NetworkError) as caught:
        parse(f"conv3-8 {word}")
    nearest = str(caught.value.facts["nearest"])
    assert nearest == guess or (guess == "conv" and nearest.startswith("conv"))
    assert not nearest or f"did you mean {nearest}?" in str(caught.value)
    assert not nearest or parse(nearest)


def test_what_is_huge_is_refused_at_once() -> None:
    with pytest.raises(NetworkError, match=f"at most {MOST_LAYERS:,}"):
        parse("1000000*[1000000*[1000000*conv3-64]]")
    with pytest.raises(NetworkError, match="is no count"):
        parse("1" * 5000 + "*BN")


@pytest.mark.parametrize("name", ["vgg-d", "tiny-vgg", "net.py:Net(width=8)", "a.b:c", "best.pt"])
def test_names_are_not_taken_for_notation(name: str) -> None:
    assert not is_notation(name)


@pytest.mark.parametrize("text", ["relu", "conv3-0", "conv3", "FC10", "a b", "2*x"])
def test_notation_is_recognised_when_wrong(text: str) -> None:
    assert is_notation(text)


def test_layers_are_facts() -> None:
    (join,) = parse("res[conv3-8]")
    assert isinstance(join, Join) and join.branches[1] == ()
    everything: set[Layer] = set(parse(EACH_WORD))
    assert len(everything) == len(parse(EACH_WORD))
