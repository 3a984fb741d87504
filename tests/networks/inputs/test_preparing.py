"""The preparation of pictures as a person writes it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from cutaway.errors import NetworkError
from cutaway.networks.inputs.preparing import preprocess_of
from cutaway.networks.inputs.preprocess import Preprocess

COLOUR, GREY = (1, 3, 224, 224), (1, 1, 28, 28)
OWN = Preprocess((224, 224), crop=True, divisor=255.0)


def made(text: str, shape: tuple[int, ...] = COLOUR, own: Preprocess = OWN) -> Preprocess:
    return preprocess_of(text, own, shape)


def test_names() -> None:
    assert made("unit") == OWN
    assert made("none") == replace(OWN, divisor=1.0)
    assert made("imagenet").mean == (0.485, 0.456, 0.406)
    assert made("unit", GREY, Preprocess((28, 28), grey=True)).grey


def test_imagenet_is_torchvisions_evaluation() -> None:
    """Resize the shorter side to 256, cut out the middle 224, scale, subtract, divide."""
    rng = np.random.default_rng(0)
    image = Image.fromarray(rng.integers(0, 256, (256, 384, 3), np.uint8))
    middle = image.crop((80, 16, 304, 240))  # at 256 high nothing is resized
    values = torch.from_numpy(np.asarray(middle, np.float32) / 255).permute(2, 0, 1)
    mean, std = ((0.485, 0.456, 0.406), (0.229, 0.224, 0.225))
    by_hand = (values - torch.tensor(mean)[:, None, None]) / torch.tensor(std)[:, None, None]
    assert torch.allclose(made("imagenet").apply(image)[0], by_hand, atol=1e-5)


def test_words_change_what_there_is() -> None:
    words = made("size=180x320 bgr divisor=1 mean=123,117,104 std=2 share=0.5")
    assert words == Preprocess(
        (180, 320), crop=True, share=0.5, divisor=1.0, mean=(123.0, 117.0, 104.0),
        deviation=(2.0, 2.0, 2.0), order="BGR",
    )  # fmt: skip
    assert made("imagenet size=64 crop=no rgb").size == (64, 64)
    assert not made("imagenet crop=false").crop


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("p.json", '{"size": [180, 320], "bgr": true, "mean": [1, 2, 3], "divisor": 2}'),
        ("p.toml", "size = [180, 320]\nbgr = true\nmean = [1, 2, 3]\ndivisor = 2.0\n"),
    ],
)
def test_a_small_file(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    found = made(f"{tmp_path / name} crop=no")
    assert found == Preprocess((180, 320), divisor=2.0, mean=(1.0, 2.0, 3.0), order="BGR")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("imagenett", "'imagenett' is no preparation of pictures; expected one of imagenet, unit"),
        ("imagnet", "did you mean imagenet?"),
        ("siez=32", "did you mean size=32?"),
        ("size=0", "size is a side or height x width"),
        ("size=2x3x4", "size is a side or height x width"),
        ("mean=a", "mean is a number or one for each channel"),
        ("mean=1,2", "mean has 2 numbers for the channels R, G, B"),
        ("std=0", "std none of 0"),
        ("mean=nan", "mean is a number"),
        ("divisor=0", "divisor is one number above 0"),
        ("share=1.5", "share is at most 1"),
        ("bgr=maybe", "bgr is true or false; got maybe"),
        ("grey", "the preparation gives 1 channel, and the network reads 3; leave grey out"),
        ("gone.json", "there is no file 'gone.json'"),
    ],
)
def test_what_is_written_wrongly(text: str, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        made(text)


def test_a_file_of_something_else(tmp_path: Path) -> None:
    for text, message in (("{", "is no whole JSON file"), ('{"sise": 3}', "holds other keys than")):
        (tmp_path / "p.json").write_text(text)
        with pytest.raises(NetworkError, match=message):
            made(str(tmp_path / "p.json"))
