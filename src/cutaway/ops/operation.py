"""What every operation can say about itself, and the table from torch's names to operations."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Protocol, TypeVar, runtime_checkable

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import CutawayError
from cutaway.ops.ref import Read, Ref


@runtime_checkable
class Operation(Protocol):
    """One call of one layer: references to tensors, and geometry; no values.

    From `explain`, the definition of one output number, follow the others; they are its fast
    forms, and one contract test holds every operation to that.
    """

    @property
    def inputs(self) -> tuple[Ref, ...]:
        """Every tensor the operation reads, activations first, parameters after them."""
        ...

    def shape(self) -> Shape:
        """Shape of the output. Raises ShapeError where torch would refuse too."""
        ...

    def count(self) -> Count:
        """What the whole output costs."""
        ...

    def reads(self, out: Box) -> dict[Ref, Box]:
        """The clipped bounding box of what a box of outputs reads, by input; none is empty."""
        ...

    def explain(self, out: Index, read: Read) -> Term:
        """How the one output number at `out` is made."""
        ...


Reading = Operation | tuple[Operation | None, ...] | None
Builder = Callable[..., Reading]
B = TypeVar("B", bound=Builder)

_table: dict[str, Builder] = {}
_remembering: list[Callable[[], None]] = []


def calls(*names: str) -> Callable[[B], B]:
    """Declares that a builder reads the calls of these names, torch's own.

    The builder takes torch's arguments, with a `Ref` where a tensor stood, and gives the
    operation; a tuple where the call has several outputs, one operation for each; or None where
    the arguments ask for what it does not know, which makes the call, or that output, Opaque.
    A builder of the same name and module takes the other's place, as when a cell of a notebook is
    run again. Raises CutawayError when another builder has claimed a name.
    """

    def claim(builder: B) -> B:
        for name in names:
            other = _table.get(name)
            if other is not None and _origin(other) != _origin(builder):
                raise CutawayError(
                    f"two operations claim the call {name!r}: "
                    f"{other.__module__} and {builder.__module__}; rename one"
                )
            _table[name] = builder
        for forget in _remembering:
            forget()
        return builder

    return claim


def _origin(builder: Builder) -> tuple[str, str]:
    return builder.__module__, builder.__qualname__


def when_claimed(forget: Callable[[], None]) -> None:
    """Has whoever remembers builders forget them when one is declared."""
    _remembering.append(forget)


def builder_of(name: str) -> Builder | None:
    """The builder that reads calls of this name."""
    return _table.get(name)


def known_calls() -> tuple[str, ...]:
    """Every name of a torch call that an operation explains, sorted."""
    return tuple(sorted(_table))


@fact(slots=True)
class Call:
    """One call for the contract test: torch's name and its arguments, shapes in place of tensors.

    name     torch's name: "conv2d"
    tensors  shapes of the tensor arguments, by parameter name, in torch's order
    options  the other arguments, by name
    """

    name: str
    tensors: Mapping[str, Shape | tuple[Shape, ...]]
    options: Mapping[str, object] = field(default_factory=dict)
