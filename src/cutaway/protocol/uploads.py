"""Pictures that a person added, decoded, in memory: as many as a bound of bytes allows."""

import secrets
from collections import OrderedDict
from functools import partial

from PIL import Image

from cutaway.networks.pictures import Picture

MOST_BYTES = 512 * 2**20
LEAST = 2**20

Key = tuple[str, str]


class Uploads:
    """The pictures added to each network. The oldest leave, whatever their network; the newest
    stays, however large.

    most   bytes of decoded pixels in all; a picture counts for a mebibyte at least, since its
           thumbnail, its name and its place in every list are kept too
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._kept: OrderedDict[Key, tuple[Picture, int]] = OrderedDict()

    def of(self, network: str) -> tuple[Picture, ...]:
        """The pictures of a network, oldest first."""
        return tuple(picture for (name, _), (picture, _) in self._kept.items() if name == network)

    def add(self, network: str, name: str, image: Image.Image) -> tuple[Picture, list[Key]]:
        """The picture, under a random id; and the keys, (network, id), of those that had to go."""
        key = f"upload-{secrets.token_hex(8)}"
        picture = Picture(key, name, "", "", partial(_same, image))
        return picture, self.lend(network, picture)

    def lend(self, network: str, picture: Picture) -> list[Key]:
        """Keeps a picture under the id that it has; gives the keys of those that had to go."""
        size = max(LEAST, size_of(picture.load()))
        self._kept[network, picture.id] = picture, size
        self._kept.move_to_end((network, picture.id))
        return self._make_room()

    def replace(self, network: str, picture: Picture) -> None:
        """One picture, that stands for a run made elsewhere, in place of all of a network.

        It weighs nothing and never leaves: the run could not be made again.
        """
        for key in [key for key in self._kept if key[0] == network]:
            del self._kept[key]
        self._kept[network, picture.id] = picture, 0

    def _make_room(self) -> list[Key]:
        weights = {key: size for key, (_, size) in self._kept.items() if size}
        gone = []
        for key in list(weights)[:-1]:
            if sum(weights.values()) <= self._most:
                break
            del self._kept[key], weights[key]
            gone.append(key)
        return gone


def size_of(image: Image.Image) -> int:
    """Bytes of a decoded picture: one for each number of each pixel.

    >>> size_of(Image.new("RGB", (20, 10)))
    600
    """
    return image.width * image.height * len(image.getbands())


def _same(image: Image.Image) -> Image.Image:
    return image
