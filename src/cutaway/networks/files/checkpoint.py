"""The tensors of a weights file: never any code, never more than the file holds."""

import pickletools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from pickle import UnpicklingError

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn

from cutaway.errors import NetworkError
from cutaway.networks.files.archive import check_archive
from cutaway.networks.files.kinds import kind_of, looks_like

SUFFIXES = (".pt", ".pth", ".ckpt", ".bin", ".tar", ".safetensors")
SAVE = "torch.save(model.state_dict(), 'weights.pt')"
HARMLESS = 2**28  # a number of this size may be anything: a seed, a count of steps
FOUND = re.compile(r"(?:GLOBAL:?|global|class) ([\w.]+\.\w+)")


def is_weights(name: str) -> bool:
    """Whether a network's name is that of a file of weights."""
    return name.lower().endswith(SUFFIXES)


def read_checkpoint(path: Path) -> object:
    """What a file of torch or safetensors holds: nested names and tensors, mapped into memory.

    Raises NetworkError for what is no such file, holds anything that only running code could
    read, or claims tensors larger than their numbers.
    """
    kind = kind_of(path)
    if kind == "safetensors":
        return _safetensors(path)
    if kind in ("program", "script"):
        raise refused(path)
    if kind not in ("torch", "old torch"):
        raise NetworkError(
            f"{path.name} holds no weights that can be read: it is {looks_like(path)}; expected a "
            "file of torch.save or safetensors"
        )
    if kind == "torch":
        check_archive(path)
    else:
        _check_claims(path)
    found = _load(path, mapped=kind == "torch")
    for name, tensor in tensors_in(found):
        check_tensor(tensor, name, path.name)
    return found


def refused(path: Path) -> NetworkError:
    """Why a program of torch is not opened, and the way round."""
    if kind_of(path) == "program":
        what, why = "an exported program", "reading one can run code that is hidden in it"
    else:
        what, why = "TorchScript", "it is code, run as one piece in which no call can be seen"
    return NetworkError(
        f"{path.name} is {what}: {why}. Open the Python class it was made from, with its weights: "
        f"cutaway open net.py:Net --weights weights.pt --trust, saved by {SAVE}"
    )


def tensors_in(found: object, path: str = "") -> Iterator[tuple[str, Tensor]]:
    """Every tensor of nested names and lists, with its place."""
    if isinstance(found, Tensor):
        yield path, found
    elif isinstance(found, Mapping):
        for key, value in found.items():
            yield from tensors_in(value, f"{path}.{key}" if path else str(key))
    elif isinstance(found, list | tuple):
        for i, value in enumerate(found):
            yield from tensors_in(value, f"{path}.{i}")


def check_tensor(tensor: Tensor, name: str, file: str) -> None:
    """Raises NetworkError for a tensor without plain numbers of its own in the file."""
    plain = type(tensor) in (Tensor, nn.Parameter) and tensor.layout == torch.strided
    if not plain or tensor.is_quantized or tensor.device.type != "cpu":
        raise NetworkError(
            f"{name} of {file} is sparse, quantised or without numbers; save plain tensors"
        )
    claimed, held = tensor.numel() * tensor.element_size(), tensor.untyped_storage().nbytes()
    if claimed > held:
        raise NetworkError(
            f"{name} of {file} claims the shape {list(tensor.shape)}, {claimed:,} bytes, and holds "
            f"{held:,}; it is damaged, or expanded: save it with .clone()"
        )


def _load(path: Path, mapped: bool) -> object:
    try:
        return torch.load(path, map_location="cpu", weights_only=True, mmap=mapped)
    except UnpicklingError as error:
        found = FOUND.search(str(error))
        what = f" ({found[1]})" if found else ""
        raise NetworkError(
            f"{path.name} holds Python objects{what} beside its tensors; reading them runs code, "
            f"so it is not read. Where you trust it, save its weights alone: {SAVE}"
        ) from None
    except Exception as error:  # a damaged file: whatever its reader met
        reason = str(error).strip().partition("\n")[0]
        raise NetworkError(
            f"{path.name} is cut off or damaged and cannot be read ({reason}); copy or download "
            "it again"
        ) from None


def _safetensors(path: Path) -> dict[str, Tensor]:
    try:
        with safe_open(path, "pt") as file:
            return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError, ValueError, RuntimeError) as error:
        raise NetworkError(
            f"{path.name} is no whole safetensors file ({error}); copy or download it again"
        ) from None


def _check_claims(path: Path) -> None:
    """In files of before torch 1.6 a size is a plain number, and memory is had before reading."""
    size = path.stat().st_size
    with path.open("rb") as file:
        try:
            for _ in range(4):  # a number, the protocol, the system, then what was saved
                numbers = [v for _, v, _ in pickletools.genops(file) if isinstance(v, int)]
        except (ValueError, EOFError, UnicodeDecodeError):
            return  # the reader will say it better
    largest = max(numbers, default=0)
    if largest > max(size, HARMLESS):
        raise NetworkError(
            f"{path.name} claims {largest:,} numbers in {size:,} bytes; it is not read"
        )
