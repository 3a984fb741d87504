"""A change to a network or its input, and whether the network then runs: on shapes alone."""

from dataclasses import dataclass, replace

import torch
from torch import nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import CutawayError, RunError, ShapeError
from cutaway.recording.shapes import record_shapes
from cutaway.recording.twin import twin_of

SMALL, FITS, LARGE = -1, 0, 1


@dataclass(frozen=True, slots=True)
class Trial:
    """A network and the shape of its one input.

    told     the change, as a person would write it; "" for none
    module   a module without numbers, which may be changed
    """

    told: str
    module: nn.Module
    shape: Shape
    dtype: torch.dtype

    def on(self, shape: Shape, told: str) -> "Trial":
        """The same network on another input."""
        return replace(self, shape=shape, told=told)

    def having(self, layer: nn.Module, path: str, told: str) -> "Trial":
        """The same input to the network with another layer in a place; "" is the network itself."""
        if not path:
            return replace(self, module=layer, told=told)
        changed = twin_of(self.module)
        changed.set_submodule(path, layer)
        return replace(self, module=changed, told=told)

    @property
    def runs(self) -> bool:
        """Whether it gets through, with as many items in the output's batch as in the input's."""
        return self.verdict == FITS

    @property
    def verdict(self) -> int | None:
        """FITS; SMALL or LARGE where the input is that; None where it fails in another way."""
        given = torch.empty(self.shape, dtype=self.dtype, device="meta")
        try:
            run = record_shapes(self.module, given)
        except RunError as error:
            return _size_of_failure(error)
        except (CutawayError, RuntimeError, ValueError, TypeError):
            return None
        lengths = {run.step(name).shape[:1] for name in run.outputs}
        return FITS if lengths <= {self.shape[:1]} else None


def _size_of_failure(error: RunError) -> int | None:
    got, expected = error.facts.get("got"), error.facts.get("expected")
    if isinstance(got, int) and isinstance(expected, int):
        return SMALL if got < expected else LARGE
    window = isinstance(error.__cause__, ShapeError) and "reach" in error.__cause__.facts
    return SMALL if window else None
