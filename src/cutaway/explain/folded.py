"""A batch norm that one network has of its own, and the other multiplied into the layer before."""

from collections.abc import Sequence

import torch
from torch import Tensor

from cutaway.explain.align import Pair
from cutaway.ops.batch_norm import BatchNorm
from cutaway.ops.conv import Conv
from cutaway.ops.linear import Linear
from cutaway.ops.ref import Ref
from cutaway.recording.recording import Recording, Step

CLOSE = 1e-4  # of the largest weight: exporters multiply in float32


def unfolded(pairs: Sequence[Pair], a: Recording, b: Recording) -> tuple[Pair, ...]:
    """The pairs, with every layer whose weights hold a batch norm beside that batch norm.

    Exporting to ONNX folds them so. The layer that stood alone before its batch norm is then
    without a partner, and nothing differs for it.
    """
    lonely_a = {pair.a.name for pair in pairs if pair.a and not pair.b}
    lonely_b = {pair.b.name for pair in pairs if pair.b and not pair.a}
    found: list[Pair] = []
    gone: set[str] = set()
    for pair in pairs:
        one, other = pair.a, pair.b
        norm_a = _norm_of(a, one, lonely_a) if one and other else None
        norm_b = _norm_of(b, other, lonely_b) if one and other else None
        if norm_a and one and other and _holds(a, one, norm_a, b, other):
            found += [Pair(one, None), Pair(norm_a, other, folded=one)]
            gone.add("a " + norm_a.name)
        elif norm_b and one and other and _holds(b, other, norm_b, a, one):
            found += [Pair(None, other), Pair(one, norm_b, folded=other)]
            gone.add("b " + norm_b.name)
        else:
            found.append(pair)
    return tuple(pair for pair in found if _lonely_name(pair) not in gone)


def _lonely_name(pair: Pair) -> str:
    if pair.a and not pair.b:
        return "a " + pair.a.name
    return "b " + pair.b.name if pair.b and not pair.a else ""


def _norm_of(recording: Recording, layer: Step | None, lonely: set[str]) -> Step | None:
    """The batch norm by running statistics, without a partner, that alone reads a layer."""
    if layer is None or not isinstance(layer.operation, Conv | Linear):
        return None
    readers = recording.readers(layer.name)
    if len(readers) != 1 or readers[0].name not in lonely:
        return None
    operation = readers[0].operation
    running = isinstance(operation, BatchNorm) and operation.variance is not None
    return readers[0] if running else None


def _holds(plain: Recording, layer: Step, norm: Step, folded: Recording, whole: Step) -> bool:
    """Whether a layer's weights and bias are another's, its batch norm multiplied into them."""
    own, theirs, means = layer.operation, whole.operation, norm.operation
    assert isinstance(own, Conv | Linear) and isinstance(means, BatchNorm), "it was asked"
    if not isinstance(theirs, type(own)) or own.weight.shape != theirs.weight.shape:
        return False
    weight, made = _value(plain, own.weight, 0.0), _value(folded, theirs.weight, 0.0)
    spread, mean = _value(plain, means.variance, 1.0), _value(plain, means.mean, 0.0)
    scale = (spread + means.eps).rsqrt() * _value(plain, means.weight, 1.0)
    bias = (_value(plain, own.bias, 0.0) - mean) * scale + _value(plain, means.bias, 0.0)
    expected = weight * scale.reshape(-1, *[1] * (weight.dim() - 1))
    moved = not torch.equal(weight, made)
    return moved and _close(expected, made) and _close(bias, _value(folded, theirs.bias, 0.0))


def _close(expected: Tensor, made: Tensor) -> bool:
    return bool((expected - made).abs().max() <= CLOSE * expected.abs().max())


def _value(recording: Recording, ref: Ref | None, default: float) -> Tensor:
    """The numbers of a tensor; the default where there is none, or it has no numbers."""
    found = None if ref is None else recording.values.get(ref.name)
    return torch.tensor(default).double() if found is None else found.detach().cpu().double()
