"""The contract every operation is held to: the same call in torch, and its own explanation."""

from dataclasses import dataclass
from itertools import product
from math import isnan
from random import Random
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.explain.reading import reader
from cutaway.ops.operation import Builder, Call, Operation
from cutaway.ops.ref import Ref
from cutaway.recording.calls import with_refs
from cutaway.recording.recording import Recording

SAMPLES = 40

STATISTICS = ("running_mean", "running_var")
POSITIONAL = ("rdiv", "getitem", "permute", "expand", "reshape", "view")  # named otherwise by torch

# To see what an output depends on by structure, a curve counts as the identity and a max as a mean.
STRUCTURE = {
    "max_pool1d": functional.avg_pool1d,
    "max_pool2d": functional.avg_pool2d,
    "max_pool3d": functional.avg_pool3d,
    "adaptive_max_pool1d": functional.adaptive_avg_pool1d,
    "adaptive_max_pool2d": functional.adaptive_avg_pool2d,
    "adaptive_max_pool3d": functional.adaptive_avg_pool3d,
}


@dataclass(frozen=True)
class Compared:
    """How many values a case compared, and how many of them were not zero."""

    values: int
    nonzero: int
    refused: bool


def check(call: Call, builder: Builder) -> Compared:
    """Holds one call to the contract; an AssertionError says which clause it breaks."""
    generator = torch.Generator().manual_seed(11)
    given = _tensors(call, generator)
    refs = {id(t): Ref(f"t{i}", tuple(t.shape)) for i, t in enumerate(_flat(given))}
    named = with_refs(given, lambda tensor: refs[id(tensor)])
    try:
        expected = run(call, given)
    except (RuntimeError, ValueError, IndexError):
        expected = None
    try:
        operation = _build(builder, call, named)
        assert operation is not None, "the builder refuses its own case"
        shape = operation.shape()
    except ShapeError:
        assert expected is None, "refused, where torch gives a result"
        return Compared(0, 0, refused=True)
    assert expected is not None, "accepted, where torch refuses"
    assert shape == tuple(expected.shape), "the shape is not torch's"
    values = {refs[id(t)].name: t for t in _flat(given)}
    read = reader(Recording((), values, (), (), {}))
    terms = _check_values(operation, expected, read)
    _check_macs(operation, terms, expected.numel())
    _check_boxes(operation, terms, shape)
    _check_structure(call, operation, terms)
    recorded = [float(expected[index]) for index in terms]
    return Compared(len(recorded), sum(v != 0 for v in recorded), refused=False)


def run(call: Call, given: dict[str, Any]) -> Tensor:
    """The call in torch."""
    function = _function(call.name)
    arguments = [*given.values()]
    if call.name in POSITIONAL:
        result = function(*arguments, *call.options.values())
    else:
        result = function(*arguments, **call.options)
    assert isinstance(result, Tensor)
    return result


def _function(name: str) -> Any:
    if name == "getitem":
        return Tensor.__getitem__
    if name == "rdiv":
        return Tensor.__rdiv__
    for home in (functional, torch, Tensor):
        if hasattr(home, name):
            return getattr(home, name)
    raise AssertionError(f"torch has no {name}")


def _tensors(call: Call, generator: torch.Generator) -> dict[str, Any]:
    def make(shape: Shape, name: str) -> Tensor:
        tensor = torch.randn(shape, generator=generator, dtype=torch.float64)
        if call.name.startswith("max_pool"):
            return -tensor.abs()  # or a zero for the padding would go unseen
        return tensor.abs() + 0.1 if name == "running_var" else tensor

    return {
        name: tuple(make(s, name) for s in shape)
        if shape and isinstance(shape[0], tuple)
        else make(shape, name)
        for name, shape in call.tensors.items()
    }


def _flat(given: dict[str, Any]) -> list[Tensor]:
    return [t for value in given.values() for t in (value if isinstance(value, tuple) else [value])]


def _build(builder: Builder, call: Call, named: dict[str, Any]) -> Operation | None:
    if call.name in POSITIONAL:
        return builder(*named.values(), *call.options.values())
    return builder(**{**named, **call.options})


