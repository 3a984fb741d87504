"""Handlers that compare networks: side by side, and step by step."""

import threading
from collections import OrderedDict
from dataclasses import asdict
from typing import Literal

from cutaway.errors import AskError, NetworkError, RunError
from cutaway.explain.difference import Difference, difference
from cutaway.explain.judge_step import StepDifference
from cutaway.explain.outline import kind_of, title_of
from cutaway.explain.side_by_side import Portrait, by_year, portrait
from cutaway.networks import zoo
from cutaway.networks.network import Network
from cutaway.networks.variant import parted
from cutaway.protocol import asks, versus
from cutaway.protocol.answer import Handlers
from cutaway.protocol.gap_maps import gap_maps
from cutaway.protocol.house import House, KeptRun
from cutaway.protocol.progress import report
from cutaway.recording.recording import Recording, Step
from cutaway.recording.shapes import record_shapes

KEPT = 4
MOST_SIDES = 64


def handlers(house: House) -> Handlers:
    """By method."""
    found = Comparing(house)
    return {
        "side_by_side": found.side_by_side,
        "gaps": found.gaps,
        "gap_maps": found.gap_maps,
    }


class Comparing:
    """The handlers, around the house whose networks they compare."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._sides: OrderedDict[str, tuple[Network, Portrait]] = OrderedDict()
        self._found: OrderedDict[tuple[str, ...], Difference] = OrderedDict()
        self._lock = threading.Lock()

    def side_by_side(self, ask: asks.SideBySideAsk) -> versus.SideBySide:
        names = tuple(dict.fromkeys(ask.networks))
        if not names:
            raise AskError("networks is a list of at least one name; got none")
        found = []
        for done, name in enumerate(names):
            report(done, len(names), name)
            found.append(self._portrait(name))
        return versus.SideBySide(
            tuple(map(_side, by_year(found))),
            self._known(),
        )

    def gaps(self, ask: asks.GapsAsk) -> versus.Gaps:
        a, b = self._runs(ask.a, ask.b, ask.picture)
        found = self._difference(a, b)
        first = found.first
        return versus.Gaps(
            a=ask.a,
            b=ask.b,
            title_a=a.network.title,
            title_b=b.network.title,
            picture_a=a.picture.id,
            picture_b=b.picture.id,
            first=-1 if first is None else found.steps.index(first),
            steps=tuple(_step_gap(a.recording, b.recording, step) for step in found.steps),
            known=self._known(),
            turn=_turn(b.network),
        )

    def gap_maps(self, ask: asks.GapMapsAsk) -> versus.GapMaps:
        a, b = self._runs(ask.a, ask.b, ask.picture)
        one, other = a.recording.step(ask.step_a), b.recording.step(ask.step_b)
        return gap_maps(a, b, one, other, ask.channel)

    def _portrait(self, name: str) -> Portrait:
        """A network's figures, kept: to add one to many weighs that one alone."""
        network = self._house.network(name)
        kept = self._sides.get(name)
        if kept is not None and kept[0] is network:
            return kept[1]
        found = _portrait(network, name)
        self._sides[name] = network, found
        while len(self._sides) > MOST_SIDES:
            self._sides.popitem(last=False)
        return found

    def _runs(self, a: str, b: str, picture: str) -> tuple[KeptRun, KeptRun]:
        """Both networks on A's picture."""
        first = self._house.run(a, picture)
        if a == b:
            return _whole(first), first
        if not first.prepared:
            raise NetworkError(
                f"{a} was recorded on numbers of its own, not on a picture, so {b} cannot run on "
                "the same; compare the two with cutaway.record and `cutaway diff`"
            )
        lent = self._house.lend(first.picture, a, b)
        return _whole(first), _whole(self._house.run(b, lent.id))

    def _difference(self, a: KeptRun, b: KeptRun) -> Difference:
        key = (a.network.name, a.pictures[0].id, b.network.name, b.pictures[0].id)
        with self._lock:
            if key not in self._found:
                total, what = len(a.recording.steps), f"{a.network.name} − {b.network.name}"
                found = difference(a.recording, b.recording, lambda done: report(done, total, what))
                self._found[key] = found
                while len(self._found) > KEPT:
                    self._found.popitem(last=False)
            return self._found[key]

    def _known(self) -> tuple[str, ...]:
        own = (network.name for network in self._house.own_networks)
        named = (name for name in zoo.NAMES if not zoo.available(name))
        return (*own, *named)


def _portrait(network: Network, name: str) -> Portrait:
    try:
        recording = record_shapes(network.skeleton, network.input_shape)
    except RunError as error:
        raise NetworkError(f"{name} does not run on its own input: {error}") from error
    return portrait(recording, name, network.title, network.year)


def _side(found: Portrait) -> versus.Side:
    values = asdict(found) | {"layers": tuple(versus.SideLayer(**asdict(x)) for x in found.layers)}
    return versus.Side(**values)


def _whole(run: KeptRun) -> KeptRun:
    if run.failure is not None:
        raise NetworkError(
            f"{run.network.name} fails half way, so there is nothing to compare: {run.failure}"
        )
    return run


def _turn(b: Network) -> Literal["", "bgr", "rgb"]:
    """The way in which B's channels stand in the reverse of its own order, which it may be in."""
    if b.preprocess.grey:
        return ""
    turned = not {"bgr", "rgb"}.isdisjoint(parted(b.name)[1])
    return "bgr" if (b.preprocess.order == "BGR") == turned else "rgb"


def _step_gap(a: Recording, b: Recording, found: StepDifference) -> versus.StepGap:
    one = a.step(found.a) if found.a else None
    other = b.step(found.b) if found.b else None
    shown = one or other
    assert isinstance(shown, Step), "a step is in one of them"
    return versus.StepGap(
        a=found.a,
        b=found.b,
        title=title_of(shown),
        kind=kind_of(shown),
        shape_a=one.shape if one else (),
        shape_b=other.shape if other else (),
        status=found.status,
        causes=found.causes,
        settings=tuple(versus.SettingGap(**asdict(setting)) for setting in found.settings),
        gap=versus.Gap(**asdict(found.maps)) if found.maps else None,
        tolerance=found.tolerance,
        weights=tuple(
            versus.WeightGap(
                weight.a,
                weight.b,
                weight.shape_a,
                weight.shape_b,
                versus.Gap(**asdict(weight.apart)) if weight.apart else None,
                weight.reversed,
            )
            for weight in found.weights
        ),
    )
