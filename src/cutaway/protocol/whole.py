"""Handlers of networks: each turns one ask into one reply, by way of the rows below."""

from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from math import prod
from typing import Literal

from cutaway.errors import AddressError, AskError
from cutaway.explain.field import projective_field, receptive_field
from cutaway.explain.links import Links
from cutaway.explain.parts import parts
from cutaway.explain.summary import summary
from cutaway.explain.value import explain
from cutaway.networks import zoo
from cutaway.networks.inputs.pictures import Picture
from cutaway.networks.inputs.preprocess import takes_pictures
from cutaway.protocol import asks, comparing, explanations, messages, teaching
from cutaway.protocol.answer import Handlers, failure_of
from cutaway.protocol.codes import maps, numbers, stack
from cutaway.protocol.encode import MOST_REPLY
from cutaway.protocol.house import House, KeptRun
from cutaway.protocol.network_values import network_values
from cutaway.protocol.photographs import handlers as photograph_handlers
from cutaway.protocol.room import Room
from cutaway.protocol.small import handlers as small_handlers
from cutaway.protocol.terms import field_boxes
from cutaway.protocol.translate import explanation, links_info, plane, scores, step_info
from cutaway.recording.elements import batch_of

MOST_MAPS = 1024
MOST_PARTS = 64
ROOM = MOST_REPLY // 2  # for the maps of a reply; kernels, strengths and the like have the rest
FLOAT = 4


def room(house: House) -> Room:
    """All that a page may ask of a house."""
    return Room(handlers(house), house.blob)


def handlers(house: House) -> Handlers:
    """By method."""
    whole = Whole(house)
    return {
        **small_handlers(house.library),
        **photograph_handlers(),
        **comparing.handlers(house),
        "catalogue": whole.catalogue,
        "open": whole.open,
        "run": whole.run,
        "overview": whole.overview,
        "maps": whole.maps,
        "values": whole.values,
        "explain": whole.explain,
        "parts": whole.parts,
        "field": whole.field,
        "links": whole.links,
        "upload": whole.upload,
        "batch": whole.batch,
        "fill_network": whole.fill_network,
    }


