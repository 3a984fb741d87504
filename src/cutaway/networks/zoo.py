"""The networks that have names, and how to get one."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache

from cutaway.errors import NetworkError
from cutaway.networks import squeezenet
from cutaway.networks.build import build
from cutaway.networks.filters import filters
from cutaway.networks.network import Network
from cutaway.networks.notation import parse
from cutaway.networks.pictures import photos
from cutaway.networks.preprocess import Preprocess
from cutaway.networks.tiny_vgg import tiny_vgg

VGG16 = (
    "conv3-64 conv3-64 maxpool conv3-128 conv3-128 maxpool conv3-256 conv3-256 conv3-256 maxpool "
    "conv3-512 conv3-512 conv3-512 maxpool conv3-512 conv3-512 conv3-512 maxpool "
    "FC-4096 FC-4096 FC-1000"
)
VGG19 = (
    "conv3-64 conv3-64 maxpool conv3-128 conv3-128 maxpool "
    "conv3-256 conv3-256 conv3-256 conv3-256 maxpool "
    "conv3-512 conv3-512 conv3-512 conv3-512 maxpool "
    "conv3-512 conv3-512 conv3-512 conv3-512 maxpool FC-4096 FC-4096 FC-1000"
)


def network(name: str) -> Network:
    """The network of this name, ready to run.

    Raises NetworkError naming the nearest name, or saying why the network is not available.

    >>> network("tiny-vgg").input_shape
    (1, 1, 28, 28)
    """
    maker = MAKERS.get(name)
    if maker is not None:
        return maker()
    near = get_close_matches(name, NAMES, 1, 0.4)
    hint = f"did you mean {near[0]}?" if near else ""
    raise NetworkError(
        f"there is no network {name!r}; {hint or 'the names are ' + ', '.join(NAMES)}",
        name=name,
        nearest=near[0] if near else "",
    )


def available(name: str) -> str:
    """Why a named network cannot be opened here; "" where it can."""
    return squeezenet.missing() if name == "squeezenet" else ""


@lru_cache(maxsize=1)
def vgg16() -> Network:
    """Column D of Simonyan and Zisserman 2014, arXiv:1409.1556, with random weights."""
    return _vgg("vgg16", "VGG-16", VGG16)


@lru_cache(maxsize=1)
def vgg19() -> Network:
    """Column E of Simonyan and Zisserman 2014, arXiv:1409.1556, with random weights."""
    return _vgg("vgg19", "VGG-19", VGG19)


def _vgg(name: str, title: str, words: str) -> Network:
    shape = (1, 3, 224, 224)
    return Network(
        name=name,
        title=title,
        module=build(parse(words), shape, seed=0).requires_grad_(False),
        preprocess=Preprocess(
            (224, 224),
            crop=True,
            divisor=255.0,
            mean=(0.485, 0.456, 0.406),
            deviation=(0.229, 0.224, 0.225),
        ),
        input_shape=shape,
        source="random weights (He initialisation)",
        weights_are_random=True,
        pictures=photos(),
    )


MAKERS: dict[str, Callable[[], Network]] = {
    "tiny-vgg": tiny_vgg,
    "squeezenet": squeezenet.squeezenet,
    "filters": filters,
    "vgg16": vgg16,
    "vgg19": vgg19,
}
NAMES = tuple(MAKERS)
SHOWN = ("tiny-vgg", "squeezenet", "filters")