def _check_values(operation: Operation, expected: Tensor, read: Any) -> dict[Index, Term]:
    places = list(product(*map(range, expected.shape)))
    if len(places) > SAMPLES:
        corners = [places[0], places[-1]]
        places = corners + Random(5).sample(places, SAMPLES)
    terms = {}
    eps = torch.finfo(torch.float64).eps
    for index in places:
        term = operation.explain(index, read)
        recorded = float(expected[index])
        allowed = 32 * eps * (term.weight + abs(term.value))
        same = term.value == recorded or (isnan(term.value) and isnan(recorded))
        assert same or abs(term.value - recorded) <= allowed, (
            f"{index}: explained {term.value}, torch gives {recorded}"
        )
        terms[index] = term
    return terms


def _dot_length(term: Term) -> int:
    own = term.blocks[0].size if term.rule == "dot" else 0
    return own + sum(map(_dot_length, term.parts))


def _check_macs(operation: Operation, terms: dict[Index, Term], outputs: int) -> None:
    lengths = {_dot_length(term) for term in terms.values()}
    assert len(lengths) == 1, "dots of different lengths: sum them over all outputs"
    assert operation.count().macs == outputs * lengths.pop(), "the MACs are not the dots' lengths"


def _leaves(term: Term) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for leaf in term.leaves():
        here = Box.at(leaf.index)
        found[leaf.source] = found[leaf.source].union(here) if leaf.source in found else here
    return found


def _check_boxes(operation: Operation, terms: dict[Index, Term], shape: Shape) -> None:
    for index, term in terms.items():
        seen = {ref.name: box for ref, box in operation.reads(Box.at(index)).items()}
        assert seen == _leaves(term), f"reads {seen}, the leaves are {_leaves(term)} at {index}"
    for first, second in zip(list(terms), list(terms)[1:], strict=False):
        spans = [Span(min(a, b), max(a, b) + 1) for a, b in zip(first, second, strict=True)]
        box = Box(tuple(spans))
        if box.size > 300:
            continue
        reads = {ref.name: b for ref, b in operation.reads(box).items()}
        union: dict[str, Box] = {}
        for place in product(*(range(s.start, s.stop) for s in spans)):
            for ref, b in operation.reads(Box.at(place)).items():
                union[ref.name] = union[ref.name].union(b) if ref.name in union else b
        assert reads == union, f"the box {box} reads {reads}, its outputs read {union}"
        assert box.clip(shape) == box


def _check_structure(call: Call, operation: Operation, terms: dict[Index, Term]) -> None:
    """The leaves of an output are what its gradient reaches, all numbers being positive."""
    generator = torch.Generator().manual_seed(2)
    given = {
        name: tuple(_positive(t, generator) for t in value)
        if isinstance(value, tuple)
        else _positive(value, generator).requires_grad_(name not in STATISTICS)
        for name, value in _tensors(call, generator).items()
    }
    kept = [(i, t) for i, t in enumerate(_flat(given)) if t.requires_grad]
    tensors = [t for _, t in kept]
    result = _structural(call, given)
    if result is None:
        return
    names = [n for n, value in given.items() for _ in _flat({n: value})]
    for index, term in list(terms.items())[:6]:
        gradients = torch.autograd.grad(
            result[index], tensors, retain_graph=True, allow_unused=True
        )
        support = {
            (f"t{i}", tuple(place))
            for (i, _), gradient in zip(kept, gradients, strict=True)
            if gradient is not None
            for place in gradient.nonzero().tolist()
        }
        # A weight that meets padding has no gradient, yet it stands in the sum.
        free = {f"t{i}" for i, name in enumerate(names) if name not in ("weight", *STATISTICS)}
        leaves = {(leaf.source, leaf.index) for leaf in term.leaves() if leaf.source in free}
        support = {leaf for leaf in support if leaf[0] in free}
        assert support == leaves, f"{index} depends on {support ^ leaves} by one account only"


def _positive(tensor: Tensor, generator: torch.Generator) -> Tensor:
    noise = torch.rand(tensor.shape, generator=generator, dtype=torch.float64)
    return (0.5 + noise).requires_grad_()


def _structural(call: Call, given: dict[str, Any]) -> Tensor | None:
    if call.name in STRUCTURE:
        options = dict(call.options)
        if options.pop("dilation", 1) != 1:
            return None  # an average pool has no dilation; `reads` was compared already
        return STRUCTURE[call.name](*given.values(), **options)  # type: ignore[no-any-return]
    if call.name in IDENTITY:
        return given["input"] * 1
    if call.name == "prelu":
        return given["input"] * given["weight"].reshape(1, -1, *[1] * (given["input"].dim() - 2))
    return run(call, given)


IDENTITY: set[str] = set()
