"""Which step of one network stands for which step of another: by name, then by order and shape."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from cutaway.explain.outline import kind_of
from cutaway.ops.source import Source
from cutaway.recording.recording import Recording, Step


@dataclass(frozen=True, slots=True)
class Pair:
    """A step of each network that stand for each other; None where a network has no such step.

    folded   of a batch norm and a layer that it was multiplied into: the layer before that norm
    """

    a: Step | None
    b: Step | None
    folded: Step | None = None


def align(a: Recording, b: Recording) -> tuple[Pair, ...]:
    """Every step of both networks once, in the order of the first one.

    Steps of one name are a pair where they do the same kind of thing. A name that is only a
    number ("features.3") tells where a step stands and not what it is: it counts up to the first
    step that is called otherwise, and after that where the shapes agree. What is left over is
    paired by kind and shape, in order, between the pairs that stand around it.
    """
    found = _by_name(a.steps, b.steps)
    found |= _by_order(a.steps, b.steps, found)
    return tuple(_merged(a.steps, b.steps, found))


def shares_a_step(pairs: Sequence[Pair]) -> bool:
    """Whether anything but the input has a partner."""
    return any(pair.a and pair.b and not isinstance(pair.a.operation, Source) for pair in pairs)


def alike(a: Step, b: Step) -> bool:
    """Whether two steps do the same kind of thing: the same family, or torch's same word."""
    return kind_of(a) == kind_of(b) or a.call == b.call


def _by_name(a: Sequence[Step], b: Sequence[Step]) -> dict[str, str]:
    others = {step.name: step for step in b}
    found, together = {}, True
    for i, step in enumerate(a):
        together = together and i < len(b) and step.name == b[i].name and alike(step, b[i])
        other = others.get(step.name)
        if other is None or not alike(step, other):
            continue
        if together or not _is_number(step.name) or step.shape == other.shape:
            found[step.name] = step.name
    return found


def _is_number(name: str) -> bool:
    return name.partition("#")[0].rpartition(".")[2].isdigit()


def _by_order(a: Sequence[Step], b: Sequence[Step], known: dict[str, str]) -> dict[str, str]:
    """Pairs among the steps that are left over, by kind and shape, stretch by stretch."""
    found = {}
    rest = _stretches(b, {name: name for name in known.values()})
    for stretch, steps in _stretches(a, known).items():
        keys = [_key(step) for step in steps]
        others = rest.get(stretch, [])
        for i, j in _common(keys, [_key(step) for step in others]):
            found[steps[i].name] = others[j].name
    return found


def _stretches(steps: Sequence[Step], known: dict[str, str]) -> dict[str, list[Step]]:
    """Steps without a partner, by the partner of the last step before them that has one."""
    found: dict[str, list[Step]] = {}
    before = ""
    for step in steps:
        if step.name in known:
            before = known[step.name]
        else:
            found.setdefault(before, []).append(step)
    return found


def _key(step: Step) -> Hashable:
    return kind_of(step), step.shape


def _common(a: Sequence[Hashable], b: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """The places of the longest sequence that both hold, not necessarily without gaps."""
    longest = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            skipped = max(longest[i + 1][j], longest[i][j + 1])
            longest[i][j] = longest[i + 1][j + 1] + 1 if a[i] == b[j] else skipped
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            yield i, j
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            i += 1
        else:
            j += 1


def _merged(a: Sequence[Step], b: Sequence[Step], found: dict[str, str]) -> Iterator[Pair]:
    """All steps, each lonely one of the second network after what stands before it there."""
    places = {step.name: j for j, step in enumerate(b)}
    taken = set(found.values())
    told = 0
    for step in a:
        partner = found.get(step.name)
        if partner is None:
            yield Pair(step, None)
            continue
        for lonely in b[told : places[partner]]:
            if lonely.name not in taken:
                yield Pair(None, lonely)
        told = max(told, places[partner] + 1)
        yield Pair(step, b[places[partner]])
    for lonely in b[told:]:
        if lonely.name not in taken:
            yield Pair(None, lonely)
