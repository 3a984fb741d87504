"""What a run leaves behind: steps and values, facts only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from torch import Tensor

from cutaway.arithmetic.box import Index, Shape
from cutaway.errors import AddressError
from cutaway.ops.operation import Operation
from cutaway.ops.ref import Ref


@dataclass(frozen=True, slots=True)
class Step:
    """One call of the network.

    name         its address: "features.3", "conv1_2", "input"
    call         torch's own word: "conv2d"
    operation    what it does, in Refs and geometry
    shape        of its output, batch axis included
    dtype        of its output: "float32"
    module       path of the nearest module, "" for the outermost
    module_kind  class name of that module
    sources      names of the steps this one reads, each once, in order
    source       the author's file and line: "net.py:12", "" where no line of theirs called it
    """

    name: str
    call: str
    operation: Operation
    shape: Shape
    dtype: str
    module: str
    module_kind: str
    source: str
    sources: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = [ref.name for ref in self.operation.inputs if ref.kind == "step"]
        object.__setattr__(self, "sources", tuple(dict.fromkeys(names)))

    @property
    def ref(self) -> Ref:
        return Ref(self.name, self.shape, dtype=self.dtype)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter tensor of the model: every name it goes by, its shape and its size."""

    names: tuple[str, ...]
    shape: Shape
    size: int
    bytes: int


@dataclass(frozen=True, slots=True)
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
    _index: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {step.name: i for i, step in enumerate(self.steps)}
        object.__setattr__(self, "_index", index)

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
