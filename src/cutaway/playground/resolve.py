"""From what was typed to a playground that works, and what had to be changed for that."""

from dataclasses import dataclass

from cutaway.arithmetic.box import Shape
from cutaway.playground.asked import Asked
from cutaway.playground.bounds import Bound, bounds
from cutaway.playground.boxes import Boxes
from cutaway.playground.fit import changes, fitted
from cutaway.playground.grid import Grid, resized
from cutaway.playground.layer import KINDS, MODES, Kind, Layer, Mode, axes_of, with_axes
from cutaway.playground.matrix import read_matrix, shape_of
from cutaway.playground.numerals import plain
from cutaway.playground.reason import Problem, Reason
from cutaway.playground.size import output_shape
from cutaway.playground.state import MOST_LAYERS, LayerState, PlayState
from cutaway.playground.tidy import tidied
from cutaway.playground.weights import WEIGHTS, bias_of, kernels_of

INPUT = (0, 6)
DEFAULT_KERNEL = {1: "1x3", 2: "3x3"}


@dataclass(frozen=True, slots=True)
class Ready:
    """A layer that works, with its numbers.

    kernel   of `layer.weight_shape`; None where the layer has none
    bias     of (outputs,); None where it has none
    bounds   of every setting, around what was asked for
    """

    layer: Layer
    kernel: Grid | None
    bias: Grid | None
    bounds: tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Setup:
    """A playground that works: its input (channels, *space), its layers, and the problems."""

    input: Grid
    layers: tuple[Ready, ...]
    problems: tuple[Problem, ...]


def resolve(state: PlayState) -> Setup:
    """What to compute for what was typed; nothing that can be typed raises.

    >>> resolve(PlayState()).layers[0].layer.weight_shape
    (1, 1, 3, 3)
    """
    state = tidied(state)
    kinds, problems = _kinds(state)
    axes = next((axes_of(kind) for kind in kinds if axes_of(kind)), 2)
    input, wrong = _input(state, axes)
    problems += wrong
    layers = []
    shape = input.shape
    for number, (kind, typed) in enumerate(zip(kinds, state.layers, strict=False)):
        ready, wrong = _layer(number, kind, typed, shape)
        layers.append(ready)
        problems += wrong
        shape = output_shape(ready.layer)
    return Setup(input, tuple(layers), tuple(problems))


def _kinds(state: PlayState) -> tuple[list[Kind], list[Problem]]:
    """The kinds of the layers, all along as many axes as the first."""
    found: list[Kind] = []
    problems: list[Problem] = []
    axes = 0
    for number, layer in enumerate(state.layers[:MOST_LAYERS]):
        boxes = Boxes(number)
        word = boxes.word("kind", layer.kind, KINDS, "conv2d")
        kind = next(kind for kind in KINDS if kind == word)
        axes = axes or axes_of(kind)
        if axes and axes_of(kind) not in (0, axes):
            reason = Reason(
                "kind-axes",
                f"{kind} cannot follow a layer along {axes} axes",
                {"kind": kind, "axes": axes},
            )
            used = with_axes(kind, axes)
            boxes.complain("kind", reason, kind, used)
            kind = used
        found.append(kind)
        problems += boxes.problems
    if len(state.layers) > MOST_LAYERS:
        reason = Reason(
            "layers-many",
            f"there are {len(state.layers)} layers; the first {MOST_LAYERS} are shown",
            {"got": len(state.layers), "most": MOST_LAYERS},
        )
        problems.append(Problem(-1, "layers", reason))
    return found, problems


def _input(state: PlayState, axes: int) -> tuple[Grid, list[Problem]]:
    found, problems = read_matrix(state.input, axes, "input", -1, *INPUT)
    if state.shape.strip():
        shape = shape_of(state.shape, axes) or _one_axis(state.shape)
        if shape is None or len(shape) != axes + 1:
            reason = Reason(
                "input-shape",
                f"the input's size is no shape such as 3x6x6: {state.shape[:40]!r}",
                {"found": state.shape[:40]},
            )
            used = "x".join(map(str, found.shape))
            problems.append(Problem(-1, "shape", reason, state.shape[:40], used))
        else:
            shape = (found.shape[0], *shape[1:]) if _without_channels(state.shape, axes) else shape
            found = resized(found, shape, *INPUT)
    return found, problems


