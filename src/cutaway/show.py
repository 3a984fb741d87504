"""show(…): the app on a recording or a module, in the notebook's cell or in the browser."""

import sys
from typing import TYPE_CHECKING

from torch import Tensor, nn

from cutaway.errors import CutawayError, RunError
from cutaway.networks.inputs.preprocess import Preprocess
from cutaway.networks.inputs.shipped import photos
from cutaway.networks.network import Network
from cutaway.protocol.house import House
from cutaway.recording.door import record
from cutaway.recording.recording import Recording

if TYPE_CHECKING:
    from cutaway.notebook.widget import CutawayWidget


def show(given: Recording | nn.Module | Network, *inputs: object) -> "CutawayWidget | None":
    """Opens a recording, or a module or Network on its inputs.

    In a notebook it gives the widget that the cell displays; elsewhere it serves the page on
    127.0.0.1, opens the browser, and returns when it is stopped (Ctrl-C).
    """
    house = _house(given, inputs)
    if in_notebook():
        from cutaway.notebook.widget import CutawayWidget

        return CutawayWidget(house)
    from cutaway.protocol.whole import room
    from cutaway.server.launch import launch

    launch(room(house))
    return None


def in_notebook() -> bool:
    """Whether this is the kernel of a notebook."""
    shell = sys.modules.get("IPython")
    running = shell.get_ipython() if shell is not None else None
    return running is not None and hasattr(running, "kernel")


def _house(given: object, inputs: tuple[object, ...]) -> House:
    house = House()
    if isinstance(given, Network) and not inputs:
        return House(given)
    if isinstance(given, Recording):
        if not given.values or given.values["input"].is_meta:  # a run of shapes alone
            raise CutawayError("this recording holds no values; make one with cutaway.record")
        house.keep(_named("recording", nn.Module(), given), given)
        return house
    if not isinstance(given, nn.Module | Network):
        raise CutawayError(
            f"show takes a recording, a module or a Network; got {type(given).__name__}"
        )
    recording, failure = _run(given, inputs)
    if isinstance(given, nn.Module):
        given = _named(type(given).__name__, given, recording)
    house.keep(given, recording, failure)
    return house


def _run(
    given: nn.Module | Network, inputs: tuple[object, ...]
) -> tuple[Recording, RunError | None]:
    try:
        return record(given, *inputs), None
    except RunError as error:
        if not isinstance(error.partial, Recording):
            raise
        return error.partial, error


def _named(name: str, module: nn.Module, recording: Recording) -> Network:
    values = recording.values["input"]
    assert isinstance(values, Tensor)
    shape = tuple(values.shape)
    grey = len(shape) != 4 or shape[1] != 3
    return Network(name, name, module, Preprocess(None, grey=grey), shape, pictures=photos()[:0])
