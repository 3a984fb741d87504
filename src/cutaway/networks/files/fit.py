"""Weights into a module: every name and shape agrees, or the difference is told."""

from difflib import get_close_matches

import torch
from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import NetworkError

SHOWN = 4
OPTIONAL = ("num_batches_tracked",)
POSITIONS = ("weight", "bias")


def fit(module: nn.Module, tensors: dict[str, Tensor], file: str, name: str) -> None:
    """Gives a module the tensors of a file, without copying them; ties stay tied.

    file, name   what the messages call them

    Raises NetworkError with the difference of names and shapes where they do not agree.
    """
    tensors = _without_root(tensors, set(module.state_dict(keep_vars=True)))
    own = {k: v for k, v in module.state_dict(keep_vars=True).items() if isinstance(v, Tensor)}
    ties = _ties(own)
    tensors |= {
        n: tensors[first] for n, first in ties.items() if n not in tensors and first in tensors
    }
    missing = [n for n in own if n not in tensors and not n.endswith(OPTIONAL)]
    unknown = [n for n in tensors if n not in own]
    other = [n for n in own if n in tensors and own[n].shape != tensors[n].shape]
    if missing or unknown or other:
        raise NetworkError(_difference(own, tensors, (missing, unknown, other), file, name))
    fitting = {n: _as_own(tensors[n], own[n]) for n in own if n in tensors}
    fitting |= {
        n: torch.zeros(t.shape, dtype=t.dtype)
        for n, t in own.items()
        if t.is_meta and n not in tensors
    }  # a count of batches
    with torch.no_grad():
        module.load_state_dict(fitting, strict=False, assign=True)
    for tied, first in ties.items():
        _tie(module, tied, first)


def _as_own(tensor: Tensor, own: Tensor) -> Tensor:
    return tensor if tensor.dtype == own.dtype else tensor.to(own.dtype)


def _ties(own: dict[str, Tensor]) -> dict[str, str]:
    """Names of tensors that have an earlier name too, with that name."""
    first: dict[int, str] = {}
    return {n: first[id(t)] for n, t in own.items() if first.setdefault(id(t), n) != n}


def _tie(module: nn.Module, name: str, first: str) -> None:
    path, _, leaf = name.rpartition(".")
    home, _, other = first.rpartition(".")
    setattr(module.get_submodule(path), leaf, getattr(module.get_submodule(home), other))


def _without_root(tensors: dict[str, Tensor], own: set[str]) -> dict[str, Tensor]:
    """Names without a first part that all of them share and no name of the module begins with."""
    roots = {name.partition(".")[0] for name in tensors}
    if len(roots) != 1 or any(name.partition(".")[0] in roots for name in own):
        return dict(tensors)
    bare = {name.partition(".")[2]: tensor for name, tensor in tensors.items()}
    return bare if set(bare) & own else dict(tensors)


def _difference(
    own: dict[str, Tensor],
    tensors: dict[str, Tensor],
    faults: tuple[list[str], list[str], list[str]],
    file: str,
    name: str,
) -> str:
    missing, unknown, other = faults
    parts = []
    if missing:
        parts.append(
            f"{len(missing)} of the network's {len(own)} tensors are not in the file: "
            + _few(f"{n} {_size(own[n])}{_near(n, own[n], tensors, unknown)}" for n in missing)
        )
    if unknown:
        parts.append(
            f"{len(unknown)} of the file's {len(tensors)} are not in the network: "
            + _few(f"{n} {_size(tensors[n])}" for n in unknown)
        )
    if other:
        parts.append(
            f"{len(other)} have another shape: "
            + _few(f"{n} is {_size(tensors[n])} in the file, {_size(own[n])} here" for n in other)
        )
    return f"{file} does not fit {name}: {'; '.join(parts)}. {_advice(own, tensors, faults)}"


def _advice(
    own: dict[str, Tensor],
    tensors: dict[str, Tensor],
    faults: tuple[list[str], list[str], list[str]],
) -> str:
    missing, unknown, other = faults
    last = {n.rpartition(".")[0] for n in other}
    if other and not missing and not unknown and len(last) == 1:
        classes = tensors[other[0]].shape[0]
        if classes != own[other[0]].shape[0]:
            return (
                f"Only {last.pop()} differs: make the network with {classes} outputs, "
                f"such as Net(num_classes={classes})"
            )
    shapes = [[tuple(t.shape) for t in side.values()] for side in (own, tensors)]
    if shapes[0] == shapes[1]:
        return "All shapes agree, in order: rename the file's keys to the network's"
    if len(missing) > len(own) / 2:
        return "These seem to be weights of another class: name the one they were saved from"
    return "Make the network with the arguments it was trained with, or rename the keys"


def _near(name: str, own: Tensor, tensors: dict[str, Tensor], unknown: list[str]) -> str:
    """What the file may call it: the closest unknown name of that shape."""
    alike = [n for n in unknown if tensors[n].shape == own.shape]
    near = alike if len(alike) == 1 else get_close_matches(name, alike, 1, 0.5)
    return f" (there is {near[0]} of that shape)" if near else ""


def _few(told: object) -> str:
    lines = list(told)  # type: ignore[call-overload]  # any iterable of strings
    more = f" … and {len(lines) - SHOWN} more" if len(lines) > SHOWN else ""
    return ", ".join(lines[:SHOWN]) + more


def _size(tensor: Tensor) -> str:
    shape: Shape = tuple(tensor.shape)
    return f"[{', '.join(map(str, shape))}]"
