"""A network of random weights: its layers in the notation, and the paper that they are from."""

from dataclasses import dataclass
from functools import partial

from cutaway.arithmetic.box import Shape
from cutaway.networks.architectures.build import build, initialise
from cutaway.networks.inputs.preparing import preprocess_of
from cutaway.networks.inputs.preprocess import Preprocess, takes_pictures
from cutaway.networks.inputs.shipped import photos
from cutaway.networks.network import Network
from cutaway.networks.notation.text import divided, parse, unparse
from cutaway.networks.recipe import Recipe

RANDOM = "random weights (He initialisation): nobody trained it"
IMAGENET: Shape = (1, 3, 224, 224)
LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Architecture:
    """What is known of a network before anything is built.

    words         in the notation
    paper, year   where it was published; "" and 0 where it was not
    input_shape   (1, c, h, w), or (1, n)
    note          what differs from the paper
    """

    name: str
    title: str
    words: str
    paper: str = ""
    year: int = 0
    input_shape: Shape = IMAGENET
    note: str = ""

    def network(self) -> Network:
        """The network with random weights, made when they are first needed."""
        return Network(
            name=self.name,
            title=self.title,
            body=recipe(self.words, self.input_shape),
            preprocess=_preprocess(self.input_shape),
            input_shape=self.input_shape,
            source=RANDOM,
            note=self.note,
            weights_are_random=True,
            pictures=photos() if takes_pictures(self.input_shape) else (),
            notation=unparse(parse(self.words)),
            paper=self.paper,
            year=self.year,
        )


def written(text: str, input_shape: Shape | None = None) -> Network:
    """The network of random weights that a notation stands for.

    input_shape   takes the place of the input that the text names; else that is 3×224×224

    Its name says its input too, so that the name alone opens it again. Raises NetworkError where
    the text cannot be read, ShapeError where a layer does not fit.

    >>> written("conv3-8 maxpool FC-10", (1, 1, 28, 28)).module.fc2
    Linear(in_features=1568, out_features=10, bias=True)
    """
    own, words = divided(text)
    shape = input_shape or own or IMAGENET
    name = text
    if shape != (own or IMAGENET):
        name = f"input-{'x'.join(map(str, shape[1:]))} {words.strip()}"
    network = Architecture(name, _title(words), words, input_shape=shape).network()
    _ = network.skeleton  # what does not fit is said now
    return network


def _title(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1] + "…"


def recipe(words: str, input_shape: Shape) -> Recipe:
    """How the module of a notation is made. Raises NetworkError where it cannot be read."""
    return Recipe(partial(build, parse(words), input_shape), partial(initialise, seed=0))


def _preprocess(shape: Shape) -> Preprocess:
    none = Preprocess(None, grey=True)
    return preprocess_of("imagenet", none, shape) if takes_pictures(shape) else none
