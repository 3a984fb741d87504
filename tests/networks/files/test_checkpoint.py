"""Files of weights that may be anything: read without running code, or refused in one line."""

import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import nn

from cutaway.errors import NetworkError
from cutaway.networks.files.checkpoint import read_checkpoint
from cutaway.networks.files.unwrap import unwrap


def state() -> dict[str, torch.Tensor]:
    return {"conv.weight": torch.randn(2, 1, 3, 3), "conv.bias": torch.randn(2)}


def saved(path: Path, found: object, **options: object) -> Path:
    torch.save(found, path, **options)
    return path


def named(prefix: str, tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {prefix + name: tensor for name, tensor in tensors.items()}


WRAPPED: dict[str, Callable[[dict[str, torch.Tensor]], object]] = {
    "": lambda s: s,
    "state_dict": lambda s: {"epoch": 3, "state_dict": s, "optimizer": {"state": {}}},
    "model": lambda s: {"model": named("module.", s), "args": {"lr": 0.1}},
    "model_state_dict": lambda s: {"model_state_dict": named("_orig_mod.module.", s), "loss": 0.5},
    "model_ema": lambda s: {"model_ema": {"n_averaged": torch.tensor(5)} | named("module.", s)},
    "net": lambda s: {"net": {"state_dict": s}},
}


@pytest.mark.parametrize("place", WRAPPED)
@pytest.mark.parametrize("old", [False, True])
def test_weights_are_unwrapped(tmp_path: Path, place: str, old: bool) -> None:
    own = state()
    path = saved(tmp_path / "best.pt", WRAPPED[place](own), _use_new_zipfile_serialization=not old)
    found = unwrap(read_checkpoint(path), path.name)
    assert found.place == place and found.others == ()
    assert list(found.tensors) == list(own)
    assert all(torch.equal(found.tensors[name], own[name]) for name in own)


def test_of_several_sets_one_may_be_picked(tmp_path: Path) -> None:
    plain, averaged = state(), state()
    found = {"ema": averaged, "state_dict": plain}
    assert unwrap(found, "a.pt").place == "state_dict"
    assert unwrap(found, "a.pt").others == ("ema",)
    assert unwrap(found, "a.pt", "ema").tensors["conv.bias"] is averaged["conv.bias"]
    with pytest.raises(NetworkError, match="no weights under 'emma'; it has them under state_dict"):
        unwrap(found, "a.pt", "emma")


def test_weights_are_mapped_not_read(tmp_path: Path) -> None:
    own = {"w": torch.randn(256, 256)}
    save_file(own, tmp_path / "w.safetensors")
    for path in (saved(tmp_path / "w.pt", own), tmp_path / "w.safetensors"):
        (tensor,) = unwrap(read_checkpoint(path), "w").tensors.values()
        assert torch.equal(tensor, own["w"])
        assert not tensor.is_shared() or os.name == "nt"
        maps = Path("/proc/self/maps")
        if maps.exists():
            assert str(path) in maps.read_text()


class Evil:
    """Touches a file when it is unpickled."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return os.system, (f"touch {self.marker}",)


@pytest.mark.parametrize("old", [False, True])
def test_an_evil_pickle_runs_nothing(tmp_path: Path, old: bool) -> None:
    marker = tmp_path / "marker"
    found = {"state_dict": state(), "more": Evil(marker)}
    path = saved(tmp_path / "best.pt", found, _use_new_zipfile_serialization=not old)
    with pytest.raises(NetworkError, match=r"holds Python objects \(\w+\.system\)") as caught:
        read_checkpoint(path)
    assert "torch.save(model.state_dict()" in str(caught.value)
    assert not marker.exists()
    with pytest.raises(NetworkError):
        read_checkpoint(plain_pickle(tmp_path / "plain.pt", Evil(marker)))
    assert not marker.exists()


def plain_pickle(path: Path, found: object) -> Path:
    path.write_bytes(pickle.dumps(found))
    return path


def test_a_whole_pickled_module_is_code(tmp_path: Path) -> None:
    path = saved(tmp_path / "whole.pt", nn.Sequential(nn.Linear(2, 2)))
    with pytest.raises(NetworkError, match="reading them runs code, so it is not read"):
        read_checkpoint(path)


def test_a_tampered_program_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    """torch.export.load unpickles what an archive says are its example inputs."""
    marker, path = tmp_path / "marker", tmp_path / "prog.pt2"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/archive_format", "pt2")
        file.writestr("archive/data/sample_inputs/model.pt", pickle.dumps(Evil(marker)))
    for name in ("prog.pt2", "prog.pt"):
        path = path.rename(tmp_path / name)
        with pytest.raises(NetworkError, match="exported program: reading one can run code"):
            read_checkpoint(path)
    assert not marker.exists()


def test_scripts_are_refused_with_the_way_round(tmp_path: Path) -> None:
    path = tmp_path / "script.pt"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("script/data.pkl", b"")
        file.writestr("script/constants.pkl", b"")
        file.writestr("script/code/model.py", b"")
    with pytest.raises(
        NetworkError, match=r"is TorchScript: .* cutaway open net\.py:Net --weights"
    ):
        read_checkpoint(path)


def bomb(path: Path) -> None:
    """A packed gigabyte in a megabyte."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr("best/data.pkl", b"")
        file.writestr("best/data/0", bytes(2**26))


def overlapping(path: Path) -> None:
    """Two hundred names for the same stored bytes."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("best/data.pkl", b"")
        file.writestr("best/data/0", bytes(100_000))
        for i in range(1, 200):
            entry = zipfile.ZipInfo(f"best/data/{i}")
            entry.header_offset = file.getinfo("best/data/0").header_offset
            entry.file_size = entry.compress_size = 100_000
            entry.CRC = 0
            file.filelist.append(entry)
            file.NameToInfo[entry.filename] = entry
        file._didModify = True


def crowded(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for i in range(100_001):
            file.writestr(zipfile.ZipInfo(f"data.pkl/{i}" if i else "best/data.pkl"), b"")


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (bomb, r"best\.pt is packed \(best/data"),
        (overlapping, r"claims 20,000,000 bytes of contents in a file of 1\d\d,\d\d\d"),
        (crowded, "100,001 entries; at most 100,000"),
    ],
)
def test_zip_bombs(tmp_path: Path, make: Callable[[Path], None], message: str) -> None:
    make(tmp_path / "best.pt")
    with pytest.raises(NetworkError, match=message):
        read_checkpoint(tmp_path / "best.pt")


def test_a_small_file_may_not_claim_a_huge_tensor(tmp_path: Path) -> None:
    path = saved(tmp_path / "expand.pt", {"w": torch.zeros(1).expand(10**6, 10**6)})
    assert path.stat().st_size < 2000
    with pytest.raises(NetworkError, match=r"w of expand\.pt claims .* 4,000,000,000,000 bytes"):
        read_checkpoint(path)


def test_an_old_file_may_not_claim_it_either(tmp_path: Path) -> None:
    path = tmp_path / "old.pt"
    saved(path, {"w": torch.zeros(258)}, _use_new_zipfile_serialization=False)
    data = path.read_bytes()
    assert data.count(b"M\x02\x01") > 1  # 258, as pickle writes it: the storage and the shape
    path.write_bytes(data.replace(b"M\x02\x01", b"J\x00\x00\x00\x70"))
    with pytest.raises(NetworkError, match=r"old\.pt claims 1,879,048,192 numbers in [\d,]+ bytes"):
        read_checkpoint(path)


def test_sparse_tensors_have_no_numbers_of_their_own(tmp_path: Path) -> None:
    place, size = torch.tensor([[0]]), (10**12,)
    sparse = torch.sparse_coo_tensor(place, torch.ones(1), size, check_invariants=True)
    with pytest.raises(NetworkError, match=r"w of sparse\.pt is sparse, quantised or without"):
        read_checkpoint(saved(tmp_path / "sparse.pt", {"w": sparse}))


def safetensors(header: bytes, length: int | None = None, data: bytes = b"") -> bytes:
    return (len(header) if length is None else length).to_bytes(8, "little") + header + data


BROKEN = {
    "a header of 2^62 bytes": safetensors(b'{"a":1}', 2**62),
    "an offset beyond the end": safetensors(
        b'{"w":{"dtype":"F32","shape":[1000],"data_offsets":[0,4000]}}'
    ),
    "a shape beyond its bytes": safetensors(
        b'{"w":{"dtype":"F32","shape":[1000000,1000000],"data_offsets":[0,4]}}', data=bytes(4)
    ),
    "overlapping": safetensors(
        b'{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},'
        b'"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}',
        data=bytes(4),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_safetensors(tmp_path: Path, name: str) -> None:
    path = tmp_path / "w.safetensors"
    path.write_bytes(BROKEN[name])
    with pytest.raises(NetworkError, match=r"w\.safetensors is no whole safetensors file"):
        read_checkpoint(path)


OTHERS = {
    "page": (b"<!DOCTYPE html><html>", "it is a web page"),
    "lfs": (b"version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
    "keras": (b"\x89HDF\r\n\x1a\n", "it is an HDF5 file"),
    "text": (b"hello", "it is text"),
    "array": (b"\x93NUMPY\x01\x00", "it is a numpy array"),
    "empty": (b"", "is empty"),
    "noise": (b"\xfe\x00\xff\x00\x80", "unknown kind"),
    "onnx": (b"\x08\x07\x12\x04", "an ONNX graph"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_that_is_not_what_its_name_says(tmp_path: Path, name: str) -> None:
    data, message = OTHERS[name]
    (tmp_path / "best.pt").write_bytes(data)
    with pytest.raises(NetworkError, match=message) as caught:
        read_checkpoint(tmp_path / "best.pt")
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.99])
def test_a_file_cut_off_anywhere_is_refused(tmp_path: Path, share: float) -> None:
    save_file(state(), tmp_path / "w.safetensors")
    saved(tmp_path / "new.pt", state())
    saved(tmp_path / "old.pt", state(), _use_new_zipfile_serialization=False)
    for path in list(tmp_path.iterdir()):
        data = path.read_bytes()
        path.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(NetworkError, match="copy or download it again"):
            read_checkpoint(path)


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ({"epoch": 3, "optimizer": {"state": {}}}, "its keys are epoch, optimizer; expected"),
        ([torch.ones(2)], "holds a list; expected names and tensors"),
        (torch.ones(2), "holds a Tensor; expected names and tensors"),
        (3, "holds an int; expected names and tensors"),
        ({}, "its keys are none"),
    ],
)
def test_no_weights_in_it(tmp_path: Path, found: object, message: str) -> None:
    with pytest.raises(NetworkError, match=message):
        unwrap(read_checkpoint(saved(tmp_path / "best.pt", found)), "best.pt")


def test_numbers_of_numpy_are_objects_too(tmp_path: Path) -> None:
    path = saved(tmp_path / "best.pt", {"state_dict": state(), "best": np.float64(0.9)})
    with pytest.raises(NetworkError, match="holds Python objects"):
        read_checkpoint(path)
