"""GoogLeNet: nine inception modules, without the two classifiers that only training needs.

Szegedy et al. 2014, "Going deeper with convolutions", arXiv:1409.4842, table 1. With the two
classifiers its authors' network is known to have 13,378,280 parameters, without them 6,998,552.
"""

from cutaway.networks.architectures.architecture import Architecture

# table 1, row by row: #1×1, #3×3 reduce, #3×3, #5×5 reduce, #5×5, pool proj
INCEPTIONS = {
    "3a": (64, 96, 128, 16, 32, 32),
    "3b": (128, 128, 192, 32, 96, 64),
    "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64),
    "4c": (128, 128, 256, 24, 64, 64),
    "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128),
    "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}


def inception(name: str) -> str:
    """One module: 1×1, 3×3, 5×5 and a pool side by side, the costly ones behind a reduction.

    >>> inception("3a").split(" | ")[1]
    'reduce=conv1-96 conv=conv3-128'
    """
    one, three_reduce, three, five_reduce, five, pool = INCEPTIONS[name]
    return (
        f"inception{name}=cat[conv=conv1-{one} | reduce=conv1-{three_reduce} conv=conv3-{three} | "
        f"reduce=conv1-{five_reduce} conv=conv5-{five} | pool=maxpool3/s1/p1 proj=conv1-{pool}]"
    )


def words() -> str:
    """The whole table."""
    rows = {name: inception(name) for name in INCEPTIONS}
    return " ".join(
        (
            "conv1=conv7-64/s2 pool1=maxpool3/s2/ceil LRN",
            "reduce2=conv1-64 conv2=conv3-192 LRN pool2=maxpool3/s2/ceil",
            *(rows[name] for name in ("3a", "3b")),
            "pool3=maxpool3/s2/ceil",
            *(rows[name] for name in ("4a", "4b", "4c", "4d", "4e")),
            "pool4=maxpool3/s2/ceil",
            *(rows[name] for name in ("5a", "5b")),
            "GAP dropout-0.4 fc=FC-1000 soft-max",
        )
    )


GOOGLENET = Architecture(
    name="googlenet",
    title="GoogLeNet",
    words=words(),
    paper="Szegedy et al. 2014, arXiv:1409.4842",
    year=2014,
    note="without the two auxiliary classifiers",
)
