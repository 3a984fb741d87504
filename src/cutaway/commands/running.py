"""From the words for a network and its input to a run: one made now, or one that was saved."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.commands.bar import bar
from cutaway.commands.finding import NO_FILES, find_network, input_of, on_input
from cutaway.commands.words import Files
from cutaway.errors import NetworkError, PictureError, RunError

if TYPE_CHECKING:
    from cutaway.networks.network import Network
    from cutaway.networks.pictures import Picture
    from cutaway.networks.saved import Run
    from cutaway.recording.recording import Recording


def run_of(name: str, image: str, trust: bool, input: str, files: Files) -> "Run":
    """The run that a name and an image stand for; a saved run brings its own input."""
    run = saved_run(name, input, files) if not image else None
    if run is not None:
        return run
    if not image:
        raise PictureError(
            "a number is explained on an input: give --image, a picture, an array (x.npy), or "
            "random"
        )
    return run_on(find_network(name, trust, input, files), image, input)


def run_on(network: "Network", image: str, input: str = "") -> "Run":
    """A network's run on an image; where it fails half way, with what there is up to there."""
    from cutaway.networks.saved import Run
    from cutaway.recording.recording import Recording

    failure = None
    try:
        recording = recorded(network, image)
    except RunError as error:
        if not isinstance(error.partial, Recording):
            raise
        recording = error.partial
        failure = on_input(error, recording.steps[0].shape, input)
    return Run(network, recording, _picture(image), failure)


def recorded(network: "Network", *images: object) -> "Recording":
    """Every value of a network's run, with a bar meanwhile; too large a run does not start.

    images   what --image gives, or a picture; without any, the network's own first sample
    """
    from cutaway.recording.door import record

    with _progress(network) as watch:
        inputs = [input_of(image, network) for image in images]  # not of a run that is refused
        return record(network, *inputs, watch=watch)


def saved_run(name: str, input: str = "", files: Files = NO_FILES) -> "Run | None":
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


@contextmanager
def _progress(network: "Network") -> Iterator[Callable[[int], None]]:
    """A bar on standard error for a network's steps; too large a run is refused here."""
    from cutaway.explain.summary import Summary
    from cutaway.explain.summary import summary as summary_of
    from cutaway.recording.budget import check_budget

    try:
        table = summary_of(network)
        total = len(table.recording.steps)
    except RunError as error:  # the run will say it better
        if not isinstance(error.partial, Summary):
            raise
        table, total = error.partial, 0
    check_budget(table.totals.bytes)
    with bar(f"running {network.name}", total) as watch:
        yield watch


def _picture(image: str) -> "Picture | None":
    from cutaway.networks.inputs import RANDOM, is_array
    from cutaway.networks.pictures import Picture, open_picture

    if image == RANDOM or is_array(image):
        return None
    return Picture("given", Path(image).name, "", "", partial(open_picture, image))
