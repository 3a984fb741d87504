"""An ONNX file as nodes and tensors; nothing outside its own folder is ever read."""

import ast
from collections import Counter
from dataclasses import dataclass
from math import prod
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from cutaway.errors import NetworkError
from cutaway.networks.files.kinds import kind_of, looks_like
from cutaway.networks.onnx.node import Node, known
from cutaway.networks.phrases import is_file

if TYPE_CHECKING:
    from onnx import ModelProto, TensorProto

INSTALL = "pip install 'cutaway[onnx]' brings it"
OWN_DOMAINS = ("", "ai.onnx")
OLDEST = 6
EXTERNAL = 1
SCOPES = "pkg.torch.onnx.name_scopes"


@dataclass(frozen=True)
class Given:
    """An input of a graph.

    shape   its sizes; None where the file leaves one open
    kind    ONNX's number of its type
    """

    name: str
    shape: tuple[int | None, ...]
    kind: int


@dataclass(frozen=True)
class Graph:
    """What an ONNX file holds.

    nodes     in an order in which they can be computed
    tensors   by name: the weights
    """

    nodes: tuple[Node, ...]
    tensors: dict[str, Tensor]
    inputs: tuple[Given, ...]
    outputs: tuple[str, ...]
    opset: int


def read_graph(path: Path) -> Graph:
    """The graph of a file.

    Raises NetworkError where the package onnx is missing, the file is none, or names operators
    that are not imported: all of them at once.
    """
    model = _model(path)
    graph = model.graph
    opset = _opset(model, path)
    _check_operators(model, path, opset)
    folder = path.resolve().parent
    tensors = {each.name: tensor_of(each, path.name, folder) for each in graph.initializer}
    nodes = tuple(
        Node(
            _name(each),
            each.op_type,
            tuple(each.input),
            tuple(each.output),
            {a.name: _option(a, path.name) for a in each.attribute},
            opset,
        )
        for each in graph.node
    )
    given = tuple(_given(each) for each in graph.input if each.name not in tensors)
    return Graph(nodes, tensors, given, tuple(each.name for each in graph.output), opset)


def _model(path: Path) -> "ModelProto":
    kind_of(path)  # there is a file, and something in it
    try:
        import onnx
    except ImportError:
        raise NetworkError(
            f"{path.name} needs the package onnx, which is not installed; {INSTALL}"
        ) from None
    try:
        model = onnx.load(path, load_external_data=False)
        whole = len(model.graph.node) > 0
    except Exception:  # whatever its parser met
        whole = False
    if not whole:
        told = looks_like(path)
        raise NetworkError(
            f"{path.name} is no whole ONNX file: it is "
            + ("cut off or damaged" if told == "an ONNX graph" else told)
            + "; export it again, or copy it again"
        )
    return model


def _opset(model: "ModelProto", path: Path) -> int:
    from onnx.defs import onnx_opset_version

    found = max((o.version for o in model.opset_import if o.domain in OWN_DOMAINS), default=1)
    newest = onnx_opset_version()
    if not OLDEST <= found <= newest:
        raise NetworkError(
            f"{path.name} was written for opset {found}; {OLDEST} … {newest} are imported: export "
            "it for one of those"
        )
    return found


def _check_operators(model: "ModelProto", path: Path, opset: int) -> None:
    unknown = Counter(
        each.op_type if each.domain in OWN_DOMAINS else f"{each.domain}.{each.op_type}"
        for each in model.graph.node
        if each.domain not in OWN_DOMAINS or known(each.op_type) is None
    )
    if unknown:
        told = ", ".join(f"{name} ×{times}" for name, times in sorted(unknown.items()))
        raise NetworkError(
            f"{path.name} (opset {opset}) uses operators that are not imported: {told}. Open the "
            "PyTorch class it was exported from instead, with --weights and --trust"
        )


def tensor_of(proto: "TensorProto", file: str, folder: Path) -> Tensor:
    """The numbers of a tensor in an ONNX file, or beside it."""
    from onnx import numpy_helper

    try:
        if proto.data_location == EXTERNAL:
            values = _external(proto, file, folder)
        else:
            values = numpy_helper.to_array(proto)
        if values.dtype.name == "bfloat16":
            return torch.from_numpy(values.view(np.int16).copy()).view(torch.bfloat16)
        return torch.from_numpy(values if values.flags.writeable else values.copy())
    except (ValueError, TypeError, OSError, OverflowError):
        raise NetworkError(
            f"{proto.name} of {file} has the shape {list(proto.dims)} and not so many numbers, or "
            "numbers of another kind than torch has; the file is damaged, or not for this"
        ) from None


def _external(proto: "TensorProto", file: str, folder: Path) -> NDArray[Any]:
    """Numbers in a file beside the graph: inside its folder, and by no link."""
    from onnx.helper import tensor_dtype_to_np_dtype

    facts = {each.key: each.value for each in proto.external_data}
    where = PurePosixPath(facts.get("location", "").replace("\\", "/"))
    path = folder.joinpath(*where.parts)
    steps = [folder.joinpath(*where.parts[: i + 1]) for i in range(len(where.parts))]
    outside = where.is_absolute() or ".." in where.parts or not where.parts
    if outside or any(step.is_symlink() for step in steps):
        raise NetworkError(
            f"{file} keeps {proto.name} in {str(where)!r}; numbers are read from its own folder "
            "only, and not through links: put the file there"
        )
    if path.resolve().parent != folder and folder not in path.resolve().parents:
        raise NetworkError(f"{file} keeps {proto.name} outside its own folder; it is not read")
    if not is_file(path):
        raise NetworkError(f"{file} keeps its numbers in {str(where)!r}, which is not beside it")
    kind = np.dtype(tensor_dtype_to_np_dtype(proto.data_type))
    start, size = int(facts.get("offset", 0)), prod(proto.dims) * kind.itemsize
    if start < 0 or start + size > path.stat().st_size:
        raise NetworkError(
            f"{proto.name} of {file} claims {size:,} bytes of {path.name}, which has "
            f"{path.stat().st_size:,}"
        )
    if not size:
        return np.zeros(tuple(proto.dims), kind)
    return np.memmap(path, kind, "c", start, tuple(proto.dims))


def _name(node: Any) -> str:
    """The node's name; under the path of its module where torch has written that down."""
    written = {each.key: each.value for each in node.metadata_props}.get(SCOPES, "")
    try:
        scopes = ast.literal_eval(written)
        return f"{str(scopes[-2]).replace('.', '/')}/{node.op_type}"
    except (ValueError, SyntaxError, IndexError, TypeError, KeyError, MemoryError):
        return str(node.name)


def _option(attribute: Any, file: str) -> object:
    from onnx import AttributeProto
    from onnx.helper import get_attribute_value

    if attribute.type == AttributeProto.TENSOR:
        return tensor_of(attribute.t, file, Path())
    found = get_attribute_value(attribute)
    if isinstance(found, bytes):
        return found.decode("utf-8", "replace")
    return tuple(found) if isinstance(found, list) or hasattr(found, "__iter__") else found


def _given(value: Any) -> Given:
    kind = value.type.tensor_type
    dims = kind.shape.dim
    sizes = tuple(d.dim_value if d.dim_value > 0 else None for d in dims)
    return Given(value.name, sizes, kind.elem_type)
