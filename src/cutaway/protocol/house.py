"""What is open: networks, their pictures, the runs kept, and the blobs they need."""

import hashlib
import io
import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path

from PIL import Image

from cutaway.arithmetic.box import Shape
from cutaway.errors import AddressError, CutawayError, PictureError, RunError
from cutaway.explain.summary import Summary, summarise, summary
from cutaway.lesson.library import Library
from cutaway.networks import zoo
from cutaway.networks.adopt import picture_of
from cutaway.networks.network import Network
from cutaway.networks.pictures import Picture, open_picture
from cutaway.networks.variant import parted, variant
from cutaway.protocol.progress import report
from cutaway.protocol.uploads import Uploads
from cutaway.recording.budget import check_budget, free_memory
from cutaway.recording.door import record
from cutaway.recording.recording import Recording

THUMBNAIL = 256


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One network on one picture; `failure` where it failed half way.

    prepared   the input was made from the picture; else the picture was drawn from the input
    """

    network: Network
    picture: Picture
    recording: Recording
    summary: Summary
    failure: RunError | None = None
    prepared: bool = True

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
            for key in gone:
                self._runs.pop(key, None)
        return picture

    def lend(self, picture: Picture, network: str) -> Picture:
        """A picture of one network among those of another; its id may be another there."""
        known = {own.id: own for own in self.pictures(network)}
        if picture.id in known and _facts(known[picture.id]) == _facts(picture):
            return known[picture.id]
        key = f"lent-{picture.id}" if picture.id in known else picture.id
        lent = known.get(key) or replace(picture, id=key)
        with self._lock:
            for gone in self._uploads.lend(self.network(network).name, lent):
                self._runs.pop(gone, None)
        return lent

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
        source: Picture | None = None,
    ) -> None:
        """Opens a run that was made elsewhere, on a picture or on an input that need not be one."""
        picture = source or picture_of(recording.values["input"])
        made = source is not None
        run = KeptRun(network, picture, recording, summarise(recording), failure, prepared=made)
        with self._lock:
            self._networks[network.name] = network
            self._uploads.replace(network.name, picture)
            self._runs[network.name, picture.id] = run
            self._given.add((network.name, picture.id))
            self.opened, self.picture = network.name, picture.id

    def run(self, network: str, picture: str) -> KeptRun:
        """The run of a network on a picture, kept or made now; one is made at a time."""
        found = self.find_picture(network, picture)
        key = (network, found.id)
        kept = self._kept(key)
        if kept is not None:
            return kept
        with self._running:
            run = self._kept(key)  # another ask may have made it meanwhile
            if run is None:
                run = self._make(self.network(network), found)
                with self._lock:
                    self._runs[key] = run
                    self._make_room()
            return run

    def _kept(self, key: tuple[str, str]) -> KeptRun | None:
        with self._lock:
            if key in self._runs:
                self._runs.move_to_end(key)
            return self._runs.get(key)

    def _make(self, network: Network, picture: Picture) -> KeptRun:
        image = picture.load()
        if min(image.size) < 1:
            raise PictureError("the picture has no pixels; choose another")
        fixed = network.input_shape if network.preprocess.size is not None else None
        total = _estimate(network, fixed) if fixed else 0  # before the input itself is made
        (tensor,) = network.prepare(image)
        shape = tuple(tensor.shape)
        if shape != fixed:
            total = _estimate(network, shape)
        failure = None
        try:
            recording = record(
                network.module, tensor, watch=lambda done: report(done, total, network.name)
            )
        except RunError as error:
            if not isinstance(error.partial, Recording):
                raise
            recording, failure = error.partial, error
        return KeptRun(network, picture, recording, summarise(recording), failure)

    def _make_room(self) -> None:
        allowed = free_memory() // 4
        while len(self._runs) > 1 and sum(run.bytes for run in self._runs.values()) > allowed:
            oldest = next((key for key in self._runs if key not in self._given), None)
            if oldest is None or oldest == next(reversed(self._runs)):
                return
            del self._runs[oldest]


def _estimate(network: Network, shape: Shape) -> int:
    """Steps that a run will have. Raises BudgetError where it would take too much memory."""
    try:
        estimate = summary(network.skeleton, shape)
    except RunError as error:
        if isinstance(error.partial, Summary):
            check_budget(error.partial.totals.bytes)
        return 0  # the run itself will say it better, with the values up to there
    check_budget(estimate.totals.bytes)
    return len(estimate.recording.steps)


def _facts(picture: Picture) -> tuple[str, ...]:
    return picture.id, picture.name, picture.label, picture.label_zh
