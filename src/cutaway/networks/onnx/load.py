"""An ONNX file → a Network."""

from dataclasses import replace
from pathlib import Path

import cutaway.networks.onnx  # noqa: F401  # fills the table of operators
from cutaway.arithmetic.box import Shape
from cutaway.errors import NetworkError
from cutaway.networks.adopt import adopt
from cutaway.networks.network import Network
from cutaway.networks.onnx.graph import Imported
from cutaway.networks.onnx.reading import Given, read_graph


def load(path: Path, input_shape: Shape | None = None) -> Network:
    """The network of a file, on inputs of a shape; the file's own where none is asked for."""
    graph = read_graph(path)
    if len(graph.inputs) != 1:
        names = ", ".join(each.name for each in graph.inputs) or "none"
        raise NetworkError(
            f"{path.name} has {len(graph.inputs)} inputs ({names}); networks of one input are "
            "opened"
        )
    shape = _shape(graph.inputs[0], path.name, input_shape)
    source = f"{path.name}, ONNX opset {graph.opset}"
    return replace(adopt(Imported(graph), path.stem, shape), source=source)


def _shape(given: Given, file: str, wanted: Shape | None) -> Shape:
    own = (given.shape[0] or 1, *given.shape[1:]) if given.shape else ()
    if wanted is None:
        whole = tuple(size for size in own if size)
        if len(whole) != len(own) or not own:
            told = "x".join(str(size or "?") for size in given.shape[1:]) or "?"
            raise NetworkError(
                f"{file} leaves the size of its input open ({told}); say it with --input, such as "
                "--input 3x224x224"
            )
        return whole
    wanted = (own[0] or 1, *wanted[1:]) if own else wanted
    if own and (
        len(own) != len(wanted)
        or any(size not in (None, asked) for size, asked in zip(own, wanted, strict=True))
    ):
        told = "x".join(str(size or "any") for size in own[1:])
        got = "x".join(map(str, wanted[1:]))
        raise NetworkError(f"{file} reads an input of {told}; --input asks for {got}")
    return wanted
