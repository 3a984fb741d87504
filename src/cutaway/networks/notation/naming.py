"""Names of layers as people speak: conv1_1 relu1_1 conv1_2 … pool1 … flatten fc6 relu6 ….

A pool ends a block. Fully connected layers are numbered on from the last block, as in the VGG
paper's fc6. Inside a branch or a group there are no blocks: conv1 relu1 conv2 pool1. What follows a
layer is called after it; a label takes the place of the name.
"""

import re

from cutaway.errors import NetworkError
from cutaway.networks.notation.layers import (
    Activation,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    Full,
    GlobalPool,
    Group,
    Join,
    Layer,
    LocalNorm,
    Pool,
    SoftMax,
)

PLAIN = {
    BatchNorm: "bn",
    LocalNorm: "lrn",
    Dropout: "drop",
}
ALONE = {GlobalPool: "gap", SoftMax: "softmax", Flatten: "flatten"}
PREFIX = re.compile(r"(conv|fc|res|cat)_?(?=\d)")


class Names:
    """Gives each layer of one level its name, in order."""

    def __init__(self, blocks: bool) -> None:
        self.blocks = blocks
        self.block, self.place, self.full, self.pools = 1, 0, 0, 0
        self.after = f"{self.block}_0" if blocks else "0"
        self.taken: set[str] = set()

    def name(self, layer: Layer) -> str:
        """The next layer's name. Raises NetworkError where its label is taken."""
        name = self._counted(layer)
        label = getattr(layer, "label", "")
        if label:
            if label in self.taken:
                raise NetworkError(f"two layers are called {label!r}; give each a label of its own")
            name = label
        if isinstance(layer, Conv | Full | Join):
            self.after = PREFIX.sub("", name) if PREFIX.match(name) else f"_{name}"
        return self._free(name)

    def _counted(self, layer: Layer) -> str:
        if isinstance(layer, Pool):
            return self._pool()
        if isinstance(layer, Full):
            number = self.block + self.full + (1 if self.place else 0)
            self.full += 1
            return f"fc{number}"
        if isinstance(layer, Conv | Join | Group):
            self.place += 1
            kind = layer.kind if isinstance(layer, Join) else "conv"
            return f"{kind}{self.block}_{self.place}" if self.blocks else f"{kind}{self.place}"
        if isinstance(layer, Activation):
            return layer.word + self.after
        return ALONE.get(type(layer)) or PLAIN[type(layer)] + self.after

    def _pool(self) -> str:
        self.pools += 1
        if not self.blocks:
            return f"pool{self.pools}"
        name = f"pool{self.block}"
        self.block, self.place = self.block + 1, 0
        self.after = f"{self.block}_0"
        return name

    def _free(self, name: str) -> str:
        """The name, or the first of name_2, name_3, … that is not taken."""
        free, number = name, 1
        while free in self.taken:
            number += 1
            free = f"{name}_{number}"
        self.taken.add(free)
        return free
