"""Checkpoints as people save them → the names and tensors of one network."""

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor

from cutaway.errors import NetworkError
from cutaway.networks.phrases import type_of

PLAIN = ("state_dict", "model_state_dict", "model", "net", "network", "module", "weights", "params")
AVERAGED = (
    "state_dict_ema",
    "model_ema_state_dict",
    "model_ema",
    "ema_state_dict",
    "ema_model",
    "params_ema",
    "ema",
)
PREFIXES = ("module.", "_orig_mod.")
COUNTERS = ("n_averaged",)
DEEPEST = 4


@dataclass(frozen=True)
class Weights:
    """Tensors by name, and where in the checkpoint they were.

    place    "state_dict"; "" where the file holds nothing else
    others   other sets of weights in the same file
    """

    tensors: dict[str, Tensor]
    place: str = ""
    others: tuple[str, ...] = ()


def unwrap(found: object, file: str, wanted: str = "") -> Weights:
    """The weights inside a checkpoint, without the prefixes of wrappers.

    wanted   the key to take; "" takes plain weights before averaged ones (EMA)

    Raises NetworkError where there are none, naming the keys that there are.

    >>> import torch
    >>> unwrap({"epoch": 3, "state_dict": {"module.bias": torch.ones(1)}}, "best.pt")
    Weights(tensors={'bias': tensor([1.])}, place='state_dict', others=())
    """
    if not isinstance(found, Mapping):
        raise NetworkError(
            f"{file} holds {type_of(found)}; expected names and tensors, as "
            "torch.save(model.state_dict(), …) writes"
        )
    if not wanted and _is_state(found):
        return Weights(_bare(found))
    sets = _sets(found)
    names = tuple(sets)
    if wanted and wanted not in sets:
        raise NetworkError(
            f"{file} has no weights under {wanted!r}; it has them under "
            f"{', '.join(names) or 'no key'}"
        )
    if not names:
        keys = ", ".join(map(str, list(found)[:8])) or "none"
        raise NetworkError(
            f"{file} holds no weights: its keys are {keys}; expected tensors, or one of "
            f"{', '.join(PLAIN[:3])} or an average (ema) with tensors under it"
        )
    place = wanted or names[0]
    return Weights(_bare(sets[place]), place, tuple(name for name in names if name != place))


def _sets(found: Mapping[object, object]) -> dict[str, Mapping[object, object]]:
    """Sets of weights by key, plain ones first."""
    sets = {}
    for key in (*PLAIN, *AVERAGED):
        inner: object = found.get(key)
        for _ in range(DEEPEST):
            if not isinstance(inner, Mapping) or _is_state(inner):
                break
            inner = next((inner[k] for k in (*PLAIN, *AVERAGED) if k in inner), None)
        if isinstance(inner, Mapping) and _is_state(inner):
            sets[key] = inner
    return sets


def _is_state(found: Mapping[object, object]) -> bool:
    """Names and tensors, with at most a few facts between them."""
    tensors = sum(isinstance(value, Tensor) for value in found.values())
    nested = any(isinstance(value, Mapping) and value for value in found.values())
    return tensors > 0 and not nested and all(isinstance(key, str) for key in found)


def _bare(found: Mapping[object, object]) -> dict[str, Tensor]:
    tensors = {str(k): v for k, v in found.items() if isinstance(v, Tensor) and k not in COUNTERS}
    for _ in range(DEEPEST):
        prefix = next((p for p in PREFIXES if all(name.startswith(p) for name in tensors)), "")
        if not prefix or not tensors:
            break
        tensors = {name.removeprefix(prefix): tensor for name, tensor in tensors.items()}
    return tensors
