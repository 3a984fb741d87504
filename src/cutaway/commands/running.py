"""From the words for a network and its input to a run: one made now, or one that was saved."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cutaway.commands.finding import NO_FILES, find_network, input_of, on_input, progress
from cutaway.commands.words import Files
from cutaway.errors import NetworkError, PictureError, RunError

if TYPE_CHECKING:
    from cutaway.networks.network import Network
    from cutaway.networks.pictures import Picture
    from cutaway.networks.saved import Run


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
    from cutaway.recording.door import record
    from cutaway.recording.recording import Recording

    failure = None
    with progress(network) as watch:
        try:
            recording = record(network, input_of(image, network), watch=watch)
        except RunError as error:
            if not isinstance(error.partial, Recording):
                raise
            recording = error.partial
            failure = on_input(error, recording.steps[0].shape, input)
    return Run(network, recording, _picture(image), failure)


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


def _picture(image: str) -> "Picture | None":
    from cutaway.networks.inputs import RANDOM, is_array
    from cutaway.networks.pictures import Picture, open_picture

    if image == RANDOM or is_array(image):
        return None
    return Picture("given", Path(image).name, "", "", partial(open_picture, image))
