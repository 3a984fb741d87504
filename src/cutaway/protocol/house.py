"""What is open: networks, their pictures, the runs kept, and the blobs they need."""

import hashlib
import io
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image
from torch import Tensor

from cutaway.errors import AddressError, AskError, CutawayError, PictureError, RunError
from cutaway.explain.room import steps_with_room
from cutaway.explain.summary import Summary, summarise
from cutaway.lesson.library import Library
from cutaway.networks import zoo
from cutaway.networks.adopt import pictures_of
from cutaway.networks.inputs.pictures import Picture, open_picture
from cutaway.networks.network import Network
from cutaway.networks.variant import parted, variant
from cutaway.protocol.progress import report
from cutaway.protocol.uploads import Batch, Key, Uploads
from cutaway.recording.budget import free_memory
from cutaway.recording.door import record
from cutaway.recording.elements import batch_of, element_of
from cutaway.recording.recording import Recording

THUMBNAIL = 256


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One network on the pictures of a batch, often one; `failure` where it failed half way.

    pictures   by element of the batch; of a large one that was given as numbers, the first
    prepared   the input was made from the pictures; else they were drawn from the input
    element    the one that is looked at
    """

    network: Network
    pictures: Batch
    recording: Recording
    summary: Summary
    failure: RunError | None = None
    prepared: bool = True
    element: int = 0

    @property
    def picture(self) -> Picture:
        """The picture of the element that is looked at."""
        return self.pictures[self.element]

    def of(self, step: str) -> Tensor:
        """What a step gave for that element, as a batch of one."""
        return element_of(self.recording, step, self.element)

    @property
    def bytes(self) -> int:
        return sum(self.recording.sizes.values())


class House:
    """The state behind a host. Safe to use from several threads."""

    def __init__(
        self,
        opened: Network | None = None,
        notice: CutawayError | None = None,
        library: Library = Library(),  # noqa: B008  frozen
    ) -> None:
        self.notice = notice
        self.library = library
        self._networks: dict[str, Network] = {}
        self._uploads = Uploads()
        self._runs: OrderedDict[tuple[str, str], KeptRun] = OrderedDict()
        self._blobs: dict[str, bytes] = {}
        self._given: set[tuple[str, str]] = set()
        self._lock = threading.RLock()
        self._running = threading.Lock()
        self.opened = opened.name if opened else "tiny-vgg"
        self.picture = ""
        if opened is not None:
            self._networks[opened.name] = opened

    @property
    def own_networks(self) -> tuple[Network, ...]:
        """Networks that were given to us and are in no zoo."""
        return tuple(
            network
            for name, network in tuple(self._networks.items())
            if name not in zoo.NAMES and not parted(name)[1]
        )

    def network(self, name: str) -> Network:
        """An open network, one of the zoo's, one in the notation's words, or one run otherwise.

        `squeezenet@train` is one run otherwise: `cutaway.networks.variant`.

        Raises NetworkError where there is none.
        """
        with self._lock:
            if name not in self._networks:
                base, ways = parted(name)
                found = variant(self.network(base), *ways) if ways else zoo.network(name)
                return self._networks.setdefault(found.name, found)
            return self._networks[name]

    def add(self, network: Network) -> None:
        """Opens a further network."""
        with self._lock:
            self._networks[network.name] = network

    def pictures(self, network: str) -> tuple[Picture, ...]:
        """The samples of a network, then what was uploaded."""
        samples = self.network(network).pictures
        with self._lock:
            return (*samples, *self._uploads.of(network))

    def find_picture(self, network: str, picture: str) -> Picture:
        """A picture by its id; "" is the first. Raises AddressError where there is none."""
        found = self.pictures(network)
        for candidate in found:
            if candidate.id == picture or not picture:
                return candidate
        raise AddressError(
            f"there is no picture {picture!r} of {network}; it may have been uploaded in a "
            "session that has ended: add it again",
            picture=picture,
        )

    def add_picture(self, network: str, name: str, data: bytes) -> Picture:
        """Keeps an uploaded picture, in memory, under a random id."""
        return self._add(network, name or "picture", open_picture(data))

    def add_file(self, network: str, path: Path) -> Picture:
        """Keeps a picture from a file of ours, and shows it first."""
        picture = self._add(network, path.name, open_picture(path))
        self.picture = self.picture or picture.id
        return picture

    def _add(self, network: str, name: str, image: Image.Image) -> Picture:
        with self._lock:
            picture, gone = self._uploads.add(self.network(network).name, name, image)
            self._forget(gone)
        return picture

    def add_batch(self, network: str, pictures: Sequence[str]) -> Batch:
        """Pictures that run together from now on, in one pass, under new ids.

        Raises ShapeError where the network's preparation makes other sizes of them, BudgetError
        where such a run would keep too much.
        """
        found = [self.find_picture(network, picture) for picture in pictures]
        if len(found) < 2:
            raise AskError(f"a batch is of two pictures or more; got {len(found)}")
        self._input(self.network(network), tuple(found))
        with self._lock:
            batch, gone = self._uploads.join(self.network(network).name, found)
            self._forget(gone)
            if self.picture in {picture.id for picture in found}:
                self.picture = batch[0].id
        return batch

    def batch_of(self, network: str, picture: Picture) -> Batch:
        """The pictures that run together with one, it among them, by element."""
        with self._lock:
            return self._uploads.batch_of(network, picture.id) or (picture,)

    def batch_size(self, network: str, batch: Batch) -> int:
        """How many run together with these: of numbers that were given, more than are listed."""
        key = (network, batch[0].id)
        with self._lock:
            return batch_of(self._runs[key].recording) if key in self._given else len(batch)

    def lend(self, picture: Picture, owner: str, to: str) -> Picture:
        """A picture of one network among those of another, with all that run together with it.

        Its id may be another there.
        """
        batch = self.batch_of(owner, picture)
        known = {own.id: own for own in self.pictures(to)}
        if all(own.id in known and _facts(known[own.id]) == _facts(own) for own in batch):
            return known[picture.id]
        taken = any(own.id in known for own in batch)
        keys = [f"lent-{own.id}" if taken else own.id for own in batch]
        lent = tuple(
            known.get(key) or replace(own, id=key) for own, key in zip(batch, keys, strict=True)
        )
        with self._lock:
            self._forget(self._uploads.lend(self.network(to).name, lent))
        return lent[batch.index(picture)]

    def _forget(self, gone: Sequence[Key]) -> None:
        for key in gone:
            self._runs.pop(key, None)

    def thumbnail(self, picture: Picture) -> str:
        """The content address of a small PNG of a picture."""
        image = picture.load().convert("RGB")
        image.thumbnail((THUMBNAIL, THUMBNAIL))
        file = io.BytesIO()
        image.save(file, "PNG")
        data = file.getvalue()
        key = hashlib.sha256(data).hexdigest()
        self._blobs[key] = data
        return key

    def blob(self, key: str) -> bytes | None:
        """The content at an address."""
        return self._blobs.get(key)

    def keep(
        self,
        network: Network,
        recording: Recording,
        failure: RunError | None = None,
        sources: Batch = (),
    ) -> None:
        """Opens a run that was made elsewhere, on pictures or on an input that need not be any."""
        batch = sources or pictures_of(recording.values["input"])
        made = bool(sources)
        run = KeptRun(network, batch, recording, summarise(recording), failure, prepared=made)
        key = network.name, batch[0].id
        with self._lock:
            self._networks[network.name] = network
            self._uploads.replace(network.name, batch)
            self._runs[key] = run
            self._given.add(key)
            self.opened, self.picture = key

    def run(self, network: str, picture: str) -> KeptRun:
        """The run of a network on a picture, kept or made now; one is made at a time.

        Pictures of a batch have one run, seen at the element that each is.
        """
        found = self.find_picture(network, picture)
        batch = self.batch_of(network, found)
        run = self._whole(network, batch)
        element = [member.id for member in batch].index(found.id)
        return replace(run, element=element) if element else run

    def _whole(self, network: str, batch: Batch) -> KeptRun:
        key = (network, batch[0].id)
        kept = self._kept(key)
        if kept is not None:
            return kept
        with self._running:
            run = self._kept(key)  # another ask may have made it meanwhile
            if run is None:
                run = self._make(self.network(network), batch)
                with self._lock:
                    self._runs[key] = run
                    self._make_room()
            return run

    def _kept(self, key: tuple[str, str]) -> KeptRun | None:
        with self._lock:
            if key in self._runs:
                self._runs.move_to_end(key)
            return self._runs.get(key)

    def _make(self, network: Network, batch: Batch) -> KeptRun:
        tensor, total = self._input(network, batch)
        failure = None
        try:
            recording = record(
                network.module, tensor, watch=lambda done: report(done, total, network.name)
            )
        except RunError as error:
            if not isinstance(error.partial, Recording):
                raise
            recording, failure = error.partial, error
        return KeptRun(network, batch, recording, summarise(recording), failure)

    def _input(self, network: Network, batch: Batch) -> tuple[Tensor, int]:
        """The input that pictures are prepared to, and how many steps its run will have."""
        images = [picture.load() for picture in batch]
        if min(side for image in images for side in image.size) < 1:
            raise PictureError("the picture has no pixels; choose another")
        fixed = network.preprocess.size is not None
        shape = (len(batch), *network.input_shape[1:])
        total = steps_with_room(network, shape) if fixed else 0  # before the input is made
        (tensor,) = network.prepare(images)
        if tuple(tensor.shape) != shape or not fixed:
            total = steps_with_room(network, tuple(tensor.shape))
        return tensor, total

    def _make_room(self) -> None:
        allowed = free_memory() // 4
        while len(self._runs) > 1 and sum(run.bytes for run in self._runs.values()) > allowed:
            oldest = next((key for key in self._runs if key not in self._given), None)
            if oldest is None or oldest == next(reversed(self._runs)):
                return
            del self._runs[oldest]


def _facts(picture: Picture) -> tuple[str, ...]:
    return picture.id, picture.name, picture.label, picture.label_zh
