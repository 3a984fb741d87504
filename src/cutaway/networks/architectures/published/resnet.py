"""ResNet-18, -34 and -50: residual blocks with projections where the size changes (option B).

He, Zhang, Ren, Sun 2015, "Deep residual learning for image recognition", arXiv:1512.03385,
table 1. As in the paper, a bottleneck strides in its first 1×1 convolution. Parameters as
torchvision publishes them: 11,689,512, 21,797,672 and 25,557,032; the paper's table has the
multiply-adds, 1.8, 3.6 and 3.8 × 10⁹.
"""

from cutaway.networks.architectures.architecture import Architecture

BLOCKS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3)}
WIDTHS = (64, 128, 256, 512)


def words(depth: int) -> str:
    """Table 1's column of this depth."""
    parts = ["conv1=conv7-64/s2/nobias BN relu pool1=maxpool3/s2/p1"]
    inputs = 64
    for stage, (count, width) in enumerate(zip(BLOCKS[depth], WIDTHS, strict=True), 2):
        for i in range(count):
            stride = "/s2" if i == 0 and stage > 2 else ""
            body, outputs = (bottleneck if depth >= 50 else basic)(width, stride)
            project = f" | conv1-{outputs}{stride}/nobias BN" if (inputs != outputs) else ""
            parts.append(f"res{stage}{chr(ord('a') + i)}=res[{body}{project}]")
            inputs = outputs
    return " ".join([*parts, "GAP fc=FC-1000 soft-max"])


def basic(width: int, stride: str) -> tuple[str, int]:
    """Two 3×3 convolutions, and the channels they give."""
    return f"conv3-{width}{stride}/nobias BN relu conv3-{width}/nobias BN", width


def bottleneck(width: int, stride: str) -> tuple[str, int]:
    """1×1, 3×3 and 1×1, and the channels they give."""
    return (
        f"conv1-{width}{stride}/nobias BN relu conv3-{width}/nobias BN relu "
        f"conv1-{4 * width}/nobias BN"
    ), 4 * width


RESNETS = tuple(
    Architecture(
        name=f"resnet-{depth}",
        title=f"ResNet-{depth}",
        words=words(depth),
        paper="He, Zhang, Ren, Sun 2015, arXiv:1512.03385",
        year=2015,
    )
    for depth in BLOCKS
)
