"""Networks of two libraries, by name: `hf:` of transformers and `timm:` of timm."""

import importlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from difflib import get_close_matches
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import BudgetError, NetworkError
from cutaway.networks.adopt import adopt, usual
from cutaway.networks.inputs.preprocess import Preprocess
from cutaway.networks.network import ClassName, Network
from cutaway.networks.shortage import ran_out

LIBRARIES = {"hf": "transformers", "timm": "timm"}


def is_of_a_library(name: str) -> bool:
    """Whether a network's name is that of a library's network."""
    return name.partition(":")[0] in LIBRARIES and ":" in name


def of_a_library(name: str, download: bool, input_shape: Shape | None) -> Network:
    """The network of a library, with its weights, class names and preparation.

    download   whether files may be fetched; else only those that are on this computer are opened

    Raises NetworkError where the library is not installed, or does not have the network.
    """
    kind, _, word = name.partition(":")
    library = _library(LIBRARIES[kind], name)
    if not word:
        raise NetworkError(f"{name!r} names no network; write such as {kind}:resnet-50")
    open_ = _of_transformers if kind == "hf" else _of_timm
    try:
        return open_(library, word, download, input_shape)
    except NetworkError:
        raise
    except Exception as error:
        if shortage := ran_out(error):
            raise BudgetError(f"{name} cannot be opened: {shortage}") from None
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        hint = "check the name" if download else "--download fetches what is not here yet"
        raise NetworkError(f"{name} cannot be opened: {reason}; {hint}") from None


def _library(library: str, name: str) -> ModuleType:
    if find_spec(library) is None:
        raise NetworkError(
            f"{name} needs the library {library}, which is not installed: pip install {library}; "
            "or open an ONNX file, or a class and its weights: net.py:Net --weights … --trust"
        )
    try:
        return importlib.import_module(library)
    except Exception as error:
        raise NetworkError(f"the library {library} cannot be imported here: {error}") from None


@contextmanager
def _offline(wanted: bool) -> Iterator[None]:
    """Keeps the libraries' downloader from the network while the body runs."""
    constants: Any = importlib.import_module("huggingface_hub.constants")
    before = constants.HF_HUB_OFFLINE
    constants.HF_HUB_OFFLINE = before or wanted
    try:
        yield
    finally:
        constants.HF_HUB_OFFLINE = before


class Scores(nn.Module):
    """A network of transformers that gives its scores alone, not a record with names."""

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, pixel_values: Tensor) -> Tensor:
        given = self.network(pixel_values)
        logits: Tensor = given.logits
        return logits


def _of_transformers(library: Any, word: str, download: bool, input_shape: Shape | None) -> Network:
    local = {"local_files_only": not download}
    model = library.AutoModelForImageClassification.from_pretrained(
        word, trust_remote_code=False, **local
    )
    facts = _facts(library, word, local)
    shape = input_shape or (1, getattr(model.config, "num_channels", 3), *_size(facts))
    names = model.config.id2label
    return replace(
        adopt(Scores(model), word.rstrip("/").rpartition("/")[2], shape),
        preprocess=preparation(facts, shape),
        classes=tuple(ClassName(str(names[i]).split(",")[0]) for i in sorted(names)),
        source=f"transformers, {model.config.model_type}",
    )


def _facts(library: Any, word: str, local: Mapping[str, bool]) -> dict[str, Any]:
    """The preparation that was saved with a network; {} where none was."""
    try:
        found = library.AutoImageProcessor.from_pretrained(word, trust_remote_code=False, **local)
    except (OSError, ValueError, ImportError):
        return {}
    return dict(found.to_dict())


def preparation(facts: Mapping[str, Any], shape: Shape) -> Preprocess:
    """A preparation as transformers writes it: resized, cut out, scaled, normalised.

    >>> preparation({"do_rescale": True, "rescale_factor": 1 / 255}, (1, 3, 8, 8)).divisor
    255.0
    """
    if not facts:
        return usual(shape)
    scaled = facts.get("do_rescale", True)
    normal = facts.get("do_normalize", False)
    edge = (facts.get("size") or {}).get("shortest_edge")
    share = facts.get("crop_pct") or (shape[3] / edge if edge and edge > shape[3] else 1.0)
    return Preprocess(
        (shape[2], shape[3]),
        crop="shortest_edge" in (facts.get("size") or {}),
        share=share,
        grey=shape[1] == 1,
        divisor=round(1 / facts.get("rescale_factor", 1 / 255), 6) if scaled else 1.0,
        mean=tuple(facts["image_mean"]) if normal else (),
        deviation=tuple(facts["image_std"]) if normal else (),
    )


def _size(facts: Mapping[str, Any]) -> tuple[int, int]:
    size = (facts.get("do_center_crop") and facts.get("crop_size")) or facts.get("size") or {}
    edge = size.get("shortest_edge", 224)
    return size.get("height", edge), size.get("width", edge)


def _of_timm(library: Any, word: str, download: bool, input_shape: Shape | None) -> Network:
    known = library.is_model(word.partition(".")[0])
    if not known:
        near = ", ".join(get_close_matches(word, library.list_models(), 3))
        raise NetworkError(f"timm has no network {word!r}{f'; it has {near}' if near else ''}")
    with _offline(not download):
        model = library.create_model(word, pretrained=True)
    facts = library.data.resolve_model_data_config(model)
    shape = input_shape or (1, *facts["input_size"])
    return replace(
        adopt(model, word, shape),
        preprocess=Preprocess(
            (shape[2], shape[3]),
            crop=True,
            share=facts["crop_pct"],
            grey=shape[1] == 1,
            divisor=255.0,
            mean=tuple(facts["mean"]),
            deviation=tuple(facts["std"]),
        ),
        source=f"timm, {word}",
    )
