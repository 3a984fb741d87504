"""What a file really is, by how it begins, whatever its name says."""

import zipfile
from pathlib import Path
from typing import Literal

from cutaway.errors import NetworkError
from cutaway.networks.phrases import absent, is_file

Kind = Literal["torch", "old torch", "safetensors", "onnx", "program", "script", "unknown"]
BEGINNINGS = (
    (b"\x89HDF", "an HDF5 file, as Keras writes"),
    (b"version https://git-lfs", "a pointer of Git LFS; fetch the file itself with git lfs pull"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"\x93NUMPY", "a numpy array; it goes with --image"),
    (b"GGUF", "a GGUF file of a language model"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"%PDF", "a PDF document"),
)
PAGES = (b"<!doctype", b"<html", b"<?xml")
WRITTEN_BY_TORCH = "data.pkl"
SCRIPT = "constants.pkl"  # TorchScript writes it beside its code
PROGRAMS = ("archive_format", "serialized_exported_program.json", "models/model.json")


def kind_of(path: Path) -> Kind:
    """What the file is. Raises NetworkError where there is none, or it is empty."""
    if not is_file(path):
        raise NetworkError(absent(path))
    start = _start(path)
    if not start:
        raise NetworkError(f"{path.name} is empty (0 bytes); copy or download it again")
    if start.startswith(b"PK"):
        return _archive(path)
    if start.startswith(b"\x80") and start[1:2] in b"\x02\x03\x04\x05":
        return "old torch"
    if len(start) > 8 and start[8:9] == b"{":
        return "safetensors"
    return "onnx" if start[:1] == b"\x08" else "unknown"


def looks_like(path: Path) -> str:
    """A file that is none of ours, in words: "a picture", "text"."""
    start = _start(path)
    for beginning, told in BEGINNINGS:
        if start.startswith(beginning):
            return told
    if start.lower().lstrip().startswith(PAGES):
        return "a web page: the download gave an error page"
    kind = {"onnx": "an ONNX graph", "safetensors": "a safetensors file"}.get(kind_of(path))
    if kind:
        return kind
    try:
        start.decode("utf-8")
    except UnicodeDecodeError:
        return "a file of an unknown kind"
    return "text"


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(64)
    except OSError:
        raise NetworkError(f"{path.name} cannot be read; check its permissions") from None


def _archive(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as file:
            names = [name.partition("/")[2] or name for name in file.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError):
        raise NetworkError(
            f"{path.name} is cut off or damaged: its list of contents, at the end, is missing; "
            "copy or download it again"
        ) from None
    if any(name in PROGRAMS or name.endswith(PROGRAMS) for name in names):
        return "program"
    if SCRIPT in names:
        return "script"
    return "torch" if WRITTEN_BY_TORCH in names else "unknown"
