"""Every question's right answer is what torch gives; a wrong one is called by its name."""

import re

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.flop_counter import FlopCounterMode

from cutaway.errors import AskError
from cutaway.lesson.values import grouped
from cutaway.networks.architectures.build import build
from cutaway.networks.notation.text import parse
from cutaway.networks.notation.vgg import COLUMNS
from tests.lesson.walk import LANGUAGES, NAMES, OURS, text_of

PICTURE = torch.tensor([[1, 2, 0, 3], [0, 1, 2, 3], [1, 2, 1, 0], [5, 2, 3, 1]]).float()
KERNEL = torch.tensor([[1, 2, 1], [0, 1, 0], [2, 1, 0]]).float()
NINE = torch.arange(9).reshape(3, 3).float()


def one(picture: Tensor, kernel: Tensor, **options: int) -> Tensor:
    return functional.conv2d(picture[None, None], kernel[None, None], **options)[0, 0]


def params(*modules: nn.Module) -> str:
    return grouped(sum(p.numel() for module in modules for p in module.parameters()))


def vgg(name: str) -> nn.Module:
    with torch.device("meta"):
        return build(parse(COLUMNS[name].words), (1, 3, 224, 224))


def text(found: Tensor) -> str:
    return "; ".join(" ".join(f"{value:g}" for value in row) for row in found.tolist())


def size(found: Tensor) -> str:
    return "×".join(map(str, found.shape[-2:]))


def flops(module: nn.Module, input: Tensor) -> str:
    with FlopCounterMode(display=False) as counter:
        module(input)
    return grouped(counter.get_total_flops())


X = torch.tensor([[1, 1, 2, 0], [0, 1, 1, 2], [0, 0, 1, 3], [0, 0, 1, 1]]).float()
DEEP = torch.stack([torch.tensor([[0, 1], [2, 3]]), torch.tensor([[1, 2], [3, 4]])]).float()
RIGHT = {
    "by-hand": text(one(PICTURE, KERNEL, padding=1) + 1),
    "uses": str(one(PICTURE, KERNEL, padding=1).numel()),
    "stride-two": text(one(PICTURE, KERNEL, padding=1, stride=2) + 1),
    "size": size(nn.Conv2d(1, 1, 5, 2, 1)(torch.zeros(1, 1, 10, 10))),
    "dilated": size(nn.Conv2d(1, 1, 3, padding=4, dilation=4)(torch.zeros(1, 1, 32, 32))),
    "params-32": params(nn.Conv2d(1, 1, 3, 2, 1, bias=False)),
    "flops-32": flops(nn.Conv2d(1, 1, 3, 2, 1, bias=False), torch.zeros(1, 1, 32, 32)),
    "params-100": params(nn.Conv2d(100, 100, 5, padding=2)),
    "sum": text(functional.conv2d(torch.stack([NINE, NINE + 1])[None], DEEP[None])[0, 0]),
    "slices": str(nn.Conv2d(3, 2, 3).weight.flatten(0, 1).shape[0]),
    "one-by-one-params": params(nn.Conv2d(256, 64, 1)),
    "plain-params": params(nn.Conv2d(256, 256, 3, padding=1)),
    "max": text(functional.max_pool2d(X[None], 2)[0]),
    "average": text(functional.avg_pool2d(NINE[None], 2, 1)[0]),
    "pools": f"512×{size(functional.max_pool2d(torch.zeros(1, 512, 224, 224, device='meta'), 32))}",
    "field-three": "7",
    "scores": size(nn.Conv2d(1, 2, 3)(torch.zeros(1, 1, 5, 5))),
    "weight-layers": str(sum(isinstance(m, nn.Conv2d | nn.Linear) for m in vgg("D").modules())),
    "c-to-d": params(vgg("D")),
    "mlp-params": params(nn.Linear(10, 128), nn.Linear(128, 5)),
    "loop-params": params(nn.Linear(20, 256), nn.Linear(256, 10)),
}
MARKINGS = {
    (name, key): marking
    for name in NAMES
    for key, marking in OURS.chapter(name, "en").markings.items()
}


