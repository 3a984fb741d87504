"""The playground's facts as messages."""

from collections.abc import Iterable
from dataclasses import fields
from itertools import product
from math import inf, prod

from cutaway.arithmetic.box import Index
from cutaway.playground import bounds, cost, formula, reason
from cutaway.playground.cell import Cell
from cutaway.playground.field import fields as fields_of
from cutaway.playground.field import read_by
from cutaway.playground.grid import MOST_NUMBERS, Grid, place
from cutaway.playground.lab import Lab
from cutaway.playground.latex import latex_cell
from cutaway.playground.layer import Layer
from cutaway.playground.line import line_of, lines_of
from cutaway.playground.link import link_of
from cutaway.playground.meetings import Meeting, meetings
from cutaway.playground.numerals import whole_of
from cutaway.playground.shift import Border, Moved, moved, shifted
from cutaway.protocol import explanations, messages, playing
from cutaway.protocol.states import state_out
from cutaway.protocol.terms import packed, term_info

NOTHING = messages.Numbers("f8", (0,), b"")
ALONG = {"not": 0, "along": 1, "new": 2}
BORDERS: dict[str, Border] = {"edge": "edge", "zeros": "zeros", "circular": "circular"}


def played(lab: Lab, unread: tuple[reason.Reason, ...] = ()) -> playing.Played:
    """Everything the playground shows."""
    chosen = _numbers(lab.state.chosen)
    return playing.Played(
        state=state_out(lab.state),
        link=link_of(lab.state),
        unread=tuple(map(reason_out, unread)),
        problems=tuple(map(_problem, lab.setup.problems)),
        input=matrix(lab.setup.input),
        layers=tuple(_layer(lab, number) for number in range(len(lab.passes))),
        line=lines_of(lab.layers) if lab.layers else "",
        chosen=_chosen(lab, chosen),
        shift=_shift(lab, _numbers(lab.state.shift)),
    )


def played_cell(lab: Lab, layer: int, index: Index) -> playing.PlayedCell:
    """One output number, opened. Raises AddressError where there is none."""
    return _cell(lab, layer, lab.cell(layer, index))


def matrix(found: Grid) -> playing.Matrix:
    """A grid."""
    values = packed("f8", found.shape, found.values) if found.known else NOTHING
    return playing.Matrix(found.shape, values, found.texts)


def reason_out(found: reason.Reason) -> playing.Reason:
    """A reason."""
    return playing.Reason(found.code, found.english, dict(found.facts))


def formula_out(found: formula.Formula) -> playing.SizeFormula:
    """The size formula of one axis."""
    return playing.SizeFormula(
        found.symbols,
        found.numbers,
        found.length,
        found.outputs,
        found.room,
        found.remainder,
        found.padding,
        reason_out(found.left),
    )


def cost_out(found: cost.Cost) -> playing.CostLine:
    """One count."""
    return playing.CostLine(**{f.name: getattr(found, f.name) for f in fields(found)})


def _problem(found: reason.Problem) -> playing.Problem:
    return playing.Problem(
        found.layer,
        found.name,
        found.axis,
        found.cell,
        found.found,
        found.used,
        reason_out(found.reason),
    )


def _bound(found: bounds.Bound) -> playing.Bound:
    own = {f.name: getattr(found, f.name) for f in fields(found)}
    for name in ("why_low", "why_high", "note"):
        own[name] = reason_out(own[name]) if own[name] else None
    return playing.Bound(**own)


def _layer(lab: Lab, number: int) -> playing.PlayedLayer:
    ready, done = lab.setup.layers[number], lab.passes[number]
    layer = ready.layer
    input = lab.passes[number - 1].output if number else lab.setup.input
    met = meetings(layer)
    field = fields_of(lab.layers)[number]
    known = input.known and done.output.known
    return playing.PlayedLayer(
        settings=playing.LayerSettings(**{f.name: getattr(layer, f.name) for f in fields(layer)}),
        bounds=tuple(map(_bound, ready.bounds)),
        kernel=matrix(ready.kernel) if ready.kernel is not None else None,
        bias=matrix(ready.bias) if ready.bias is not None else None,
        padded=_padded(layer, input, met) if known else NOTHING,
        meetings=tuple(map(_met, met)),
        output=matrix(done.output),
        formulas=tuple(map(formula_out, formula.formulas(layer))),
        costs=tuple(map(cost_out, cost.costs(layer))),
        field=field.size,
        jump=tuple(map(float, field.jump)),
        line=line_of(layer),
    )


def _met(axis: tuple[Meeting, ...]) -> messages.Numbers:
    rows = ((m.output, m.tap, m.position, m.source) for m in axis)
    return packed("i4", (len(axis), 4), (n for row in rows for n in row))


