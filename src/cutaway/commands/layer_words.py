"""Words for a layer by hand and a matrix under it, and what they mean."""

from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.errors import AskError

if TYPE_CHECKING:
    from cutaway.playground.state import LayerState

KINDS = "conv2d, conv1d, maxpool2d, maxpool1d, avgpool2d, avgpool1d, conv_transpose2d, …1d, relu"
Kind = Annotated[str, typer.Argument(help=KINDS, metavar="[LAYER]")]
Matrix = Annotated[
    str, typer.Option("--input", help="A matrix: '1 2; 3 4'; channels parted by |; or 3x8x8.")
]
Kernel = Annotated[
    str, typer.Option("--kernel", help="Weights: '1 0; 0 1'; planes parted by |; or 3x3.")
]
Bias = Annotated[str, typer.Option("--bias", help="One number, or one a channel.")]
Size = Annotated[str, typer.Option("--size", help="Of the window: 2, or '3 2'.")]
Stride = Annotated[str, typer.Option("--stride", help="1, or '2 1'.")]
Padding = Annotated[
    str, typer.Option("--padding", help="1; '1 0' an axis; '1 0 0 1' a side; same.")
]
Dilation = Annotated[str, typer.Option("--dilation", help="1, or '2 1'.")]
Groups = Annotated[str, typer.Option("--groups", help="A number, or depthwise.")]
Outputs = Annotated[str, typer.Option("--outputs", help="Output channels.")]
Mode = Annotated[str, typer.Option("--mode", help="Padding: zeros, reflect, replicate, circular.")]
OutputPadding = Annotated[
    str, typer.Option("--output-padding", help="Of a transposed convolution.")
]
Flip = Annotated[bool, typer.Option("--flip", help="Flip the kernel: true convolution.")]
Ceil = Annotated[bool, typer.Option("--ceil", help="Round the size up (pools).")]
Place = Annotated[str, typer.Option("--at", help="One number, C,Y,X: how it is made.")]
Steps = Annotated[bool, typer.Option("--steps", help="Print every number's sum.")]
Latex = Annotated[bool, typer.Option("--latex", help="Print LaTeX.")]
Link = Annotated[bool, typer.Option("--link", help="Print the state as in a link.")]
Port = Annotated[
    int | None, typer.Option("--port", help="Of the page, without a LAYER; 0: any free one.")
]
NoBrowser = Annotated[
    bool, typer.Option("--no-browser", help="Without a LAYER: only print the page's address.")
]
OPTIONS = {"extra": "--output-padding"}
WEIGHTS = ("kernel", "outputs", "size", "bias", "stride", "padding", "dilation", "groups")
POOLS = ("size", "stride", "padding", "dilation", "mode", "ceil")
TAKES = {
    "conv_transpose": (*WEIGHTS, "extra", "flip"),
    "conv": (*WEIGHTS, "mode", "flip"),
    "maxpool": POOLS,
    "avgpool": POOLS,
    "relu": (),
}
"""The boxes of each kind of layer. An average pool's dilation is refused by itself."""


def refuse_unused(layer: "LayerState") -> None:
    """Raises AskError for an option that would change nothing in such a layer."""
    from dataclasses import asdict

    kind = layer.kind.strip().lower()
    takes = next((boxes for begins, boxes in TAKES.items() if kind.startswith(begins)), None)
    for box, text in asdict(layer).items():
        if takes is not None and text and box not in ("kind", *takes):
            told = " ".join(OPTIONS.get(name, f"--{name}") for name in takes) or "--input alone"
            raise AskError(f"{kind} has no {OPTIONS.get(box, f'--{box}')}; it takes {told}")
