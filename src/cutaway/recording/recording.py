"""What a run leaves behind: steps and values, facts only."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import cached_property
from threading import RLock
from typing import NamedTuple

from torch import Tensor

from cutaway.arithmetic.box import Index, Shape
from cutaway.arithmetic.fact import fact
from cutaway.errors import AddressError, CutawayError
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref
from cutaway.recording.modules import Visit


@fact
class Step:
    """One call of the network.

    ref          its output
    call         torch's own word: "conv2d"
    operation    what it does, in Refs and geometry
    visit        the nearest module, and the entry into it
    source       the author's file and line: "net.py:12", "" where no line of theirs called it
    """

    ref: Ref
    call: str
    operation: Operation
    visit: Visit
    source: str
    _sources: tuple[str, ...] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def name(self) -> str:
        """Its address: "features.3", "conv1_2", "input"."""
        return self.ref.name

    @property
    def shape(self) -> Shape:
        """Of its output, batch axis included."""
        return self.ref.shape

    @property
    def dtype(self) -> str:
        """Of its output: "float32"."""
        return self.ref.dtype

    @property
    def module(self) -> str:
        """Path of the nearest module, "" for the outermost."""
        return self.visit.path

    @property
    def module_kind(self) -> str:
        """Class name of that module."""
        return self.visit.kind

    @property
    def sources(self) -> tuple[str, ...]:
        """Names of the steps this one reads, each once, in order."""
        found = self._sources
        if found is None:
            names = [ref.name for ref in self.operation.inputs if ref.kind == "step"]
            found = tuple(dict.fromkeys(names) if len(names) > 1 else names)
            self._sources = found  # type: ignore[misc]  # only here; torch names no step anew
        return found


class Parameter(NamedTuple):
    """One parameter tensor of the model: every name it goes by, its shape and its size."""

    names: tuple[str, ...]
    shape: Shape
    size: int
    bytes: int


READING = RLock()


@dataclass(frozen=True)
class Recording:
    """A run: its steps in order, and the tensor that each produced.

    steps       the first is the input, under the name `input`
    values      tensors by name: of steps, and of the parameters and constants they read;
                empty when only shapes were asked for
    outputs     names of the steps that the model returned
    parameters  every parameter tensor of the model once, used or not
    sizes       bytes of each step's output, by name
    """

    steps: tuple[Step, ...]
    values: Mapping[str, Tensor]
    outputs: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    sizes: Mapping[str, int]

    @cached_property
    def _index(self) -> dict[str, int]:
        return {step.ref.name: i for i, step in enumerate(self.steps)}

    @classmethod
    def unread(cls, read: "Callable[[], Recording]") -> "Recording":
        """A recording whose facts are read off the run when one of them is first asked for."""
        recording = object.__new__(cls)
        recording.__dict__["_read"] = read
        return recording

    def __getattr__(self, name: str) -> object:
        if name in FACTS:
            with READING:
                self._be_read()
        if name in self.__dict__:
            return self.__dict__[name]
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __getstate__(self) -> dict[str, object]:
        """What a copy is made of: of what was read, for a run can be read only once."""
        _ = self.steps
        return self.__dict__

    def _be_read(self) -> None:
        read: Callable[[], Recording] | None = self.__dict__.get("_read")
        if read is None:
            return
        self.__dict__["_read"] = _broken_off
        self.__dict__.update(read().__dict__)
        del self.__dict__["_read"]

    def step(self, name: str) -> Step:
        """The step of this name; AddressError with the nearest names where there is none."""
        at = self._index.get(name)
        if at is not None:
            return self.steps[at]
        near = get_close_matches(name, list(self._index), 3, 0.55)
        hint = f"did you mean {', '.join(near)}?" if near else "`summary` lists the steps"
        raise AddressError(f"there is no step {name!r}; {hint}", step=name, nearest=", ".join(near))

    def position(self, name: str) -> int:
        """Where a step stands in `steps`."""
        self.step(name)
        return self._index[name]

    def readers(self, name: str) -> tuple[Step, ...]:
        """The steps that read a step's output."""
        return tuple(step for step in self.steps if name in step.sources)


def _broken_off() -> Recording:
    raise CutawayError(
        "this recording is incomplete: the reading of it was broken off; record it anew"
    )


FACTS = frozenset(field.name for field in fields(Recording))


def check_index(step: Step, index: Index) -> Index:
    """The index itself, where it lies in the step's output; AddressError with the ranges else."""
    ranges = ", ".join(f"0…{n - 1}" for n in step.shape)
    if len(index) != len(step.shape):
        raise AddressError(
            f"{step.name} has {len(step.shape)} axes {list(step.shape)}, the index "
            f"{list(index)} has {len(index)}; give one number for each: {ranges}",
            step=step.name,
            ranges=ranges,
        )
    if not all(0 <= i < n for i, n in zip(index, step.shape, strict=True)):
        raise AddressError(
            f"{list(index)} lies outside {step.name}, whose indices run over {ranges}",
            step=step.name,
            ranges=ranges,
        )
    return index
