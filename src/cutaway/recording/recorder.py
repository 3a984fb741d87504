"""Runs a network once and keeps what every call gave."""

from threading import RLock

import torch
from torch import Tensor, nn

from cutaway.errors import CutawayError, RunError, ShapeError
from cutaway.recording.calls import tensors_in
from cutaway.recording.failure import explain_failure
from cutaway.recording.footprint import same_tables
from cutaway.recording.forward import refusal
from cutaway.recording.mode import Recorder, Watch
from cutaway.recording.noted import followed
from cutaway.recording.opening import Prepared, opened
from cutaway.recording.recording import Recording

# Two runs at once over one module would each take the other's notes on it for the module's own.
ONE_AT_A_TIME = RLock()


def record(
    network: nn.Module | Prepared,
    *inputs: object,
    watch: Watch | None = None,
    most_bytes: int | None = None,
) -> Recording:
    """Runs a network on its inputs and keeps every value on the way.

    network     a module, which gets the inputs as they are; or a Network, which prepares pictures
    inputs      what forward takes: tensors, batch axis included, also in lists and dicts, and
                anything else; for a Network pictures too, or nothing for its sample
    watch       called with the number of steps so far; what it raises ends the run
    most_bytes  of kept outputs; half of the free memory where it is None

    The module runs once, without gradients, in the mode it is in; parameters, buffers, modes,
    hooks and inputs are as before. A copy of it runs where it has lazy parameters. What the calls
    were is read when the recording is first looked at, which may take as long as running a small
    network does; until then the model's tensors and the inputs want to keep their shapes and
    types, and ever after their numbers, for they are not copied. Raises RunError, with the
    recording so far as `partial`, where the network itself fails, BudgetError where it keeps too
    much, and CutawayError for what cannot be opened: scripted and compiled modules.

    >>> recording = record(nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU()), torch.ones(1, 1, 5, 5))
    >>> [(step.name, step.shape) for step in recording.steps]
    [('input', (1, 1, 5, 5)), ('0', (1, 2, 3, 3)), ('1', (1, 2, 3, 3))]
    """
    tree, arguments = opened(network, inputs)
    recorder = Recorder(tree, watch, most_bytes)
    return recorder.recording(run_module(recorder, arguments))


def run_module(recorder: Recorder, arguments: tuple[object, ...]) -> tuple[Tensor, ...]:
    """What the recorder's module gives, in one pass; the name marks where the author's frames end.

    Raises RunError where nothing of it was made by a step.
    """
    with ONE_AT_A_TIME:
        results = tuple(tensors_in(_passed(recorder, arguments)))
    if results and not recorder.made(results):
        raise RunError(
            "the network's outputs come from no call that could be seen: it hides its work from "
            "torch's own hooks, or does not use its input",
            recorder.finish(results),
        )
    return results


def _passed(recorder: Recorder, arguments: tuple[object, ...]) -> object:
    """What the module gives, which is left as it was."""
    recorder.begin(tuple(tensors_in(arguments)))
    try:
        with (
            torch.no_grad(),
            same_tables(recorder.tree),
            followed(recorder.tree, recorder),
            recorder,
        ):
            return recorder.tree.root(*arguments)
    except SystemExit as error:
        raise CutawayError(
            f"forward ends the program: it raised SystemExit({error.code}), as sys.exit does; have "
            "it raise an error instead"
        ) from error
    except Exception as error:
        recorder.restore()
        if isinstance(error, CutawayError) and not isinstance(error, ShapeError):
            raise
        if isinstance(error, TypeError) and (refused := refusal(recorder.tree.root, arguments)):
            raise refused from None
        partial = recorder.finish(())
        message, facts = explain_failure(error, recorder.failing, partial)
        raise RunError(message, partial, **facts) from error
    finally:
        recorder.restore()