def test_every_question_is_in_the_key() -> None:
    assert {key for _, key in MARKINGS} == set(RIGHT)


@pytest.mark.parametrize(("name", "key"), MARKINGS)
def test_the_right_answer_is_torchs_and_is_taken(name: str, key: str) -> None:
    for language in LANGUAGES:
        marking = OURS.chapter(name, language).markings[key]
        assert marking.right() == RIGHT[key]
        assert marking.verdict(RIGHT[key]).right
        for mistake in marking.mistakes:
            verdict = marking.verdict(mistake.answer)
            assert not verdict.right, mistake
            assert verdict.slips, mistake


@pytest.mark.parametrize(
    ("name", "key", "answer", "slip"),
    [
        ("by-hand", "by-hand", "11 13; 19 17", "no-padding"),
        ("by-hand", "by-hand", "3 7 9 12; 10 10 13 8; 16 20 19 9; 11 7 5 2", "flipped"),
        ("by-hand", "by-hand", "1 3 4 10; 5 10 12 11; 7 18 16 15; 9 8 7 2", "no-bias"),
        ("sizes", "size", "5", "no-floor"),
        ("sizes", "dilated", "38", "no-dilation"),
        ("costs", "params-32", "10", "bias-counted"),
        ("costs", "params-100", "260000", "bias-per-pair"),
        ("channels", "sum", "28 44; 76 92", "flipped"),
        ("channels", "sum", "28 36; 52 60", "averaged"),
        ("pooling", "average", "4 5; 7 8", "max-for-average"),
        ("small-and-deep", "field-three", "9", "foreseen"),
    ],
)
def test_a_wrong_answer_is_called_by_its_name(name: str, key: str, answer: str, slip: str) -> None:
    verdict = MARKINGS[name, key].verdict(answer)
    assert (verdict.right, verdict.slips) == (False, (slip,))


def test_flops_are_right_by_every_convention() -> None:
    marking = MARKINGS["costs", "flops-32"]
    for answer in ("4608", "4,352", "2304"):
        assert marking.verdict(answer).right
    assert marking.verdict("9216").slips == ("count-no-stride",)


def test_an_answer_that_is_none_is_refused_kindly() -> None:
    with pytest.raises(AskError, match="the answer is a number; got 'many'"):
        MARKINGS["by-hand", "uses"].verdict("many")
    assert MARKINGS["structure", "pools"].verdict("512*7*7").right
    assert not MARKINGS["structure", "pools"].verdict("seven").right


KNOWN = {
    "133,638,952": lambda: params(vgg("C")),
    "4,096": lambda: grouped(vgg("D").fc6.out_features),  # type: ignore[union-attr]  # a Linear
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_large_number_stands_in_the_text_that_nobody_has_counted(language: str) -> None:
    """Years aside; what is filled in is counted elsewhere."""
    found = {
        number
        for name in NAMES
        for number in re.findall(r"(?<![\d-])\d{1,3}(?:,\d{3})+|\d{4,}", text_of(name, language))
    } - {"2014", "4096"}
    assert found == set(KNOWN)
    assert {number: give() for number, give in KNOWN.items()} == {n: n for n in KNOWN}


def test_the_lectures_loop_hardly_moves_the_loss() -> None:
    """E10: twenty steps over all the data at once, on data that can be learned."""
    torch.manual_seed(0)
    x = torch.randn(1000, 20)
    y = (x @ torch.randn(20, 10)).argmax(1)
    net = nn.Sequential(nn.Linear(20, 256), nn.ReLU(), nn.Linear(256, 10))
    criterion, losses = nn.CrossEntropyLoss(), []
    optimizer = torch.optim.SGD(net.parameters(), lr=5e-3)
    for _ in range(20):
        loss = criterion(net(x), y)
        losses.append(float(loss.detach()))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert 0.9 * losses[0] < losses[-1] < losses[0]


def test_two_softmaxes_squeeze_the_differences() -> None:
    """E11: scores 10 apart end as probabilities not even three to one."""
    twice = torch.softmax(torch.softmax(torch.tensor([10.0, 0.0]), 0), 0)
    assert float(twice[0] / twice[1]) < 3
