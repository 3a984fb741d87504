"""The networks that have names, and how to get one by its name or its notation."""

from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

from cutaway.arithmetic.box import Shape
from cutaway.errors import NetworkError
from cutaway.networks.adopt import resized
from cutaway.networks.architectures.architecture import written
from cutaway.networks.architectures.published import ARCHITECTURES
from cutaway.networks.architectures.published.vgg import SPOKEN
from cutaway.networks.embedded import squeezenet
from cutaway.networks.embedded.filters import filters
from cutaway.networks.embedded.tiny_vgg import tiny_vgg
from cutaway.networks.files.kinds import looks_like
from cutaway.networks.network import Network
from cutaway.networks.notation import misread
from cutaway.networks.notation.text import is_notation
from cutaway.networks.phrases import is_file


def network(name: str, input_shape: Shape | None = None) -> Network:
    """The network of a name, or of a notation such as "conv3-64 maxpool FC-10", ready to run.

    input_shape   (1, c, h, w), or (1, n), where it is not the network's own; a notation's own is
                  (1, 3, 224, 224)

    Raises NetworkError naming the nearest name, or the word that is wrong, or saying why the
    network is not available; ShapeError where a layer does not fit.

    >>> network("tiny-vgg").input_shape
    (1, 1, 28, 28)
    >>> network("conv3-8 maxpool FC-10", (1, 1, 8, 8)).skeleton.fc2
    Linear(in_features=128, out_features=10, bias=True)
    """
    maker = MAKERS.get(SPOKEN.get(name, name))
    if maker is not None:
        return maker() if input_shape is None else resized(maker(), input_shape)
    if is_notation(name):
        return written(name, input_shape)
    if is_file(Path(name)):
        raise NetworkError(
            f"{Path(name).name} is no network: it is {looks_like(Path(name))}. Name the network, "
            "and give the file with --image, --weights or --labels",
            name=name,
        )
    near = _nearest(name)
    hint = f"did you mean {near}?" if near else "the names are " + ", ".join(NAMES)
    raise NetworkError(f"there is no network {name!r}; {hint}", name=name, nearest=near)


def available(name: str) -> str:
    """Why a named network cannot be opened here; "" where it can."""
    return squeezenet.missing() if name == "squeezenet" else ""


def _nearest(name: str) -> str:
    """A name that may have been meant, or of what has numbers a word; "" where none is near."""
    plain = {_plain(known): known for known in (*NAMES, *SPOKEN)}
    near = get_close_matches(_plain(name), plain, 1, 0.6)
    if near:
        return plain[near[0]]
    return misread.meant(name) if any(sign.isdigit() for sign in name) else ""


def _plain(name: str) -> str:
    return "".join(sign for sign in name.lower() if sign.isalnum())


MAKERS: dict[str, Callable[[], Network]] = {
    "tiny-vgg": tiny_vgg,
    "squeezenet": squeezenet.squeezenet,
    "filters": filters,
    **{name: known.network for name, known in ARCHITECTURES.items()},
}
NAMES = tuple(MAKERS)
SHOWN = ("tiny-vgg", "squeezenet", "filters")
