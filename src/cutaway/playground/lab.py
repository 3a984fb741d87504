"""A playground computed: layers after one another over an input of one's own."""

from dataclasses import dataclass
from functools import lru_cache

from cutaway.errors import AddressError
from cutaway.playground.cell import Cell, cell
from cutaway.playground.forward import Pass, forward
from cutaway.playground.grid import Grid
from cutaway.playground.layer import Layer
from cutaway.playground.resolve import Setup, resolve
from cutaway.playground.state import PlayState


@dataclass(frozen=True)
class Lab:
    """What was typed, what was made of it, and every number.

    passes   one per layer, in order
    """

    state: PlayState
    setup: Setup
    passes: tuple[Pass, ...]

    @property
    def layers(self) -> tuple[Layer, ...]:
        return tuple(ready.layer for ready in self.setup.layers)

    def cell(self, layer: int, index: tuple[int, ...]) -> Cell:
        """One output number of a layer, opened. Raises AddressError where there is none."""
        if not 0 <= layer < len(self.passes):
            raise AddressError(f"there are {len(self.passes)} layers; got {layer}")
        return cell(self.passes[layer], index)


@lru_cache(maxsize=16)
def lab_of(state: PlayState) -> Lab:
    """Everything computed; nothing that can be typed raises.

    >>> lab_of(PlayState()).passes[0].output.values[:4]
    (2.0, 4.0, 5.0, 11.0)
    """
    setup = resolve(state)
    return Lab(state, setup, passes(setup, setup.input))


def passes(setup: Setup, input: Grid) -> tuple[Pass, ...]:
    """The layers of a setup over an input of its shape."""
    found = []
    for ready in setup.layers:
        done = forward(ready.layer, input, ready.kernel, ready.bias)
        found.append(done)
        input = done.output
    return tuple(found)
