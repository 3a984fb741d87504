"""Networks beside each other, and where two of them differ, as that crosses to the page."""

from dataclasses import dataclass
from typing import Literal

from cutaway.protocol.messages import Numbers


@dataclass(frozen=True, slots=True)
class SideLayer:
    """A layer that costs something; `name` is the step to open."""

    name: str
    title: str
    kind: str
    shape: tuple[int, ...]
    params: int
    macs: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Side:
    """The figures of one network, as `cutaway.explain.side_by_side` defines them.

    year     0 where it is not known
    field    of the windows that reach farthest; empty where none slide
    """

    name: str
    title: str
    year: int
    input_shape: tuple[int, ...]
    depth: int
    weight_layers: int
    params: int
    macs: int
    flops: int
    weight_bytes: int
    peak_bytes: int
    field: tuple[int, ...]
    complete: bool
    layers: tuple[SideLayer, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Networks in the order of their years. `known` are all that can be set beside them."""

    networks: tuple[Side, ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """The largest difference of two tensors: |a − b| at an index, and ÷ the largest |a|."""

    largest: float
    relative: float
    at: tuple[int, ...]
    a: float
    b: float


@dataclass(frozen=True, slots=True)
class WeightGap:
    """One tensor that a step of each network reads; `gap` is null where the shapes differ."""

    a: str
    b: str
    shape_a: tuple[int, ...]
    shape_b: tuple[int, ...]
    gap: Gap | None
    reversed: bool


@dataclass(frozen=True, slots=True)
class SettingGap:
    """A setting that two steps do not share, as text."""

    name: str
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class StepGap:
    """One step of both networks, or of one: then the other's name is "" and its shape empty.

    title, kind         of the step, of A's where both have one
    status, causes      as `cutaway.explain.judge_step` defines them
    gap                 of the outputs; null where there are no two of one shape
    tolerance           what rounding may leave there
    """

    a: str
    b: str
    title: str
    kind: str
    shape_a: tuple[int, ...]
    shape_b: tuple[int, ...]
    status: Literal["equal", "close", "rounding", "carried", "differs", "only a", "only b"]
    causes: tuple[
        Literal["shape", "channels", "weights", "settings", "sources", "input", "values"], ...
    ]
    settings: tuple[SettingGap, ...]
    gap: Gap | None
    tolerance: float
    weights: tuple[WeightGap, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Two networks on one picture, step by step.

    picture_a, picture_b   its id with each network
    first       place in `steps` of the first that itself differs; −1 where none does
    known       networks that can be compared
    turn        what to add to B's name for its channels in the other order: "bgr", "rgb", ""
    """

    a: str
    b: str
    title_a: str
    title_b: str
    picture_a: str
    picture_b: str
    first: int
    steps: tuple[StepGap, ...]
    known: tuple[str, ...]
    turn: Literal["", "bgr", "rgb"]


@dataclass(frozen=True, slots=True)
class GapMaps:
    """One channel of a step in both networks, and A − B: f4 (h, w) each.

    channels    i4: those that are farthest apart first; empty where a step is one vector
    largest     f4: how far each of these is apart
    channel     the one that is shown; −1 for a vector, laid out in rows
    peak        largest finite magnitude of A and B in it
    gap_peak    largest finite magnitude of A − B in it
    total       channels of the step
    """

    step_a: str
    step_b: str
    channels: Numbers
    largest: Numbers
    channel: int
    a: Numbers
    b: Numbers
    gap: Numbers
    peak: float
    gap_peak: float
    total: int
