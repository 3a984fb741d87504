"""What would make a failed network run: each suggestion tried out, on shapes alone."""

from collections.abc import Iterator
from itertools import islice

import torch
from torch import nn

from cutaway.errors import RunError
from cutaway.recording.inputs_that_fit import other_channels, other_layouts, other_sizes
from cutaway.recording.layers_that_fit import other_layers, other_paddings, projection
from cutaway.recording.recording import Recording
from cutaway.recording.trial import Trial
from cutaway.recording.twin import twin_of

MOST = 3


def advised(error: RunError, module: nn.Module) -> RunError:
    """The error with up to three changes with which the network runs; as it is if none is found.

    Only a network with one tensor for an input is tried, and none where memory was too small:
    shapes need none. The changes are in the message and, one by one, in `facts["fits"]`.
    """
    found = () if "memory" in error.facts else fits(error, module)
    if not found:
        return error
    message = f"{error}; tried out on shapes, these fit: {' · '.join(found)}"
    return RunError(message, error.partial, **(error.facts | {"fits": found}))


def fits(error: RunError, module: nn.Module) -> tuple[str, ...]:
    """The changes that make a failed network run, in the words of who would write them."""
    partial = error.partial
    assert isinstance(partial, Recording), "a failed run leaves its recording"
    inputs = [step for step in partial.steps if step.call == "input"]
    try:
        twin = twin_of(module)
    except Exception:  # a module that cannot be copied; the error itself still stands
        return ()
    if len(inputs) != 1:
        return ()
    trial = Trial("", twin, inputs[0].shape, getattr(torch, inputs[0].dtype))
    return _running(other_layouts(trial)) or _running(_changes(error, trial))


def _changes(error: RunError, trial: Trial) -> Iterator[Trial]:
    facts, partial = error.facts, error.partial
    given, path = facts.get("given"), facts.get("module")
    if not facts.get("refused"):
        return  # no shape mends what fails for another reason
    yield from other_channels(trial)
    if isinstance(given, tuple) and len(given) == 1 and isinstance(path, str):
        yield from other_layers(trial, path, given[0])
    if isinstance(given, tuple) and len(given) > 1 and isinstance(partial, Recording):
        yield from other_paddings(trial, partial)
        if facts.get("call") in ("add", "iadd"):
            yield from projection(given[0], given[1])
    yield from other_sizes(trial)


def _running(trials: Iterator[Trial]) -> tuple[str, ...]:
    return tuple(islice((trial.told for trial in trials if trial.runs), MOST))
