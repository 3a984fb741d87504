"""The networks that have names, and how to get one."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import lru_cache, partial

from cutaway.errors import NetworkError
from cutaway.networks import squeezenet
from cutaway.networks.build import build
from cutaway.networks.filters import filters
from cutaway.networks.network import Network
from cutaway.networks.notation import parse
from cutaway.networks.pictures import photos
from cutaway.networks.preprocess import Preprocess
from cutaway.networks.tiny_vgg import tiny_vgg
from cutaway.networks.vgg import COLUMNS, TITLES


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


@lru_cache(maxsize=2)
def vgg(name: str) -> Network:
    """A column of the VGG paper's table, with random weights."""
    column, title = TITLES[name]
    shape = (1, 3, 224, 224)
    return Network(
        name=name,
        title=title,
        module=build(parse(COLUMNS[column]), shape, seed=0).requires_grad_(False),
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
    **{name: partial(vgg, name) for name in TITLES},
}
NAMES = tuple(MAKERS)
SHOWN = ("tiny-vgg", "squeezenet", "filters")
