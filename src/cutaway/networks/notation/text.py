"""The VGG paper's own words for a network, made a small language: text ↔ layers.

docs/notation.md explains it to people; `cutaway.networks.notation.reader` has the grammar.
"""

import re

from cutaway.arithmetic.box import Shape
from cutaway.networks.notation.layers import Group, Join, Layer, Repeat
from cutaway.networks.notation.misread import misread
from cutaway.networks.notation.reader import Reader
from cutaway.networks.notation.vocabulary import SHAPES, WordError, layer_of, word_of

MOST_LAYERS = 10_000
INPUT = re.compile(r"\s*input-(\d+(?:x\d+)*)(?=\s|$)", re.IGNORECASE)
WORD = re.compile(rf"(?:{'|'.join(SHAPES)})-?\d", re.IGNORECASE)


def parse(text: str) -> tuple[Layer, ...]:
    """The layers that a text stands for.

    Raises NetworkError: it names the word that is wrong, what was expected and what may have been
    meant; a note shows the place.

    >>> parse("conv3-64 2*FC-10")
    (Conv(kernel=(3, 3), channels=64, stride=(1, 1), padding=None, dilation=(1, 1), groups=1, \
bias=True, label=''), Repeat(count=2, body=(Full(outputs=10, bias=True, label=''),)))
    """
    reader = Reader(text)
    layers = reader.network()
    if reader.token.text:
        raise misread(text, reader.token.start, f"nothing is open that this {reader.named} closes")
    if not layers:
        raise misread(text, 0, "the notation is empty; expected words such as conv3-64 maxpool")
    if size(layers) > MOST_LAYERS:
        raise misread(
            text, 0, f"the notation stands for {size(layers):,} layers; at most {MOST_LAYERS:,}"
        )
    return layers


def divided(text: str) -> tuple[Shape | None, str]:
    """The input that a text begins with, as in "input-3x32x32 conv3-8", and the layers' words.

    The words keep their place in the text. Raises NetworkError for a size below 1.

    >>> divided("input-1x28x28 conv3-8 FC-10")[0]
    (1, 1, 28, 28)
    """
    found = INPUT.match(text)
    if not found:
        return None, text
    sizes = tuple(int(size[:10]) for size in found[1].lower().split("x"))
    if 0 in sizes:
        raise misread(text, found.start(1), f"an input of {found[1]} is empty; expected 1 or more")
    return (1, *sizes), " " * found.end() + text[found.end() :]


def unparse(layers: tuple[Layer, ...]) -> str:
    """The text for some layers.

    >>> unparse(parse("CONV3-64, 3*[conv3-64 maxpool2] fc-10"))
    'conv3-64 3*[conv3-64 maxpool] FC-10'
    """
    return " ".join(map(_said, layers))


def is_notation(text: str) -> bool:
    """Whether a text looks like the notation, right or wrong, rather than like a name.

    >>> is_notation("conv3-64"), is_notation("conv3-64 cnv3"), is_notation("vgg-a")
    (True, True, False)
    """
    if ":" in text:  # code to run, or a link
        return False
    if re.search(r"[\s\[\]*=|]", text.strip()) or WORD.match(text.strip()):
        return True
    try:
        layer_of(text.strip())
    except WordError:
        return False
    return True


def size(layers: tuple[Layer, ...]) -> int:
    """How many layers there are once every repetition is written out."""
    total = 0
    for layer in layers:
        if isinstance(layer, Repeat):
            total += layer.count * size(layer.body)
        elif isinstance(layer, Group):
            total += size(layer.body)
        elif isinstance(layer, Join):
            total += 1 + sum(map(size, layer.branches))
        else:
            total += 1
    return total


def _said(layer: Layer) -> str:
    if isinstance(layer, Repeat):
        alone = len(layer.body) == 1 and not isinstance(layer.body[0], Repeat)
        body = unparse(layer.body)
        return f"{layer.count}*{body}" if alone else f"{layer.count}*[{body}]"
    if isinstance(layer, Group):
        return f"{layer.label}=[{unparse(layer.body)}]"
    label = getattr(layer, "label", "")
    return (f"{label}=" if label else "") + (
        _joined(layer) if isinstance(layer, Join) else word_of(layer)
    )


def _joined(layer: Join) -> str:
    branches = layer.branches
    if layer.kind == "res" and not branches[1]:
        branches = branches[:1]
    return f"{layer.kind}[{' | '.join(map(unparse, branches))}]"
