"""Pictures that a person added, decoded, in memory: as many as a bound of bytes allows."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PIL import Image

from cutaway.networks.inputs.pictures import Picture

MOST_BYTES = 512 * 2**20
LEAST = 2**20

Key = tuple[str, str]
Batch = tuple[Picture, ...]


class Uploads:
    """The pictures added to each network: alone, or a batch of them that runs together.

    A batch comes and leaves as a whole. The oldest leave, whatever their network; the newest
    stays, however large. Keys are (network, id of the first picture).

    most   bytes of decoded pixels in all; a picture counts for a mebibyte at least, since its
           thumbnail, its name and its place in every list are kept too
    """

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._kept: OrderedDict[Key, tuple[Batch, int]] = OrderedDict()

    def of(self, network: str) -> tuple[Picture, ...]:
        """The pictures of a network, oldest first."""
        return tuple(picture for batch in self._batches(network) for picture in batch)

    def batch_of(self, network: str, picture: str) -> Batch:
        """The pictures that run together with one; () where it was not added."""
        for batch in self._batches(network):
            if any(member.id == picture for member in batch):
                return batch
        return ()

    def add(self, network: str, name: str, image: Image.Image) -> tuple[Picture, list[Key]]:
        """The picture, under a random id; and the keys of those that had to go."""
        picture = Picture(_fresh(), name, "", "", partial(_same, image))
        return picture, self.lend(network, (picture,))

    def join(self, network: str, pictures: Sequence[Picture]) -> tuple[Batch, list[Key]]:
        """A batch of pictures, under fresh ids, in place of those that were added alone.

        And the keys of these, and of those that had to go.
        """
        alone = [(network, p.id) for p in pictures if len(self.batch_of(network, p.id)) == 1]
        for key in dict.fromkeys(alone):
            del self._kept[key]
        batch = tuple(replace(picture, id=_fresh()) for picture in pictures)
        return batch, [*alone, *self.lend(network, batch)]

    def lend(self, network: str, batch: Batch) -> list[Key]:
        """Keeps pictures under the ids that they have; gives the keys of those that had to go."""
        size = sum(max(LEAST, size_of(picture.load())) for picture in batch)
        self._kept[network, batch[0].id] = batch, size
        self._kept.move_to_end((network, batch[0].id))
        return self._make_room()

    def replace(self, network: str, batch: Batch) -> None:
        """Pictures that stand for a run made elsewhere, in place of all of a network.

        They weigh nothing and never leave: the run could not be made again.
        """
        for key in [key for key in self._kept if key[0] == network]:
            del self._kept[key]
        self._kept[network, batch[0].id] = batch, 0

    def _batches(self, network: str) -> list[Batch]:
        return [batch for (name, _), (batch, _) in self._kept.items() if name == network]

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


def _fresh() -> str:
    return f"upload-{secrets.token_hex(8)}"


def _same(image: Image.Image) -> Image.Image:
    return image
