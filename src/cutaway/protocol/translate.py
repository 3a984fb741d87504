"""Facts of the rows below as messages."""

from collections.abc import Iterable
from dataclasses import asdict

import torch
from torch import Tensor

from cutaway.arithmetic.term import Term
from cutaway.explain import axes
from cutaway.explain.channels import channel_sums
from cutaway.explain.follow import follows
from cutaway.explain.summary import Row
from cutaway.explain.value import Explanation
from cutaway.explain.waterfall import waterfall
from cutaway.networks.network import Network
from cutaway.protocol import explanations, messages
from cutaway.protocol.codes import numbers
from cutaway.protocol.house import KeptRun
from cutaway.protocol.terms import packed, term_info

SCORES = 10


def step_info(row: Row, network: Network) -> messages.StepInfo:
    """One row of the table."""
    return messages.StepInfo(
        name=row.name,
        title=row.title,
        call=row.op,
        kind=row.kind,
        module=row.module,
        source=row.source,
        inputs=row.inputs,
        shape=row.shape,
        params=row.params,
        macs=row.macs,
        flops_exact=row.flops_exact,
        other=row.other,
        bytes=row.bytes,
        known=row.known,
        unit=row.unit,
        folds=row.folds,
        maps=network.maps.get(row.name, ()),
        field=messages.Field(**asdict(row.field)),
        geometry=messages.Geometry(**asdict(row.geometry)) if row.geometry else None,
    )


def scores(run: KeptRun) -> tuple[tuple[messages.Score, ...], str]:
    """The likeliest classes, and the step their logits are of; () where there are none."""
    outputs = run.recording.outputs
    if run.failure is not None or not outputs:
        return (), ""
    logits = run.of(outputs[0])
    if logits.dim() != 2 or not 2 <= logits.shape[1] <= 100_000:
        return (), ""
    row = logits[0].float()
    last = run.recording.step(outputs[0])
    likely = row if last.call == "softmax" else torch.softmax(row, 0)
    names = run.network.classes
    order = torch.argsort(row, descending=True, stable=True)[:SCORES].tolist()
    return tuple(
        messages.Score(
            i,
            names[i].english if i < len(names) else f"class {i}",
            names[i].chinese if i < len(names) else f"类别 {i}",
            float(row[i]),
            float(likely[i]),
        )
        for i in order
    ), outputs[0]


def explanation(run: KeptRun, found: Explanation) -> explanations.Explanation:
    """One number opened."""
    recording = run.recording
    steps = {step.name for step in recording.steps}
    pixel = None
    if run.prepared and found.step == "input":
        image = run.pictures[found.index[0]].load()
        pixel = run.network.preprocess.pixel((0, *found.index[1:]), image)
    shares = channel_sums(found.term)
    falls = waterfall(found.term, shares)
    return explanations.Explanation(
        step=found.step,
        index=found.index,
        value=found.value,
        recorded=found.recorded,
        residual=found.residual,
        tolerance=found.tolerance,
        adds_up=found.adds_up,
        products=_made_of(found.term),
        term=term_info(found.term, steps),
        channels=tuple(
            explanations.ChannelSum(c.channel, c.place, c.value, c.digits, c.printed)
            for c in shares
        ),
        waterfall=explanations.Waterfall(
            tuple(explanations.Bar(**asdict(bar)) for bar in falls.bars), falls.digits, falls.exact
        ),
        follows=tuple(
            explanations.Follow(**asdict(f)) for f in follows(recording, found.step, found.index)
        ),
        pixel=explanations.Pixel(**asdict(pixel)) if pixel else None,
    )


def links_info(found: Iterable[axes.Link]) -> explanations.Links:
    """Links, with each line sent once."""
    places: dict[axes.Spans, int] = {}

    def along(told: Iterable[axes.Along]) -> tuple[explanations.Along, ...]:
        return tuple(
            explanations.Along(one.to, one.by, places.setdefault(one.spans, len(places)))
            for one in told
        )

    linked = tuple(
        explanations.Link(
            one.step,
            one.source,
            one.known,
            along(one.reads),
            along(one.feeds),
            tuple(explanations.Merged(m.source, m.step) for m in one.merged),
        )
        for one in found
    )
    return explanations.Links(tuple(map(_line, places)), linked)


def _line(spans: axes.Spans) -> messages.Numbers:
    ends = [end for span in spans for end in (span.start, span.stop)]
    return packed("i4", (len(spans), 2), ends)


def plane(values: Tensor | None) -> messages.Numbers:
    """A map (h, w) as float32; of no numbers where there is no map."""
    if values is None:
        return messages.Numbers("f4", (0,), b"")
    return numbers(values.float().numpy())


def _made_of(term: Term) -> int:
    own = term.blocks[0].size if term.blocks else int(term.rule in ("read", "padding"))
    return own + sum(map(_made_of, term.parts if term.rule != "number" else ()))