def _without_channels(text: str, axes: int) -> bool:
    return len(plain(text).strip().lower().replace("×", "x").split("x")) <= axes


def _one_axis(text: str) -> Shape | None:
    number = plain(text).strip()
    return (1, int(number)) if number.isdecimal() and 0 < int(number) <= 10**9 else None


def _layer(number: int, kind: Kind, typed: LayerState, shape: Shape) -> tuple[Ready, list[Problem]]:
    boxes = Boxes(number)
    channels, *space = shape
    axes = len(space)
    kernel = None
    if kind.startswith("conv"):
        text = typed.kernel if typed.kernel.strip() else DEFAULT_KERNEL[axes]
        kernel, wrong = read_matrix(text, axes, "kernel", number, *WEIGHTS)
        boxes.problems += wrong
    asked = _asked(kind, typed, boxes, channels, tuple(space), kernel)
    limits = () if kind == "relu" else bounds(asked)
    found = fitted(asked)
    for change in changes(asked, found, limits):
        boxes.complain(change.name, change.why, change.asked, change.used, change.axis)
    bias = bias_of(typed.bias, found.outputs, boxes) if found.convolves else None
    layer = Layer(
        kind=kind,
        channels=channels,
        space=tuple(space),
        outputs=found.outputs,
        sizes=found.sizes,
        strides=found.strides,
        before=found.before,
        after=found.after,
        dilations=found.dilations,
        groups=found.groups,
        bias=bias is not None,
        mode=found.mode,
        flipped=found.convolves and boxes.yes("flip", typed.flip),
        ceil=found.ceil,
        counted=boxes.yes("counted", typed.counted, default=True),
        extra=found.extra if found.transposed else (),
    )
    weights = kernels_of(kernel, layer, boxes, typed.outputs) if kernel is not None else None
    return Ready(layer, weights, bias, limits), boxes.problems


def _asked(
    kind: Kind, typed: LayerState, boxes: Boxes, channels: int, space: Shape, kernel: Grid | None
) -> Asked:
    axes = len(space)
    ones = (1,) * axes
    if kind == "relu":
        none = (0,) * axes
        return Asked(
            kind, channels, space, channels, ones, ones, none, none, ones, 1, "zeros", False, none
        )
    pools = kernel is None
    sizes = boxes.axes(
        "size", typed.size, axes, (2,) * axes if kernel is None else kernel.shape[1:]
    )
    dilations = boxes.axes("dilation", typed.dilation, axes, ones)
    strides = boxes.axes("stride", typed.stride, axes, sizes if pools else ones)
    same = tuple(max(0, d * (k - 1)) for d, k in zip(dilations, sizes, strict=True))
    before, after = boxes.sides(typed.padding, axes, same)
    groups = _groups(typed.groups, channels, boxes)
    outputs = channels
    if kernel is not None:
        planes = kernel.shape[0]
        parted = groups if groups >= 1 and channels % groups == 0 else 1
        given = planes * parted // channels
        outputs = boxes.one("outputs", typed.outputs, max(parted, given))
    mode: Mode = next(m for m in MODES if m == boxes.word("mode", typed.mode, MODES, "zeros"))
    transposed = kind.startswith("conv_transpose")
    return Asked(
        kind=kind,
        channels=channels,
        space=space,
        outputs=outputs,
        sizes=sizes,
        strides=strides,
        before=before,
        after=after,
        dilations=dilations,
        groups=groups,
        mode="zeros" if transposed else mode,
        ceil=pools and boxes.yes("ceil", typed.ceil),
        extra=boxes.axes("extra", typed.extra, axes, (0,) * axes) if transposed else (0,) * axes,
    )


def _groups(text: str, channels: int, boxes: Boxes) -> int:
    if text.strip().lower() == "depthwise":
        return channels
    return boxes.one("groups", text, 1)