class Whole:
    """The handlers, around the house whose state they read."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._links = Links()

    def catalogue(self, ask: asks.CatalogueAsk) -> messages.Catalogue:
        entries = []
        for found in self._house.own_networks:
            entries.append(_entry(found.name, found.title, found.dataset, ""))
        for name in zoo.SHOWN:
            reason = zoo.available(name)
            if reason:
                entries.append(_entry(name, name, "", reason))
            else:
                found = self._house.network(name)
                entries.append(_entry(name, found.title, found.dataset, ""))
        notice = failure_of(self._house.notice) if self._house.notice else None
        house = self._house
        return messages.Catalogue(
            version=_version(),
            networks=tuple(entries),
            published=tuple(name for name in zoo.NAMES if name not in zoo.SHOWN),
            opened=house.opened,
            picture=house.picture,
            notice=notice,
        )

    def open(self, ask: asks.OpenAsk) -> messages.Opened:
        found = self._house.network(ask.network)
        pictures = tuple(self._pictures(ask.network))
        return messages.Opened(
            name=found.name,
            title=found.title,
            dataset=found.dataset,
            source=found.source,
            note=found.note,
            weights_are_random=found.weights_are_random,
            input_shape=found.input_shape,
            channels=found.preprocess.channels if takes_pictures(found.input_shape) else (),
            classes=len(found.classes),
            params=sum(p.numel() for p in found.skeleton.parameters()),
            pictures=pictures,
        )

    def fill_network(self, ask: asks.FillNetworkAsk) -> teaching.Filled:
        table = summary(self._house.network(ask.network))
        return teaching.Filled(network_values(table, ask.names.split()))

    def run(self, ask: asks.RunAsk) -> messages.Run:
        run = self._house.run(ask.network, ask.picture)
        totals = run.summary.totals
        likely, logits = scores(run)
        width, height = run.picture.load().size
        return messages.Run(
            network=run.network.name,
            picture=self._picture(run.picture, run.element, batch_of(run.recording)),
            steps=tuple(step_info(row, run.network) for row in run.summary.steps),
            totals=messages.Totals(
                totals.params,
                totals.macs,
                totals.flops,
                totals.flops_exact,
                totals.other,
                totals.bytes,
                totals.complete,
                totals.convention,
            ),
            scores=likely,
            logits=logits,
            prepared=tuple(
                messages.Preparation(p.kind, p.numbers, p.text)
                for p in run.network.preprocess.preparations(width, height)
                if run.prepared
            ),
            failure=failure_of(run.failure) if run.failure else None,
        )

    def overview(self, ask: asks.OverviewAsk) -> messages.Overview:
        run = self._house.run(ask.network, ask.picture)
        steps = run.recording.steps
        area = sum(prod(step.shape[2:]) for step in steps)
        most = _fitting(_within("most", ask.most, 1, 64), area)
        found = []
        for step in steps:
            values = stack(run.of(step.name))
            order: Literal["strength", "channel"] = "strength" if len(values) > most else "channel"
            found.append(maps(step.name, values, order, 0, most))
        return messages.Overview(tuple(found))

    def maps(self, ask: asks.MapsAsk) -> messages.Maps:
        run = self._house.run(ask.network, ask.picture)
        area = prod(run.recording.step(ask.step).shape[2:])
        first = _within("first", ask.first, 0, 2**31)
        most = _fitting(_within("most", ask.most, 1, MOST_MAPS), area)
        values = stack(run.of(ask.step))
        return maps(ask.step, values, ask.order, first, most)

    def values(self, ask: asks.ValuesAsk) -> messages.Values:
        run = self._house.run(ask.network, ask.picture)
        run.recording.step(ask.step)
        values = stack(run.of(ask.step))
        if not 0 <= ask.channel < len(values):
            raise AddressError(
                f"{ask.step} has channels 0…{len(values) - 1}; got {ask.channel}",
                step=ask.step,
                channels=len(values),
            )
        return messages.Values(ask.step, ask.channel, numbers(values[ask.channel]))

    def explain(self, ask: asks.ExplainAsk) -> explanations.Explanation:
        run = self._house.run(ask.network, ask.picture)
        return explanation(run, explain(run.recording, ask.step, ask.index))

    def parts(self, ask: asks.PartsAsk) -> explanations.Parts:
        run: KeptRun = self._house.run(ask.network, ask.picture)
        first = _within("first", ask.first, 0, 2**31)
        step = run.recording.step(ask.step)
        shapes = [step.shape, *(run.recording.step(name).shape for name in step.sources)]
        area = sum(prod(shape[2:]) for shape in shapes)
        most = _fitting(_within("most", ask.most, 1, MOST_PARTS), FLOAT * area)
        found = parts(run.recording, ask.step, ask.channel, first, most, run.element)
        return explanations.Parts(
            step=found.step,
            channel=found.channel,
            parts=tuple(
                explanations.Part(
                    part.source,
                    part.channel,
                    plane(part.map),
                    plane(part.kernel),
                    plane(part.adds),
                    part.strength,
                )
                for part in found.parts
            ),
            total=found.total,
            bias=found.bias,
            output=plane(found.output),
            then=found.then,
            after=plane(found.after),
        )

    def field(self, ask: asks.FieldAsk) -> explanations.Fields:
        recording = self._house.run(ask.network, ask.picture).recording
        reads = receptive_field(recording, ask.step, ask.index)
        feeds = projective_field(recording, ask.step, ask.index)
        return explanations.Fields(ask.step, ask.index, field_boxes(reads), field_boxes(feeds))

    def links(self, ask: asks.LinksAsk) -> explanations.Links:
        recording = self._house.run(ask.network, ask.picture).recording
        return links_info(self._links.of(recording))

    def upload(self, ask: asks.UploadAsk, *buffers: bytes) -> messages.Picture:
        if len(buffers) != 1:
            raise AskError(f"an upload carries one buffer, the file; got {len(buffers)}")
        return self._picture(self._house.add_picture(ask.network, ask.name, buffers[0]))

    def batch(self, ask: asks.BatchAsk) -> messages.Batch:
        found = self._house.add_batch(ask.network, ask.pictures)
        return messages.Batch(self._batch(found))

    def _pictures(self, network: str) -> Iterator[messages.Picture]:
        """The pictures of a network, each told with its place in its batch."""
        for picture in self._house.pictures(network):
            batch = self._house.batch_of(network, picture)
            size = self._house.batch_size(network, batch)
            yield self._picture(picture, batch.index(picture), size)

    def _batch(self, batch: Sequence[Picture]) -> tuple[messages.Picture, ...]:
        return tuple(self._picture(own, i, len(batch)) for i, own in enumerate(batch))

    def _picture(self, picture: Picture, element: int = 0, batch: int = 1) -> messages.Picture:
        width, height = picture.load().size
        return messages.Picture(
            picture.id,
            picture.name,
            picture.label,
            picture.label_zh,
            width,
            height,
            self._house.thumbnail(picture),
            element,
            batch,
        )


def _entry(name: str, title: str, dataset: str, note: str) -> messages.NetworkEntry:
    return messages.NetworkEntry(name, title, dataset, available=not note, note=note)


def _within(name: str, value: int, low: int, high: int) -> int:
    if not low <= value <= high:
        raise AskError(f"{name} lies between {low} and {high}; got {value}")
    return value


def _fitting(most: int, size: int) -> int:
    """How many of `most` things of this many bytes a reply can hold; at least one."""
    return max(1, min(most, ROOM // max(1, size)))


def _version() -> str:
    try:
        return version("cutaway")
    except PackageNotFoundError:
        return "0"
