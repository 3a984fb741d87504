"""One node of an ONNX graph, and the table from ONNX's operators to what computes them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from torch import Tensor

from cutaway.errors import CutawayError, NetworkError

Value = Tensor | None
Result = Tensor | tuple[Tensor, ...]


@dataclass(frozen=True)
class Node:
    """One operator with its options.

    name       for people, and for messages
    operator   ONNX's word: "Conv"
    inputs     names of tensors, "" where an optional one is left out
    outputs    names of tensors
    options    ONNX's attributes: numbers, strings, tuples, tensors
    opset      version of ONNX's operators that the file was written for
    """

    name: str
    operator: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    options: Mapping[str, object]
    opset: int

    def number(self, option: str, default: float) -> float:
        """An option that is a number."""
        found = self.options.get(option, default)
        assert isinstance(found, int | float), "ONNX's checker knows the types of attributes"
        return found

    def whole(self, option: str, default: int) -> int:
        """An option that is a whole number."""
        return int(self.number(option, default))

    def text(self, option: str, default: str) -> str:
        """An option that is a word."""
        return str(self.options.get(option, default))

    def numbers(self, option: str) -> tuple[int, ...] | None:
        """An option that is a list of whole numbers; None where it is left out."""
        found = self.options.get(option)
        return tuple(map(int, found)) if isinstance(found, tuple) else None

    def refuse(self, what: str) -> NetworkError:
        """An error about an option that is not imported."""
        return NetworkError(f"{self.operator} {self.name!r} has {what}, which is not imported")


Compute = Callable[..., Result]
C = TypeVar("C", bound=Compute)


@dataclass(frozen=True, slots=True)
class Known:
    """What computes an operator, given its node and its inputs by position.

    names   of the inputs that are parameters or buffers, by position
    """

    compute: Compute
    names: tuple[str, ...]


_table: dict[str, Known] = {}


def operator(*words: str, names: tuple[str, ...] = ()) -> Callable[[C], C]:
    """Declares that a function computes these operators of ONNX."""

    def claim(compute: C) -> C:
        for word in words:
            if word in _table:
                raise CutawayError(f"two functions compute ONNX's {word}; rename one")
            _table[word] = Known(compute, names)
        return compute

    return claim


def known(word: str) -> Known | None:
    """What computes an operator; None where it is not imported."""
    return _table.get(word)


def known_operators() -> tuple[str, ...]:
    """Every operator that is imported, sorted."""
    return tuple(sorted(_table))


def ints(tensor: Value) -> tuple[int, ...] | None:
    """The whole numbers of a tensor; None where an optional input was left out."""
    return None if tensor is None else tuple(map(int, tensor.reshape(-1).tolist()))
