"""Words that several commands take, and what they mean."""

import re
from dataclasses import dataclass
from decimal import Decimal
from math import prod
from typing import Annotated, TypeVar

import typer

from cutaway.errors import AddressError, ShapeError

T = TypeVar("T")
MOST_NUMBERS = 2**59  # 8 bytes each, and torch counts bytes in 63 bits


def named(context: typer.Context, option: typer.CallbackParam, value: T) -> T:
    """What an option was given. Raises BadParameter for an empty text, as of an unset variable."""
    source = context.get_parameter_source(option.name or "")
    empty = value == "" or (isinstance(value, list) and "" in value)
    if empty and source is not None and source.name == "COMMANDLINE":
        raise typer.BadParameter("it is empty; give it something, or leave it out")
    return value


NetworkName = Annotated[
    str,
    typer.Argument(
        help="A name that `cutaway networks` lists, such as vgg16; layers in the VGG paper's "
        "notation, such as 'conv3-64 maxpool FC-10'; net.py:Net, net.py:Net(num_classes=7) and "
        "package.module:Net with --trust; weights.pt with --arch; net.onnx; or hf:NAME and "
        "timm:NAME.",
        metavar="NETWORK",
    ),
]
Trust = Annotated[bool, typer.Option("--trust", help="Run the code that NETWORK names.")]
Input = Annotated[str, typer.Option("--input", help="Shape of the input, such as 3x224x224.")]
Inputs = Annotated[
    list[str] | None,
    typer.Option(
        "--input", help="Shape of the input, such as 3x224x224; once for each that forward takes."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Weights = Annotated[
    str,
    typer.Option(
        "--weights",
        help="File of weights (.pt, .pth, .safetensors); FILE::KEY.",
        callback=named,
    ),
]
Labels = Annotated[
    str,
    typer.Option("--labels", help="Names of the classes: one a line, or JSON.", callback=named),
]
Preparing = Annotated[
    str,
    typer.Option(
        "--preprocess",
        help='imagenet, unit, none; a .json or .toml file; or words: "size=227 crop bgr mean=0.5".',
        callback=named,
    ),
]
Arch = Annotated[
    str,
    typer.Option(
        "--arch", help="What a file of weights belongs to: a name or a notation.", callback=named
    ),
]
Download = Annotated[
    bool, typer.Option("--download", help="Let hf: and timm: fetch what is not here yet.")
]
Save = Annotated[
    str,
    typer.Option(
        "--save", help="Keep the run in a file: run.cutaway, to open again.", callback=named
    ),
]
Images = Annotated[
    list[str] | None,
    typer.Option(
        "--image",
        help="A picture to run on, an array (x.npy), or random; several are one batch.",
        callback=named,
    ),
]
At = Annotated[
    str,
    typer.Option(
        "--at", help="STEP:C,Y,X, or STEP:C of a vector; STEP:N,C,Y,X of element N of a batch."
    ),
]
Element = Annotated[
    int, typer.Option("--batch", min=0, help="Element of the batch, where --at names none.")
]


@dataclass(frozen=True, slots=True)
class Files:
    """What the options above were given; "" where they were not."""

    weights: str = ""
    labels: str = ""
    preprocess: str = ""
    arch: str = ""
    download: bool = False


def given(texts: list[str] | None) -> list[str]:
    """What an option was given that may stand several times, without what is empty."""
    return [text for text in texts or () if text]


def shape_of(text: str) -> tuple[int, ...] | None:
    """ "3x224x224" → (1, 3, 224, 224)."""
    if not text:
        return None
    parts = text.lower().replace("×", "x").split("x")
    if not all(part.isdecimal() and int(part) for part in parts):
        raise ShapeError(
            "--input is a shape without its batch axis, such as 3x224x224, every size at least 1; "
            f"got {text!r}"
        )
    shape = (1, *map(int, parts))
    if prod(shape) > MOST_NUMBERS:
        raise ShapeError(f"--input {text} has more numbers than can be counted in 64 bits")
    return shape


def place_of(text: str) -> tuple[str, tuple[int, ...]]:
    """ "conv1_2:7,9,19" → ("conv1_2", (7, 9, 19)); a number alone is "STEP:"."""
    step, _, index = text.rpartition(":")
    parts = [part.strip() for part in index.split(",")] if index else []
    if not step or not all(part.removeprefix("-").isdecimal() for part in parts):
        raise AddressError(f"--at is STEP:C,Y,X, such as conv1_2:7,9,19; got {text!r}")
    return step, tuple(map(int, parts))


def amount_of(option: str, text: str) -> int | None:
    """ "500k" → 500,000; "1.5M" → 1,500,000; None for nothing."""
    if not text:
        return None
    found = re.fullmatch(r"(\d{1,15}(?:\.\d{1,9})?)\s*([kmgb]?)", text.replace(",", "").lower())
    if not found:
        raise ShapeError(f"{option} is a number such as 500k, 50M or 1.5G; got {text!r}")
    return int(Decimal(found[1]) * {"": 1, "k": 10**3, "m": 10**6}.get(found[2], 10**9))
