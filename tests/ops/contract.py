"""The contract every operation is held to: the same call in torch, and its own explanation."""

from dataclasses import dataclass
from itertools import product
from math import isnan, prod
from random import Random
from types import FunctionType
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
from cutaway.recording.calls import dtype_name, with_refs
from cutaway.recording.recording import Recording

SAMPLES = 40

STATISTICS = ("running_mean", "running_var")
BOOLEAN = ("condition", "mask")
# Calls whose parameters torch names otherwise, or not at all.
POSITIONAL = (
    *("rdiv", "rsub", "rpow", "rmatmul", "getitem", "permute", "expand", "reshape", "view_as"),
    *("flip", "repeat", "tile", "cat", "stack", "dot", "to", "split", "tensor_split"),
)
# What they read depends on numbers: `reads` says all that it may be.
DEPENDENT = frozenset(
    ("max_unpool1d", "max_unpool2d", "max_unpool3d", "where", "masked_fill",
     "gt", "ge", "lt", "le", "eq", "ne")
)  # fmt: skip

# To see what an output depends on by structure, a curve counts as the identity and a max as a mean.
STRUCTURE = {
    "max_pool1d": functional.avg_pool1d,
    "max_pool2d": functional.avg_pool2d,
    "max_pool3d": functional.avg_pool3d,
    "adaptive_max_pool1d": functional.adaptive_avg_pool1d,
    "adaptive_max_pool2d": functional.adaptive_avg_pool2d,
    "adaptive_max_pool3d": functional.adaptive_avg_pool3d,
    "amax": torch.mean,
    "amin": torch.mean,
    "max": torch.mean,
    "min": torch.mean,
    "maximum": torch.add,
    "minimum": torch.add,
    "clamp_min": lambda input, min: input + min,
    "clamp_max": lambda input, max: input + max,
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
    given = tensors_of(call, generator)
    refs = {
        id(t): Ref(f"t{i}", tuple(t.shape), dtype=dtype_name(t.dtype))
        for i, t in enumerate(_flat(given))
    }
    named = with_refs(given, lambda tensor: refs[id(tensor)])
    try:
        expected = run(call, given)
    except (RuntimeError, ValueError, IndexError):
        expected = None
    try:
        operations = _build(builder, call, named)
        shapes = [operation.shape() for operation in operations if operation]
    except ShapeError:
        assert expected is None, "refused, where torch gives a result"
        return Compared(0, 0, refused=True)
    assert shapes, "the builder refuses its own case"
    assert expected is not None, "accepted, where torch refuses"
    assert len(operations) == len(expected), "not as many operations as outputs"
    values = {refs[id(t)].name: t for t in _flat(given)}
    read = reader(Recording((), values, (), (), {}))
    recorded: list[float] = []
    for place, (operation, output) in enumerate(zip(operations, expected, strict=True)):
        if operation is not None:
            assert operation.shape() == tuple(output.shape), "the shape is not torch's"
            terms = _check_values(operation, output, read)
            _check_macs(operation, read)
            _check_boxes(call, operation, terms)
            _check_structure(call, place, terms)
            recorded += [float(output[index]) for index in terms]
    return Compared(len(recorded), sum(v != 0 for v in recorded), refused=False)


def refuses(call: Call, builder: Builder) -> bool:
    """Whether the call's own operation says that its sizes do not fit."""
    given = tensors_of(call, torch.Generator().manual_seed(0))
    named = with_refs(given, lambda tensor: Ref("t", tuple(tensor.shape)))
    try:
        for operation in _build(builder, call, named):
            if operation is not None:
                operation.shape()
    except ShapeError:
        return True
    return False


def run(call: Call, given: dict[str, Any]) -> tuple[Tensor, ...]:
    """The outputs of the call in torch."""
    function = _function(call.name)
    arguments = [*given.values()]
    if call.name == "setitem":
        return (_set(*arguments[:1], **{**dict(list(given.items())[1:]), **call.options}),)
    if call.name == "einsum":
        result = function(*call.options.values(), *arguments)
    elif call.name in POSITIONAL:
        result = function(*arguments, *call.options.values())
    elif isinstance(function, FunctionType):
        result = function(**given, **call.options)
    else:
        result = function(*arguments, **call.options)
    return result if isinstance(result, tuple) else (result,)


def _set(tensor: Tensor, key: Any, value: Any) -> Tensor:
    changed = tensor.clone()
    changed[key] = value
    return changed


def _function(name: str) -> Any:
    if not hasattr(torch, name) and hasattr(Tensor, f"__{name}__"):
        return getattr(Tensor, f"__{name}__")
    name = {"log_sigmoid": "logsigmoid"}.get(name, name)
    for home in (functional, torch, Tensor):
        if callable(getattr(home, name, None)):
            return getattr(home, name)
    raise AssertionError(f"torch has no {name}")


def tensors_of(call: Call, generator: torch.Generator) -> dict[str, Any]:
    def make(shape: Shape, name: str) -> Tensor:
        tensor = torch.randn(shape, generator=generator, dtype=torch.float64)
        if call.name.startswith("max_pool"):
            return -tensor.abs()  # or a zero for the padding would go unseen
        if name in BOOLEAN:
            return tensor > 0
        if name == "indices":  # places of a plane of the output, each once
            plane = torch.randperm(prod(shape[2:]), generator=generator)
            return plane.reshape(shape[2:]).expand(shape)
        return tensor.abs() + 0.1 if name == "running_var" else tensor

    return {
        name: tuple(make(s, name) for s in shape)
        if shape and isinstance(shape[0], tuple)
        else make(shape, name)
        for name, shape in call.tensors.items()
    }


def _flat(given: dict[str, Any]) -> list[Tensor]:
    return [t for value in given.values() for t in (value if isinstance(value, tuple) else [value])]


def _build(builder: Builder, call: Call, named: dict[str, Any]) -> tuple[Operation | None, ...]:
    if call.name == "setitem":
        made = builder(**{**named, **call.options})
    elif call.name == "einsum":
        made = builder(*call.options.values(), *named.values())
    elif call.name in POSITIONAL:
        made = builder(*named.values(), *call.options.values())
    else:
        made = builder(**{**named, **call.options})
    return made if isinstance(made, tuple) else (made,)


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


def _dots(term: Term) -> dict[object, int]:
    """The dots of a term, each once, and their lengths."""
    found = {}
    if term.rule == "dot":
        found[tuple((block.source, block.taps) for block in term.blocks)] = term.blocks[0].size
    for part in term.parts:
        found |= _dots(part)
    return found


def _check_macs(operation: Operation, read: Any) -> None:
    """MACs are the lengths of all dots, those that several outputs share counted once.

    Where products are left out (cropped, masked) those are counted too: `all_products`.
    """
    whole = getattr(operation, "all_products", lambda: operation)()
    dots: dict[object, int] = {}
    for index in product(*map(range, whole.shape())):
        dots |= _dots(whole.explain(index, read))
    assert operation.count().macs == sum(dots.values()), "the MACs are not the dots' lengths"


def _leaves(term: Term) -> dict[str, Box]:
    found: dict[str, Box] = {}
    for leaf in term.leaves():
        here = Box.at(leaf.index)
        found[leaf.source] = found[leaf.source].union(here) if leaf.source in found else here
    return found


def _check_boxes(call: Call, operation: Operation, terms: dict[Index, Term]) -> None:
    shape = operation.shape()
    for index, term in terms.items():
        seen = {ref.name: box for ref, box in operation.reads(Box.at(index)).items()}
        leaves = _leaves(term)
        if call.name in DEPENDENT:
            leaves = {name: seen[name].union(box) for name, box in leaves.items()} | {
                name: box for name, box in seen.items() if name not in leaves
            }
        assert seen == leaves, f"reads {seen}, the leaves are {leaves} at {index}"
    for first, second in zip(list(terms), list(terms)[1:], strict=False):
        spans = [Span(min(a, b), max(a, b) + 1) for a, b in zip(first, second, strict=True)]
        box = Box(tuple(spans))
        if box.size > 120:
            continue
        reads = {ref.name: b for ref, b in operation.reads(box).items()}
        union: dict[str, Box] = {}
        for place in product(*(range(s.start, s.stop) for s in spans)):
            for ref, b in operation.reads(Box.at(place)).items():
                union[ref.name] = union[ref.name].union(b) if ref.name in union else b
        assert reads == union, f"the box {box} reads {reads}, its outputs read {union}"
        assert box.clip(shape) == box


def _check_structure(call: Call, place: int, terms: dict[Index, Term]) -> None:
    """The leaves of an output are what its gradient reaches, all numbers being positive."""
    if call.name in DEPENDENT:
        return
    generator = torch.Generator().manual_seed(2)
    given = {
        name: tuple(_positive(t, generator) for t in value)
        if isinstance(value, tuple)
        else _positive(value, generator).requires_grad_(name not in STATISTICS)
        for name, value in tensors_of(call, generator).items()
    }
    kept = [(i, t) for i, t in enumerate(_flat(given)) if t.requires_grad]
    tensors = [t for _, t in kept]
    found = _structural(call, given)
    if found is None:
        return
    result = found[place]
    names = [n for n, value in given.items() for _ in _flat({n: value})]
    for index, term in list(terms.items())[:4]:
        if call.options.get("is_causal") and index[-2] == 0:
            continue  # the only key has all of the weight, whatever the query is
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


def _structural(call: Call, given: dict[str, Any]) -> tuple[Tensor, ...] | None:
    if call.name in STRUCTURE:
        options = {k: v for k, v in call.options.items() if k != "return_indices"}
        if options.pop("dilation", 1) != 1:
            return None  # an average pool has no dilation; `reads` was compared already
        mean = STRUCTURE[call.name](*given.values(), **options)
        return (mean, mean)  # the place of a maximum depends on what the maximum depends on
    if call.name in IDENTITY:
        return (given["input"] * 1,)
    if call.name == "prelu":
        shape = (1, -1, *[1] * (given["input"].dim() - 2))
        return (given["input"] * given["weight"].reshape(shape),)
    return run(call, given)


IDENTITY: set[str] = set()
