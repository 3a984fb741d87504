"""From the words for a network and its input to a run: one made now, or one that was saved."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.commands.bar import bar
from cutaway.commands.finding import NO_FILES, aside, find_network, input_of, on_input
from cutaway.commands.words import Files
from cutaway.errors import NetworkError, PictureError, RunError

if TYPE_CHECKING:
    from cutaway.networks.inputs.pictures import Picture
    from cutaway.networks.network import Network
    from cutaway.networks.saved import Run
    from cutaway.recording.recording import Recording


def run_of(name: str, images: Sequence[str], trust: bool, input: str, files: Files) -> "Run":
    """The run that a name and images stand for; a saved run brings its own input."""
    run = saved_run(name, input, files) if not images else None
    if run is not None:
        return run
    if not images:
        raise PictureError(
            "a number is explained on an input: give --image, a picture, an array (x.npy), or "
            "random"
        )
    return run_on(find_network(name, trust, input, files), images, input)


def run_on(network: "Network", images: Sequence[str], input: str = "") -> "Run":
    """A network's run on an image, or on a batch of them; where it fails half way, up to there."""
    from cutaway.networks.saved import Run
    from cutaway.recording.recording import Recording

    failure = None
    try:
        recording = recorded(network, images)
    except RunError as error:
        if not isinstance(error.partial, Recording):
            raise
        recording = error.partial
        failure = on_input(error, recording.steps[0].shape, input)
    return Run(network, recording, _pictures(images), failure)


def recorded(network: "Network", images: Sequence[object]) -> "Recording":
    """Every value of a network's run, with a bar meanwhile; too large a run does not start.

    images   what --image gives, or pictures: one batch; of none, the network's own first sample
    """
    from cutaway.recording.door import record

    with aside(), _progress(network, max(1, len(images))) as watch:
        inputs = [input_of(images, network)] if images else []  # not of a run that is refused
        return record(network, *inputs, watch=watch)


def saved_run(name: str, input: Sequence[str] = "", files: Files = NO_FILES) -> "Run | None":
    """The saved run of a name that is one's; None for any other name."""
    from cutaway.networks.saved import is_saved, open_run

    if not is_saved(name):
        return None
    if input or files != NO_FILES:
        raise NetworkError(
            f"{Path(name).name} is a saved run, which brings its own input, weights, labels and "
            "preparation; leave those options out, or open the network itself"
        )
    return open_run(Path(name))


def index_of(
    recording: "Recording", step: str, place: tuple[int, ...], element: int
) -> tuple[int, ...]:
    """The index, batch axis included, of a place with or without it."""
    from cutaway.recording.elements import check_element

    whole = len(place) == len(recording.step(step).shape)
    return check_element(recording, step, place if whole else (element, *place))


@contextmanager
def _progress(network: "Network", batch: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error for a network's steps; too large a run is refused here.

    batch   elements that run together
    """
    from cutaway.explain.room import steps_with_room

    total = steps_with_room(network, (batch, *network.input_shape[1:]))
    with bar(f"running {network.name}", total) as watch:
        yield watch


def _pictures(images: Sequence[str]) -> "tuple[Picture, ...]":
    """What they show, where all of them are pictures."""
    from cutaway.networks.inputs.arrays import is_picture
    from cutaway.networks.inputs.pictures import Picture, open_picture

    if not all(map(is_picture, images)):
        return ()
    return tuple(
        Picture(f"given-{i}", Path(image).name, "", "", partial(open_picture, image))
        for i, image in enumerate(images)
    )
