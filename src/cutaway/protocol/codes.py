"""Feature maps as one byte a number, for colours alone; printed numbers are never decoded.

Code 0 is NaN, 1 is −∞, 255 is +∞; 2 … 254 are (code − 128) × step, so that zero is exact. Each map
has its own step, its largest finite magnitude ÷ 126.
"""

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from cutaway.protocol.messages import Maps, Numbers

Floats = NDArray[np.float32]


def numbers(values: NDArray[np.generic]) -> Numbers:
    """An array as it travels: little-endian, row-major."""
    kinds: dict[str, Literal["u1", "i4", "f4", "f8"]] = {
        "uint8": "u1",
        "int32": "i4",
        "float32": "f4",
        "float64": "f8",
    }
    kind = kinds[values.dtype.name]
    data = np.ascontiguousarray(values, dtype=f"<{kind}").tobytes()
    return Numbers(kind, values.shape, data)


def stack(tensor: Tensor) -> Floats:
    """A step's output of element 0 as maps (c, h, w): vectors are 1×1, volumes are stacked."""
    values = tensor.detach().cpu()
    values = values[0] if values.dim() > 1 else values
    array = values.float().numpy() if not values.is_complex() else values.abs().float().numpy()
    if array.ndim == 0:
        return array.reshape(1, 1, 1)
    if array.ndim == 1:
        return array[:, None, None]
    return array.reshape(array.shape[0], -1, array.shape[-1])


def maps(
    step: str,
    values: Floats,
    order: Literal["strength", "channel"],
    first: int,
    most: int,
) -> Maps:
    """Maps first … first + most − 1 of a step, strongest first or by channel."""
    finite = np.isfinite(values)
    clean = np.where(finite, values, 0) if not finite.all() else values
    magnitude = np.abs(clean)
    strengths = magnitude.mean(axis=(1, 2), dtype=np.float64).astype(np.float32)
    ranks = np.arange(len(values))
    if order == "strength":
        ranks = np.argsort(-strengths, kind="stable")
    chosen = ranks[first : first + most].astype(np.int32)
    peaks = magnitude.max(axis=(1, 2), initial=0.0)
    steps = (peaks[chosen] / 126).astype(np.float32)
    return Maps(
        step=step,
        channels=numbers(chosen),
        codes=numbers(codes(values[chosen], steps)),
        steps=numbers(steps),
        strengths=numbers(strengths[chosen]),
        peak=float(peaks.max(initial=0.0)),
        low=float(clean.min(initial=np.inf)) if clean.size else 0.0,
        high=float(clean.max(initial=-np.inf)) if clean.size else 0.0,
        total=len(values),
        silent=int((~values.any(axis=(1, 2))).sum()),
    )


def codes(values: Floats, steps: Floats) -> NDArray[np.uint8]:
    """One byte for each number of maps (k, h, w), by each map's step (k)."""
    spacing = np.where(steps > 0, steps, 1)[:, None, None]
    with np.errstate(invalid="ignore", over="ignore"):
        found = np.clip(np.rint(values / spacing) + 128, 2, 254)
    found = np.where(np.isnan(values), 0, found)
    found = np.where(np.isneginf(values), 1, found)
    return np.where(np.isposinf(values), 255, found).astype(np.uint8)
