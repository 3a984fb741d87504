"""A recorder that takes every call with care and reads it at once: the yardstick of the swift."""

from collections.abc import Iterable

from torch import nn

from cutaway.recording.mode import Recorder
from cutaway.recording.opening import opened
from cutaway.recording.recorder import run_module
from cutaway.recording.recording import Recording
from cutaway.recording.tree import Tree


class Forgetful(set[int]):
    """Remembers nothing that it is given."""

    def add(self, element: int) -> None:
        pass

    def update(self, *elements: Iterable[int]) -> None:
        pass


class Careful(Recorder):
    """Never knows that a call reads a step: it jots nothing down, and runs every forward."""

    def __init__(self, tree: Tree) -> None:
        super().__init__(tree)
        self._steps_of = Forgetful()


def recorded_carefully(module: nn.Module, *inputs: object) -> Recording:
    """What `record` gives, the long way."""
    tree, arguments = opened(module, inputs)
    recorder = Careful(tree)
    return recorder.recording(run_module(recorder, arguments))
