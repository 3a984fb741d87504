"""From what a person names to a Network: one of ours, their own code, or a file."""

from dataclasses import dataclass, replace
from pathlib import Path

from torch import nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import NetworkError, RunError
from cutaway.networks import zoo
from cutaway.networks.adopt import adopt, resized
from cutaway.networks.files.checkpoint import is_weights, read_checkpoint, refused
from cutaway.networks.files.fit import fit
from cutaway.networks.files.kinds import kind_of, looks_like
from cutaway.networks.files.labels import check_labels, read_labels
from cutaway.networks.files.unwrap import unwrap
from cutaway.networks.foreign.factory import is_code
from cutaway.networks.foreign.hub import is_of_a_library, of_a_library
from cutaway.networks.foreign.trusted import trusted
from cutaway.networks.inputs.preparing import preprocess_of
from cutaway.networks.inputs.preprocess import takes_pictures
from cutaway.networks.network import Network
from cutaway.networks.phrases import type_of
from cutaway.networks.saved import is_saved, open_run
from cutaway.recording.shapes import record_shapes
from cutaway.recording.twin import twin_of

PROGRAM = ".pt2"
ONNX = ".onnx"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A network as it is asked for.

    name         "tiny-vgg", "net.py:Net(num_classes=7)", "weights.safetensors"
    weights      a file of weights; "file::key" picks one set of several
    labels       a file of class names
    preprocess   see `cutaway.networks.inputs.preparing`
    arch         the network that a file of weights belongs to, where `name` is that file
    input_shape  batch axis included
    trust        whether code may be run
    download     whether `hf:` and `timm:` may fetch what is not on this computer
    """

    name: str
    weights: str = ""
    labels: str = ""
    preprocess: str = ""
    arch: str = ""
    input_shape: Shape | None = None
    trust: bool = False
    download: bool = False


def network(
    name: str | Path,
    *,
    weights: str | Path = "",
    labels: str | Path = "",
    preprocess: str | Path = "",
    arch: str = "",
    input_shape: Shape | None = None,
    trust: bool = False,
    download: bool = False,
) -> Network:
    """The network of this name, ready to run; `Wanted` says what the arguments are.

    Raises NetworkError saying what is wrong, and what to do.

    >>> network("tiny-vgg").input_shape
    (1, 1, 28, 28)
    """
    if not isinstance(name, str | Path):
        raise NetworkError(
            f"a network is asked for by its name, a notation or a file; got {type_of(name)}. A "
            "module of your own needs no name: cutaway.record(module, input)"
        )
    files = (str(weights), str(labels), str(preprocess))
    return find(Wanted(str(name), *files, arch, input_shape, trust, download))


def find(wanted: Wanted) -> Network:
    """The network that is wanted, with its weights, class names and preparation."""
    wanted = _with_arch(wanted)
    found = _bare(wanted)
    if wanted.weights:
        found = _with_weights(found, wanted)
    if wanted.preprocess:
        found = _with_preprocess(found, wanted)
    if wanted.labels:
        found = _with_labels(found, Path(wanted.labels))
    return found


def _with_arch(wanted: Wanted) -> Wanted:
    """A file of weights in the place of a network: its architecture takes the place."""
    name = wanted.name.partition("::")[0]
    if not is_weights(name) and not name.lower().endswith(PROGRAM):
        if wanted.arch:
            raise NetworkError(
                f"--arch says what a file of weights belongs to; {name!r} is none: leave it out"
            )
        return wanted
    path = Path(name)
    kind = kind_of(path)
    if kind in ("program", "script") or name.lower().endswith(PROGRAM):
        raise refused(path)
    if kind in ("onnx", "unknown"):
        hint = ": give it a name that ends in .onnx" if kind == "onnx" else ""
        raise NetworkError(
            f"{path.name} holds no weights, though its name says so: it is {looks_like(path)}{hint}"
        )
    if not wanted.arch:
        raise NetworkError(
            f"{path.name} holds weights and no network; say which one they belong to: "
            f"--arch vgg16, --arch 'conv3-10 maxpool FC-10', or open net.py:Net --weights "
            f"{path.name} --trust"
        )
    return replace(wanted, name=wanted.arch, weights=wanted.weights or wanted.name)


def is_onnx(name: str) -> bool:
    """Whether a network's name is that of an ONNX file."""
    return name.lower().endswith(ONNX)


def _bare(wanted: Wanted) -> Network:
    if is_onnx(wanted.name):
        from cutaway.networks.onnx.load import load  # thirteen files that few people need

        return load(Path(wanted.name), wanted.input_shape)
    if is_saved(wanted.name):
        return open_run(Path(wanted.name)).network
    if is_of_a_library(wanted.name):
        return of_a_library(wanted.name, wanted.download, wanted.input_shape)
    if not is_code(wanted.name):
        return zoo.network(wanted.name, wanted.input_shape)
    made = trusted(wanted.name, wanted.trust)
    if isinstance(made, nn.Module):
        title = wanted.name.partition(".py:")[2] or wanted.name.partition(":")[2]
        return adopt(made, title.partition("(")[0], wanted.input_shape)
    return made if wanted.input_shape is None else resized(made, wanted.input_shape)


def _with_weights(found: Network, wanted: Wanted) -> Network:
    file, _, key = wanted.weights.partition("::")
    path = Path(file)
    weights = unwrap(read_checkpoint(path), path.name, key)
    # ours are kept for others to open, and need no numbers of their own
    module = found.module if is_code(wanted.name) else twin_of(found.skeleton)
    fit(module, weights.tensors, path.name, found.name)
    source = f"weights from {path.name}"
    if weights.place:
        source += f", its {weights.place}"
    if weights.others:
        source += f" (it also holds {', '.join(weights.others)}: --weights {path.name}::KEY)"
    module.requires_grad_(False)
    return replace(
        found, body=module.eval(), source=source, weights_are_random=False, dataset="", note=""
    )


def _with_preprocess(found: Network, wanted: Wanted) -> Network:
    shape = found.input_shape
    if not takes_pictures(shape):
        raise NetworkError(
            f"--preprocess prepares pictures, and {found.name} reads {list(shape[1:])}; "
            "leave it out"
        )
    made = preprocess_of(wanted.preprocess, found.preprocess, shape)
    if made.size is None or made.size == shape[2:]:
        return replace(found, preprocess=made)
    if wanted.input_shape is not None:
        raise NetworkError(
            f"--input asks for {shape[2]}×{shape[3]}, --preprocess for "
            f"{made.size[0]}×{made.size[1]}; give one of them"
        )
    return replace(found, preprocess=made, input_shape=(*shape[:2], *made.size))


def _with_labels(found: Network, path: Path) -> Network:
    labels = read_labels(path)
    outputs = _scores(found)
    if outputs:
        check_labels(labels, outputs, path.name)
    return replace(found, classes=labels)


def _scores(found: Network) -> int:
    """How many scores the network gives; 0 where that cannot be told from shapes."""
    try:
        run = record_shapes(found.skeleton, found.input_shape)
    except RunError:
        return 0
    shape = run.step(run.outputs[0]).shape if run.outputs else ()
    return shape[1] if len(shape) == 2 else 0
