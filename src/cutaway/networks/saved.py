"""A run in one file: the network's facts, its input, every step and every number. No code."""

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from cutaway.errors import CutawayError, NetworkError, RunError
from cutaway.networks import zoo
from cutaway.networks.files.fit import fit
from cutaway.networks.files.kinds import kind_of, looks_like
from cutaway.networks.files.tensorfile import read_tensors, write_tensors
from cutaway.networks.inputs.pictures import Picture, open_picture
from cutaway.networks.inputs.preprocess import Preprocess
from cutaway.networks.network import ClassName, Network
from cutaway.recording.elements import batch_of
from cutaway.recording.recording import Parameter, Recording, Step
from cutaway.recording.twin import twin_of
from cutaway.recording.written import read_step, write_step

SUFFIX = ".cutaway"
FORMAT = 2
PICTURE = "picture"
PLAIN = ("name", "title", "dataset", "source", "note", "weights_are_random", "notation", "paper",
         "year")  # fmt: skip


@dataclass(frozen=True)
class Run:
    """A network on one input.

    pictures  what the input was made from, by element of the batch; () where it was numbers
    failure   where the network failed half way
    """

    network: Network
    recording: Recording
    pictures: tuple[Picture, ...] = ()
    failure: RunError | None = None


class Kept(nn.Module):
    """Stands for a network whose code was not saved; its parameters have shapes alone."""

    def __init__(self, parameters: tuple[Parameter, ...]) -> None:
        super().__init__()
        for i, each in enumerate(parameters):
            empty = torch.empty(each.shape, device="meta")
            self.register_parameter(str(i), nn.Parameter(empty, requires_grad=False))

    def forward(self, *inputs: object) -> Tensor:
        raise NetworkError(
            "this run was saved without the network's code, and holds one input; open the network "
            "itself to run it on another"
        )


def is_saved(name: str) -> bool:
    """Whether a name is that of a saved run."""
    return name.lower().endswith(SUFFIX)


def save_run(path: Path, run: Run) -> None:
    """Writes a run. Raises CutawayError where it cannot be written."""
    if not is_saved(path.name):
        got = path.name or str(path)
        raise CutawayError(f"a run is saved under a name that ends in {SUFFIX}; got {got!r}")
    names = list(run.recording.values)
    tensors = {f"value {i}": run.recording.values[name] for i, name in enumerate(names)}
    for i, picture in enumerate(run.pictures):
        bytes_ = np.frombuffer(_png(picture), np.uint8)
        tensors[f"{PICTURE} {i}"] = torch.from_numpy(bytes_.copy())
    write_tensors(path, tensors, json.dumps(_facts(run, names)))


