"""Networks of other libraries: what to do without them, and their preparations read."""

import re
from typing import Any

import pytest
import torch
from torch import nn

from cutaway.errors import BudgetError, NetworkError
from cutaway.networks.find import network
from cutaway.networks.foreign.hub import Scores, preparation
from cutaway.networks.inputs.preprocess import Preprocess
from cutaway.recording.recorder import record

SHAPE = (1, 3, 224, 224)
NORMAL: dict[str, Any] = {
    "do_normalize": True,
    "image_mean": [0.5, 0.5, 0.5],
    "image_std": [0.25, 0.25, 0.25],
}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hf:microsoft/resnet-50", "needs the library transformers, which is not installed: pip"),
        ("timm:resnet50", "needs the library timm, which is not installed: pip install timm"),
    ],
)
def test_without_the_library(name: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cutaway.networks.foreign.hub.find_spec", lambda library: None)
    with pytest.raises(NetworkError, match=said):
        network(name)


def test_a_network_larger_than_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    class Library:
        @staticmethod
        def is_model(name: str) -> bool:
            return torch.empty(10**14) is not None

    monkeypatch.setattr("cutaway.networks.foreign.hub._library", lambda *_: Library)
    with pytest.raises(BudgetError) as caught:
        network("timm:giant")
    said = r"timm:giant cannot be opened: a tensor of 372,529\.0 GiB does not fit into the \S+ GiB"
    assert re.match(said, str(caught.value))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Preprocess((224, 224), crop=True, divisor=255.0)),
        (
            NORMAL | {"size": {"height": 224, "width": 224}},
            Preprocess((224, 224), divisor=255.0, mean=(0.5,) * 3, deviation=(0.25,) * 3),
        ),
        (
            {"size": {"shortest_edge": 256}, "crop_size": {"height": 224}, "do_rescale": False},
            Preprocess((224, 224), crop=True, share=0.875),
        ),
        (
            {"size": {"shortest_edge": 224}, "crop_pct": 0.9, "rescale_factor": 1 / 127.5},
            Preprocess((224, 224), crop=True, share=0.9, divisor=127.5),
        ),
    ],
)
def test_preparations(facts: dict[str, Any], expected: Preprocess) -> None:
    assert preparation(facts, SHAPE) == expected


def test_only_the_scores_are_given() -> None:
    class Named(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.fc = nn.Linear(2, 3)

        def forward(self, x: torch.Tensor) -> object:
            class Record:
                logits = self.fc(x)

            return Record()

    recording = record(Scores(Named()), torch.ones(1, 2))
    assert recording.outputs == ("network.fc",)
