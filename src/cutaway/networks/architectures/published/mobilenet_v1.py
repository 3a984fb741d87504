"""MobileNet: each convolution taken apart into one within channels and one across them.

Howard et al. 2017, "MobileNets", arXiv:1704.04861, table 1. Table 8 states 4.2 million parameters
and 569 million multiply-adds; the layers have 4,231,976 and 568,740,352.
"""

from cutaway.networks.architectures.architecture import Architecture

# table 1: output channels and stride of each pair
PAIRS = (
    *((64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)),
    *((512, 1),) * 5,
    *((1024, 2), (1024, 1)),
)


def words() -> str:
    """The whole table."""
    parts = ["conv0=conv3-32/s2/nobias BN relu"]
    inputs = 32
    for i, (outputs, stride) in enumerate(PAIRS, 1):
        strided = f"/s{stride}" if stride > 1 else ""
        parts.append(
            f"depthwise{i}=conv3-{inputs}{strided}/g{inputs}/nobias BN relu "
            f"pointwise{i}=conv1-{outputs}/nobias BN relu"
        )
        inputs = outputs
    return " ".join([*parts, "GAP fc=FC-1000 soft-max"])


MOBILENET = Architecture(
    name="mobilenet-v1",
    title="MobileNet v1",
    words=words(),
    paper="Howard et al. 2017, arXiv:1704.04861",
    year=2017,
)
