"""VGG A, A-LRN, B, C, D and E: the columns of the paper's table 1."""

from cutaway.networks.architectures.architecture import Architecture
from cutaway.networks.notation.vgg import COLUMNS

SPOKEN = {"vgg16": "vgg-d", "vgg19": "vgg-e"}
"""What people call two of the columns."""

VGGS = tuple(
    Architecture(
        name=f"vgg-{name.lower()}",
        title=f"VGG {name} ({column.printed} weight layers)",
        words=column.trusted_words(),
        paper="Simonyan and Zisserman 2014, arXiv:1409.1556",
        year=2014,
        input_shape=column.input_shape,
    )
    for name, column in COLUMNS.items()
)
