"""The six columns of table 1 of Simonyan and Zisserman 2014, arXiv:1409.1556, in its words."""

_FULL = "FC-4096 FC-4096 FC-1000"

COLUMNS = {
    "A": f"conv3-64 maxpool conv3-128 maxpool conv3-256 conv3-256 maxpool "
    f"conv3-512 conv3-512 maxpool conv3-512 conv3-512 maxpool {_FULL}",
    "A-LRN": f"conv3-64 LRN maxpool conv3-128 maxpool conv3-256 conv3-256 maxpool "
    f"conv3-512 conv3-512 maxpool conv3-512 conv3-512 maxpool {_FULL}",
    "B": f"conv3-64 conv3-64 maxpool conv3-128 conv3-128 maxpool conv3-256 conv3-256 maxpool "
    f"conv3-512 conv3-512 maxpool conv3-512 conv3-512 maxpool {_FULL}",
    "C": f"conv3-64 conv3-64 maxpool conv3-128 conv3-128 maxpool "
    f"conv3-256 conv3-256 conv1-256 maxpool conv3-512 conv3-512 conv1-512 maxpool "
    f"conv3-512 conv3-512 conv1-512 maxpool {_FULL}",
    "D": f"conv3-64 conv3-64 maxpool conv3-128 conv3-128 maxpool "
    f"conv3-256 conv3-256 conv3-256 maxpool conv3-512 conv3-512 conv3-512 maxpool "
    f"conv3-512 conv3-512 conv3-512 maxpool {_FULL}",
    "E": f"conv3-64 conv3-64 maxpool conv3-128 conv3-128 maxpool "
    f"conv3-256 conv3-256 conv3-256 conv3-256 maxpool "
    f"conv3-512 conv3-512 conv3-512 conv3-512 maxpool "
    f"conv3-512 conv3-512 conv3-512 conv3-512 maxpool {_FULL}",
}
"""The words of each column. Column A-LRN differs from A by one normalisation, column D is what
people call VGG-16, and column E VGG-19."""

TITLES = {
    "vgg16": ("D", "VGG-16"),
    "vgg19": ("E", "VGG-19"),
    "vgg-a": ("A", "VGG A (11 layers)"),
    "vgg-a-lrn": ("A-LRN", "VGG A-LRN (11 layers)"),
    "vgg-b": ("B", "VGG B (13 layers)"),
    "vgg-c": ("C", "VGG C (16 layers)"),
}
"""By name: the column, and what a person reads."""
