"""Tensors and facts in one safetensors file: written whole or not at all, read without code."""

import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from time import time
from typing import IO

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from cutaway.errors import CutawayError

WORDS = {
    torch.float64: "F64",
    torch.float32: "F32",
    torch.float16: "F16",
    torch.bfloat16: "BF16",
    torch.int64: "I64",
    torch.int32: "I32",
    torch.int16: "I16",
    torch.int8: "I8",
    torch.uint8: "U8",
    torch.bool: "BOOL",
}
"""safetensors' words for the types of numbers that it has in common with torch."""
MOST_HEADER = 100_000_000  # what its readers accept
PART = ".part"
FORGOTTEN = 3600  # seconds without a write


def write_tensors(path: Path, tensors: Mapping[str, Tensor], facts: str) -> None:
    """Writes a file under a temporary name, syncs it, and gives it its own name.

    The tensors are written one by one: no second copy of them is made. Raises CutawayError for
    numbers of a type that the format lacks, and where the file cannot be written.
    """
    header = _header(tensors, facts)
    with _renamed(path) as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for tensor in tensors.values():
            flat = tensor.detach().cpu().contiguous().reshape(-1)
            if flat.numel():
                file.write(flat.view(torch.uint8).numpy().data)


def read_tensors(path: Path) -> tuple[dict[str, Tensor], str]:
    """Tensors, mapped into memory, and facts; "" where the file holds none of ours.

    Raises CutawayError for a file that is not whole.
    """
    try:
        with safe_open(path, "pt") as file:
            facts = (file.metadata() or {}).get("cutaway", "")
            return {name: file.get_tensor(name) for name in file.keys()}, facts  # noqa: SIM118
    except (SafetensorError, OSError, ValueError, RuntimeError) as error:
        raise CutawayError(str(error)) from None


def _header(tensors: Mapping[str, Tensor], facts: str) -> bytes:
    entries: dict[str, object] = {"__metadata__": {"cutaway": facts}}
    at = 0
    for name, tensor in tensors.items():
        if tensor.dtype not in WORDS or tensor.layout != torch.strided:
            raise CutawayError(f"{name} holds numbers of {tensor.dtype}, which cannot be saved")
        size = tensor.numel() * tensor.element_size()
        entries[name] = {
            "dtype": WORDS[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [at, at + size],
        }
        at += size
    header = json.dumps(entries).encode()
    if len(header) > MOST_HEADER:
        raise CutawayError(f"the run has too many steps to be saved ({len(header):,} bytes)")
    return header + b" " * (-len(header) % 8)


@contextmanager
def _renamed(path: Path) -> Iterator[IO[bytes]]:
    try:
        _sweep(path)
        handle, name = tempfile.mkstemp(PART, f".{path.name}.", path.parent)
    except OSError as error:
        raise _unwritten(path, error) from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except OSError as error:
        raise _unwritten(path, error) from None
    finally:
        Path(name).unlink(missing_ok=True)


def _unwritten(path: Path, error: OSError) -> CutawayError:
    return CutawayError(f"{path} cannot be written: {error.strerror}; choose another place")


def _sweep(path: Path) -> None:
    """Takes away what savers of this file left that were killed: parts nobody writes to."""
    for part in path.parent.glob(f".{escape(path.name)}.*{PART}"):
        if time() - part.stat().st_mtime > FORGOTTEN:
            part.unlink(missing_ok=True)
