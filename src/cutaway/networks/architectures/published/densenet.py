"""DenseNet-121: each layer reads all the maps before it in its block.

Huang, Liu, van der Maaten, Weinberger 2016, "Densely connected convolutional networks",
arXiv:1608.06993, table 1 with growth 32. Parameters as torchvision publishes them: 7,978,856.
"""

from cutaway.networks.architectures.architecture import Architecture

LAYERS = (6, 12, 24, 16)
GROWTH = 32


def words() -> str:
    """Table 1's first column."""
    parts = ["conv0=conv7-64/s2/nobias BN relu pool0=maxpool3/s2/p1"]
    channels = 2 * GROWTH
    for block, count in enumerate(LAYERS, 1):
        dense = f"cat[ | BN relu conv1-{4 * GROWTH}/nobias BN relu conv3-{GROWTH}/nobias linear]"
        parts.append(f"block{block}=[{count}*{dense}]")
        channels += count * GROWTH
        if block < len(LAYERS):
            channels //= 2
            parts.append(f"transition{block}=[BN relu conv1-{channels}/nobias linear avgpool]")
    return " ".join([*parts, "BN relu GAP fc=FC-1000 soft-max"])


DENSENET = Architecture(
    name="densenet-121",
    title="DenseNet-121",
    words=words(),
    paper="Huang, Liu, van der Maaten, Weinberger 2016, arXiv:1608.06993",
    year=2016,
)