def _padded(layer: Layer, input: Grid, met: tuple[tuple[Meeting, ...], ...]) -> messages.Numbers:
    """The input within its padding, each position's number by where it is taken from."""
    before = (0,) * layer.axes if layer.transposed else layer.before
    after = (0,) * layer.axes if layer.transposed else layer.after
    ends = zip(layer.space, before, after, strict=True)
    frames = [range(-first, length + last) for length, first, last in ends]
    shape = (layer.channels, *map(len, frames))
    if prod(shape) > MOST_NUMBERS:
        return NOTHING
    outside = -inf if layer.kind.startswith("max") and not layer.padded_apart else 0.0
    *outer, along = [_standing(*axis) for axis in zip(frames, layer.space, met, strict=True)]
    numbers: list[float] = []
    for channel, *lead in product(range(layer.channels), *outer):
        line = _line(input, (channel, *lead))
        numbers += [line[p] if line and p >= 0 else outside for p in along]
    return packed("f8", shape, numbers)


def _standing(frame: range, length: int, met: tuple[Meeting, ...]) -> list[int]:
    """For each position within the padding, the real one whose number stands there; or −1."""
    known = {m.position: m.source for m in met}
    return [p if 0 <= p < length else known.get(p, -1) for p in frame]


def _line(input: Grid, lead: Index) -> tuple[float, ...]:
    """The numbers along the last axis; () where the leading ones mean no place."""
    if min(lead) < 0:
        return ()
    width = input.shape[-1]
    start = place(lead, input.shape[:-1]) * width
    return input.values[start : start + width]


def _cell(lab: Lab, layer: int, found: Cell) -> playing.PlayedCell:
    pairs, settings = found.pairs, lab.layers[layer]
    count, width = len(pairs), 1 + settings.axes
    taps = 1 + width if settings.convolves else 0
    outside = (-1,) * width
    names = ("input", *(f"output {number + 1}" for number in range(layer)))
    boxes = zip(names, read_by(lab.layers, layer, found.index), strict=True)
    return playing.PlayedCell(
        layer=layer,
        index=found.index,
        value=found.value,
        positions=packed("i4", (count, width), _flat(p.position for p in pairs)),
        sources=packed("i4", (count, width), _flat(p.source or outside for p in pairs)),
        taps=packed("i4", (count, taps), _flat(p.tap for p in pairs)),
        values=packed("f8", (count,), (p.value for p in pairs)),
        weights=packed("f8", (count,), (p.weight for p in pairs)),
        products=packed("f8", (count,), (p.product for p in pairs)),
        winner=next((i for i, p in enumerate(pairs) if p.wins), -1),
        bias=found.bias,
        divisor=found.divisor,
        shares=tuple(playing.Share(*share) for share in found.channels),
        words=found.words,
        latex=latex_cell(found, settings),
        term=term_info(found.term, set()),
        reads=tuple(
            explanations.FieldBox(
                name, tuple(s.start for s in box.spans), tuple(s.stop for s in box.spans)
            )
            for name, box in boxes
        ),
    )


def _chosen(lab: Lab, place: tuple[int, ...]) -> playing.PlayedCell | None:
    if len(place) < 2 or not 0 <= place[0] < len(lab.passes):
        return None
    done, index = lab.passes[place[0]], place[1:]
    inside = len(index) == len(done.shape) and all(
        0 <= i < n for i, n in zip(index, done.shape, strict=True)
    )
    return played_cell(lab, place[0], index) if inside and done.output.known else None


def _shift(lab: Lab, by: tuple[int, ...]) -> playing.Shifted | None:
    input = lab.setup.input
    axes = len(input.shape) - 1
    if not by or not lab.passes or not input.known:
        return None
    by = (*by, *(0,) * axes)[:axes]
    border = BORDERS.get(lab.state.border.strip(), "edge")
    layers = tuple(map(_moved, moved(lab, by, border)))
    return playing.Shifted(by, border, matrix(shifted(input, by, border)), layers)


def _moved(found: Moved) -> playing.MovedLayer:
    shape = found.output.shape
    return playing.MovedLayer(
        offset=tuple(map(float, found.offset)),
        whole=found.whole,
        output=matrix(found.output),
        along=packed("u1", shape, (ALONG[verdict] for verdict in found.along)),
        stayed=packed("u1", shape, found.stayed),
        compared=found.compared,
        moved=found.along.count("along"),
        unmoved=found.stayed.count(True),
        equivariant=found.equivariant,
        invariant=found.invariant,
    )


def _numbers(text: str) -> tuple[int, ...]:
    """Whole numbers in a box of the page's own; () where it holds anything else."""
    found = [whole_of(part) for part in text.replace(",", " ").split()]
    return tuple(n for n in found if n is not None) if None not in found else ()


def _flat(rows: Iterable[tuple[int, ...]]) -> Iterable[int]:
    return (n for row in rows for n in row)
