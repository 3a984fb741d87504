"""MobileNetV2: inverted residuals, thin at both ends and wide within.

Sandler et al. 2018, "MobileNetV2: inverted residuals and linear bottlenecks", arXiv:1801.04381,
table 2. Table 4 states 3.4 million parameters and 300 million multiply-adds; torchvision publishes
3,504,872 parameters for the same table.
"""

from cutaway.networks.architectures.architecture import Architecture

# table 2: expansion, output channels, repetitions, first stride
ROWS = (
    (1, 16, 1, 1),
    (6, 24, 2, 2),
    (6, 32, 3, 2),
    (6, 64, 4, 2),
    (6, 96, 3, 1),
    (6, 160, 3, 2),
    (6, 320, 1, 1),
)


def words() -> str:
    """The whole table."""
    parts = ["conv0=conv3-32/s2/nobias BN relu6"]
    inputs, number = 32, 0
    for expansion, outputs, count, first in ROWS:
        for stride in (first, *(1,) * (count - 1)):
            number += 1
            layers = bottleneck(inputs, expansion, outputs, stride)
            whole = stride == 1 and inputs == outputs
            parts.append(
                f"bottleneck{number}=" + (f"res[{layers}] linear" if whole else f"[{layers}]")
            )
            inputs = outputs
    return " ".join(
        [*parts, "conv18=conv1-1280/nobias BN relu6 GAP dropout-0.2 fc=FC-1000 soft-max"]
    )


def bottleneck(inputs: int, expansion: int, outputs: int, stride: int) -> str:
    """Widen by 1×1, convolve each channel alone, narrow by 1×1 without an activation."""
    wide = inputs * expansion
    strided = f"/s{stride}" if stride > 1 else ""
    widen = f"conv1-{wide}/nobias BN relu6 " if expansion > 1 else ""
    within = f"conv3-{wide}{strided}/g{wide}/nobias BN relu6"
    return f"{widen}{within} conv1-{outputs}/nobias BN"


MOBILENET = Architecture(
    name="mobilenet-v2",
    title="MobileNetV2",
    words=words(),
    paper="Sandler et al. 2018, arXiv:1801.04381",
    year=2018,
)
