"""What a person has typed: every box as its text, so that a box can hold anything.

A box left empty ("") stands for its default, which follows from the others where it can: the
window is as large as the kernel typed, a pool strides by its window.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LayerState:
    """One layer's boxes.

    kind       conv2d, maxpool2d, … (`cutaway.playground.layer.KINDS`)
    kernel     the weights: a matrix, planes parted by `|`; or a shape such as 3x3
    outputs    output channels; "" as many as the kernel's planes give
    size       of the window: "3", or one number an axis "3 2"; "" as the kernel's
    bias       "" none; one number for all output channels, or one each
    stride, dilation, extra   one number, or one an axis; `extra` is torch's output_padding
    padding    one number, one an axis, two an axis (before and after); same; valid
    groups     into how many the channels are parted; "depthwise" for one each
    mode       zeros, reflect, replicate or circular
    flip       "yes": the kernel is read backwards, convolution as mathematics has it
    ceil       "yes": a last, incomplete window counts (pools)
    counted    "no": padding does not count in the mean's divisor (average pools)
    """

    kind: str = "conv2d"
    kernel: str = ""
    outputs: str = ""
    size: str = ""
    bias: str = ""
    stride: str = ""
    padding: str = ""
    dilation: str = ""
    groups: str = ""
    mode: str = ""
    flip: str = ""
    ceil: str = ""
    counted: str = ""
    extra: str = ""


@dataclass(frozen=True, slots=True)
class PlayState:
    """The playground as it was typed: what a link holds.

    input    a matrix, channels parted by `|` or an empty line; or a shape such as 3x32x32
    shape    "" as typed; else the input is cropped or grown to it: "6x6", "3x6x6"
    layers   one after another, at most 4
    chosen   the output number that is pinned: layer, channel and place, "0 0 1 2"; or ""
    shift    by how much the shift meter moves the input: "0 1"; or ""
    border   what a shift lets in: edge, zeros or circular; "" edge
    panel    a word of the page's own: what is open beside; letters and digits
    """

    input: str = "1 2 0 3; 0 1 2 3; 1 2 1 0; 5 2 3 1"
    shape: str = ""
    layers: tuple[LayerState, ...] = field(
        default=(LayerState(kernel="1 2 1; 0 1 0; 2 1 0", bias="1", padding="1"),)
    )
    chosen: str = ""
    shift: str = ""
    border: str = ""
    panel: str = ""


DEFAULT = PlayState()
MOST_LAYERS = 4