def open_run(path: Path) -> Run:
    """The run that was saved; a network of ours, or of a notation, runs on other pictures too.

    Raises NetworkError for a file that is none, is not whole, or contradicts itself.
    """
    kind = kind_of(path)
    if kind != "safetensors":
        raise NetworkError(f"{path.name} is no saved run: it is {looks_like(path)}")
    try:
        tensors, facts = read_tensors(path)
        if not facts:
            raise NetworkError(f"{path.name} holds weights, not a saved run: open it with --arch")
        return _run(json.loads(facts), tensors)
    except NetworkError:
        raise
    except (CutawayError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as e:
        reason = f"it lacks {e}" if isinstance(e, KeyError) else str(e)
        raise NetworkError(
            f"{path.name} is no whole saved run ({reason}); save it again, or copy it again"
        ) from None


def _facts(run: Run, names: list[str]) -> dict[str, object]:
    network, recording = run.network, run.recording
    return {
        "format": FORMAT,
        "network": {name: getattr(network, name) for name in PLAIN}
        | {
            "input_shape": network.input_shape,
            "classes": [[each.english, each.chinese] for each in network.classes],
            "maps": network.maps,
            "preprocess": {f.name: getattr(network.preprocess, f.name) for f in fields(Preprocess)},
        },
        "names": names,
        "steps": [write_step(step) for step in recording.steps],
        "outputs": recording.outputs,
        "parameters": [[p.names, p.shape, p.size, p.bytes] for p in recording.parameters],
        "sizes": dict(recording.sizes),
        "pictures": [[each.name, each.label, each.label_zh] for each in run.pictures],
        "failure": str(run.failure) if run.failure else None,
    }


def _run(facts: dict[str, Any], tensors: dict[str, Tensor]) -> Run:
    if facts["format"] != FORMAT:
        raise CutawayError(f"it is of format {facts['format']}, and {FORMAT} is read")
    values = {name: tensors[f"value {i}"] for i, name in enumerate(facts["names"])}
    parameters = tuple(
        Parameter(tuple(names), tuple(shape), int(size), int(held))
        for names, shape, size, held in facts["parameters"]
    )
    steps, outputs = tuple(map(read_step, facts["steps"])), tuple(facts["outputs"])
    recording = Recording(steps, values, outputs, parameters, dict(facts["sizes"]))
    _check(recording)
    failure = facts["failure"]
    return Run(
        _network(facts["network"], recording),
        recording,
        _pictures(facts["pictures"], tensors, recording),
        RunError(failure, recording) if failure else None,
    )


def _check(recording: Recording) -> None:
    """Raises CutawayError where steps, operations and numbers do not belong together."""
    for step in recording.steps:
        shape = tuple(recording.values[step.name].shape)
        if not shape == step.shape == tuple(step.operation.shape()):
            raise CutawayError(f"the step {step.name} has other numbers than its operation gives")
        for ref in step.operation.inputs:
            if tuple(recording.values[ref.name].shape) != ref.shape:
                raise CutawayError(f"the step {step.name} reads {ref.name} in another shape")
    for name in recording.outputs:
        recording.step(name)


def _network(facts: dict[str, Any], recording: Recording) -> Network:
    shape = tuple(map(int, facts["input_shape"]))
    again = _again(facts, shape, recording)
    return Network(
        body=again.body if again else Kept(recording.parameters),
        preprocess=_preprocess(facts["preprocess"], shape),
        input_shape=shape,
        classes=tuple(ClassName(*each) for each in facts["classes"]),
        maps={name: tuple(maps) for name, maps in facts["maps"].items()},
        pictures=again.pictures if again else (),
        **{name: facts[name] for name in PLAIN},
    )


def _preprocess(facts: dict[str, Any], shape: tuple[int, ...]) -> Preprocess:
    given: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in facts.items()}
    found = Preprocess(**given)
    if found.size not in (None, shape[2:]):
        raise CutawayError(f"its pictures are made {found.size}, its input is {shape}")
    found.preparations(2, 2)  # raises TypeError where a part is no number
    return found


def _again(facts: dict[str, Any], shape: tuple[int, ...], recording: Recording) -> Network | None:
    """The network anew with its saved weights; None where it was somebody's code."""
    known = facts["name"] if facts["name"] in zoo.NAMES else facts["notation"]
    if not known:
        return None
    weights = _weights(recording.values, recording.steps)
    try:
        found = zoo.network(known, shape)
        module = twin_of(found.skeleton)
        fit(module, weights, "it", known)
    except CutawayError:
        return None  # saved by another version, or not all of it ran: the numbers still stand
    return replace(found, body=module.eval())


def _weights(values: Mapping[str, Tensor], steps: tuple[Step, ...]) -> dict[str, Tensor]:
    refs = {ref.name for step in steps for ref in step.operation.inputs
            if ref.kind in ("parameter", "buffer")}  # fmt: skip
    return {name: values[name] for name in values if name in refs}


def _png(picture: Picture) -> bytes:
    file = io.BytesIO()
    picture.load().save(file, "PNG")
    return file.getvalue()


def _pictures(
    told: list[list[str]], tensors: dict[str, Tensor], recording: Recording
) -> tuple[Picture, ...]:
    if told and len(told) != batch_of(recording):
        raise CutawayError(f"it has {len(told)} pictures for {batch_of(recording)} elements")
    return tuple(_picture(i, each, tensors[f"{PICTURE} {i}"]) for i, each in enumerate(told))


def _picture(element: int, told: list[str], data: Tensor) -> Picture:
    image = open_picture(data.numpy().tobytes())
    name, label, chinese = map(str, told)
    return Picture(f"saved-{element}", name, label, chinese, partial(_same, image))


def _same(image: Image.Image) -> Image.Image:
    return image
