"""The embedded networks are real: trained, right about their pictures, and refused by name."""

import os
import pickle
import re
from importlib.resources import files
from pathlib import Path

import pytest
import torch
from safetensors import safe_open

from cutaway.errors import NetworkError
from cutaway.networks import find
from cutaway.networks.embedded import squeezenet
from cutaway.networks.embedded.filters import KERNELS
from cutaway.networks.zoo import SHOWN, available, network
from cutaway.recording.recorder import record


def test_tiny_vgg_is_as_right_as_it_says() -> None:
    net = network("tiny-vgg")
    path = files("cutaway.networks") / "data" / "tiny_vgg.safetensors"
    with safe_open(str(path), "pt") as file:
        facts = file.metadata()
    assert 0.90 < float(facts["accuracy"]) < 0.93
    right = 0
    for picture in net.pictures:
        with torch.no_grad():
            scores = net.module(*net.prepare(picture))
        right += net.classes[int(scores.argmax())].english == picture.label
    assert len(net.pictures) == 60
    assert right == 51, f"{right} of 60 right, with {facts['accuracy']} in all"
    assert sum(p.numel() for p in net.module.parameters()) == 7740


def needs_squeezenet() -> None:
    reason = available("squeezenet")
    if reason and os.environ.get("CI") != "true":
        pytest.skip(reason)
    assert not reason


def test_squeezenet_sees_the_espresso() -> None:
    needs_squeezenet()
    net = network("squeezenet")
    recording = record(net)
    scores = recording.values[recording.outputs[0]][0].softmax(0)
    best = int(scores.argmax())
    assert net.classes[best].english == "espresso" and net.classes[best].chinese == "浓缩咖啡"
    assert scores[best] > 0.9
    assert sum(p.numel() for p in net.module.parameters()) == 1_235_496
    assert len(net.classes) == 1000 and "origin" in net.note


def test_every_class_of_imagenet_has_a_name_in_chinese() -> None:
    needs_squeezenet()
    classes = network("squeezenet").classes
    assert [name.english for name in classes if not re.search("[一-鿿]", name.chinese)] == ["iPod"]
    spoken = {name.english: name.chinese for name in classes}
    far_apart = {
        "tench": "丁鲷",
        "goose": "鹅",
        "golden retriever": "金毛寻回犬",
        "giant panda": "大熊猫",
        "candle": "蜡烛",
        "hourglass": "沙漏",
        "sports car": "跑车",
        "banana": "香蕉",
        "toilet tissue": "卫生纸",
    }
    assert far_apart.items() <= spoken.items()


def test_a_hostile_pickle_is_refused(tmp_path: Path) -> None:
    marker = tmp_path / "marker"

    class Evil:
        def __reduce__(self) -> tuple[object, tuple[object, ...]]:
            return os.system, (f"touch {marker}",)

    with pytest.raises(NetworkError, match="only numpy arrays"):
        squeezenet.read_weights(pickle.dumps({"conv1": Evil()}))
    assert not marker.exists()


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "weights.pkl"
    other.write_bytes(b"something else")
    monkeypatch.setattr(squeezenet, "_weights_file", lambda: other)
    assert "not those of its release" in available("squeezenet")
    squeezenet.squeezenet.cache_clear()
    with pytest.raises(NetworkError, match="cutaway\\[samples\\]"):
        network("squeezenet")


def test_filters_find_edges() -> None:
    net = network("filters")
    recording = record(net)
    maps = dict(zip(KERNELS, recording.values["filters"][0], strict=True))
    grey = recording.values["input"][0].mean(0)
    assert torch.allclose(maps["identity"], grey, atol=1e-6)
    blurred = maps["blur"][1:-1, 1:-1]
    assert blurred.var() < grey[1:-1, 1:-1].var()
    inner = maps["Laplacian"][1:-1, 1:-1]
    by_hand = (
        grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * grey[1:-1, 1:-1]
    )
    assert torch.allclose(inner, by_hand, atol=1e-5) and inner.abs().max() > 0.1


def test_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(NetworkError, match="did you mean squeezenet"):
        network("sqeezenet")
    with pytest.raises(NetworkError, match="the names are tiny-vgg"):
        network("zzz")


@pytest.mark.parametrize("name", SHOWN)
def test_every_network_says_where_it_is_from(name: str) -> None:
    if name == "squeezenet":
        needs_squeezenet()
    net = network(name)
    assert net.source and net.title and net.pictures and not net.module.training
    assert not net.weights_are_random and network("vgg16").weights_are_random
    assert net.prepare()[0].shape[1] == net.input_shape[1]


def test_what_is_no_name_says_so_and_a_path_is_one(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"got a Linear\. A module of your own needs no name"):
        find.network(torch.nn.Linear(2, 2))  # type: ignore[arg-type]  # as somebody may write it
    with pytest.raises(NetworkError, match=r"there is no file 'net\.onnx'"):
        find.network(tmp_path / "net.onnx")
