"""Words for a layer by hand and a matrix under it, and what they mean."""

from typing import Annotated

import typer

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
