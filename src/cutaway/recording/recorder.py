"""Runs a network once and keeps what every call gave."""

from collections.abc import Callable
from threading import RLock
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from cutaway.errors import CutawayError, RunError, ShapeError
from cutaway.ops.opaque import Opaque
from cutaway.ops.operation import Operation, Reading
from cutaway.ops.ref import Ref
from cutaway.ops.source import Source
from cutaway.recording.budget import budget, spent
from cutaway.recording.calls import (
    LIKE,
    SAME,
    Function,
    asked_in_place,
    call_name,
    out_of_place,
    read_call,
    tensors_in,
    with_refs,
)
from cutaway.recording.composed import COMPOSED, laid_open
from cutaway.recording.failure import Failing, explain_failure
from cutaway.recording.footprint import Backup, same_tables
from cutaway.recording.ledger import Ledger
from cutaway.recording.modules import Forward, Whereabouts
from cutaway.recording.naming import christen, lasting_names
from cutaway.recording.opening import Prepared, opened
from cutaway.recording.parameters import parameters_of
from cutaway.recording.plain import Traits, plain_call, traits_of
from cutaway.recording.recording import Recording, Step
from cutaway.recording.sharing import seen_through
from cutaway.recording.tree import Tree

Watch = Callable[[int], None]
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
    hooks and inputs are as before. A copy of it runs where it has lazy parameters. Raises
    RunError, with the recording so far as `partial`, where the network itself fails, BudgetError
    where it keeps too much, and CutawayError for what cannot be opened: scripted and compiled
    modules.

    >>> recording = record(nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU()), torch.ones(1, 1, 5, 5))
    >>> [(step.name, step.shape) for step in recording.steps]
    [('input', (1, 1, 5, 5)), ('0', (1, 2, 3, 3)), ('1', (1, 2, 3, 3))]
    """
    tree, arguments = opened(network, inputs)
    return run_module(Recorder(tree, watch, most_bytes), arguments)


def run_module(recorder: "Recorder", arguments: tuple[object, ...]) -> Recording:
    """One pass of the recorder's module; the name marks where the author's frames end."""
    recorder.begin(tuple(tensors_in(arguments)))
    try:
        with (
            ONE_AT_A_TIME,
            torch.no_grad(),
            same_tables(recorder.tree),
            recorder.where.followed(),
            recorder,
        ):
            result = recorder.tree.root(*arguments)
    except Exception as error:
        recorder.restore()
        if isinstance(error, CutawayError) and not isinstance(error, ShapeError):
            raise
        partial = recorder.finish(())
        message, facts = explain_failure(error, recorder.failing, partial)
        raise RunError(message, partial, **facts) from error
    finally:
        recorder.restore()
    results = tuple(tensors_in(result))
    recording = recorder.finish(results)
    if results and not recording.outputs:
        raise RunError(
            "the network's outputs come from no call that could be seen: it hides its work from "
            "torch's own hooks, or does not use its input",
            recording,
        )
    return recording


class Recorder(TorchFunctionMode):
    """Sees torch's calls while active, and notes those that read what it knows."""

    def __init__(
        self, tree: Tree, watch: Watch | None = None, most_bytes: int | None = None
    ) -> None:
        super().__init__()
        self.tree = tree
        self.where = Whereabouts(tree, self._shortcut)
        self.failing: Failing | None = None
        self._ledger = self._new_ledger(tree)
        self._steps: list[Step] = []
        self._watch = watch
        self._most = budget() if most_bytes is None else most_bytes
        self._backup = Backup()

    def begin(self, inputs: tuple[Tensor, ...]) -> None:
        """Notes the inputs as the first steps, and the buffers' numbers."""
        self._guard()
        for tensor in inputs:
            tag = "@input" if not self._steps else f"@{len(self._steps)}"
            ref = self._ledger.given(tensor, tag)
            self._add(ref, "input", Source(ref))

    def finish(self, results: tuple[Tensor, ...]) -> Recording:
        """The steps under their lasting names."""
        values = self._ledger.values
        taken = [name for name in values if not name.startswith("@")]
        names = lasting_names(self._steps, taken)
        christen(self._ledger.passing, names)
        found = (self._ledger.found(tensor) for tensor in results)
        outputs = dict.fromkeys(ref.name for ref in found if ref and ref.kind == "step")
        sizes = {
            names[tag]: values[tag].numel() * values[tag].element_size()
            for tag in names
            if tag in values
        }
        kept = self._ledger.kept(names)
        return Recording(tuple(self._steps), kept, tuple(outputs), parameters_of(self.tree), sizes)

    def _guard(self) -> None:
        self._backup.take(*(buffer for _, buffer in self.tree.buffers))

    def restore(self) -> None:
        """Gives what the run overwrote its numbers back; what was kept of it stays as it was."""
        self._ledger.save_sharing(*self._backup.changed())
        self._backup.put_back()

    def __torch_function__(
        self,
        function: Function,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        traits = traits_of(function)
        if traits.asks_shape:
            return function(*args, **kwargs)
        if traits.in_place or asked_in_place(function, args, kwargs):
            if args and isinstance(args[0], Tensor):
                return self._overwrite(function, args, kwargs)
        elif kwargs.get("out") is not None:
            return self._write_into(function, args, kwargs)
        elif traits.call in COMPOSED:
            with self:
                return laid_open(function)(*args, **kwargs)
        result = self._run(function, args, kwargs, lambda: function(*args, **kwargs))
        if type(result) is Tensor and self._plainly(traits, args, kwargs, result):
            return result
        if isinstance(result, Tensor | tuple | list):
            self._note(traits.call, tuple(tensors_in(args, kwargs)), args, kwargs, result)
        return result

    def _plainly(self, traits: Traits, args: Any, kwargs: Any, output: Tensor) -> bool:
        """Writes a plain call down that has one output; tells whether it was one."""
        if traits.builder is None:
            return False
        plain = plain_call(traits.builder, args, kwargs, self._ledger.named)
        if plain is None or plain.shape != output.shape:
            return False
        ref = self._ledger.keep(output, f"@{len(self._steps)}")
        self._add(ref, traits.call, plain.operation)
        return True

    def _run(self, function: Function, args: Any, kwargs: Any, action: Callable[[], Any]) -> Any:
        try:
            return action()
        except Exception:
            self._remember_failing(function, args, kwargs)
            raise

    def _remember_failing(self, function: Function, args: Any, kwargs: Any) -> None:
        refs = tuple(map(self._ledger.ref, tensors_in(args, kwargs)))
        named = tuple(ref for ref in refs if ref.kind == "step")
        self.failing = Failing(
            call_name(function), refs, named, self.where.visit, self.where.line(), len(self._steps)
        )
        try:
            for operation in each_output(read_call(self.failing.call, *self._named(args, kwargs))):
                if operation is not None:
                    operation.shape()
        except ShapeError as error:
            self.failing = self.failing.because(str(error))

    def _note(
        self, call: str, tensors: tuple[Tensor, ...], args: Any, kwargs: Any, result: Any
    ) -> None:
        """Writes a call down that read something of the model, or made from it."""
        if call in LIKE:
            return
        outputs = list(tensors_in(result))
        refs = list(map(self._ledger.ref, tensors))
        if not outputs or not any(ref.kind in ("step", "parameter") for ref in refs):
            return
        if call in SAME and len(outputs) == 1 and self._same(outputs[0], refs[0]):
            self._ledger.also(outputs[0], refs[0])
            return
        self._step(call, args, kwargs, refs, outputs)

    def _step(
        self, call: str, args: Any, kwargs: Any, refs: list[Ref], outputs: list[Tensor]
    ) -> None:
        plain = all(ref.real for ref in refs)
        nothing = (None,) * len(outputs)
        operations = self._operations(call, args, kwargs, outputs) if plain else nothing
        self._write_down(call, tuple(dict.fromkeys(refs)), outputs, operations)

    def _write_down(
        self,
        call: str,
        refs: tuple[Ref, ...],
        outputs: list[Tensor],
        operations: tuple[Operation | None, ...],
    ) -> None:
        """One step for each output, Opaque where we know no operation that makes it."""
        for tensor, operation in zip(outputs, operations, strict=True):
            tag = f"@{len(self._steps)}"
            ref = self._ledger.keep(tensor, tag)
            self._add(ref, call, operation or Opaque(call, refs, ref))

    def _operations(
        self, call: str, args: Any, kwargs: Any, outputs: list[Tensor]
    ) -> tuple[Operation | None, ...]:
        """What makes each output; None where that is not known, or does not fit what came out."""
        nothing = (None,) * len(outputs)
        try:
            read = each_output(read_call(call, *self._named(args, kwargs)))
            if len(read) != len(outputs):
                return nothing
            return tuple(
                operation if operation and operation.shape() == tuple(tensor.shape) else None
                for operation, tensor in zip(read, outputs, strict=True)
            )
        except ShapeError:
            return nothing  # torch gave a result: it is our reading that is wrong

    def _named(self, args: Any, kwargs: Any) -> tuple[Any, Any]:
        return with_refs(args, self._ledger.ref), with_refs(kwargs, self._ledger.ref)

    def _shortcut(self, module: nn.Module) -> Forward | None:
        """A faster way to the same steps than a module's own forward; None where there is none."""
        return None

    def _new_ledger(self, tree: Tree) -> Ledger:
        return Ledger(tree)

    def _add(self, ref: Ref, call: str, operation: Operation) -> None:
        self._steps.append(Step(ref, call, operation, self.where.visit, self.where.line()))
        if self._ledger.bytes > self._most:
            raise spent(self._ledger.bytes, self._most, len(self._steps))
        if self._watch is not None:
            self._watch(len(self._steps))

    def _same(self, tensor: Tensor, ref: Ref) -> bool:
        before = self._ledger.values.get(ref.name)
        return (
            before is not None
            and before.dtype == tensor.dtype
            and tuple(tensor.shape) == ref.shape
            and before.device == tensor.device
        )

    def _overwrite(self, function: Function, args: Any, kwargs: Any) -> Any:
        """An in-place call, without losing what was there."""
        target: Tensor = args[0]
        refs = [self._ledger.ref(tensor) for tensor in tensors_in(args, kwargs)]
        fresh = out_of_place(function, args, kwargs) if self._ledger.alone(target) else None
        if fresh is not None:
            old = target.detach()
            result = self._run(function, args, kwargs, fresh)
            if result.shape == target.shape and result.dtype == target.dtype:
                self._ledger.rebind(target, old)
                target.data = result
            else:
                fresh = None
        if fresh is None:
            self._protect(target)
            self._run(function, args, kwargs, lambda: function(*args, **kwargs))
        if any(ref.kind in ("step", "parameter") for ref in refs):
            if not self._plainly(traits_of(function), args, kwargs, target):
                self._step(call_name(function), args, kwargs, refs, [target])
            if fresh is None:
                self._note_shared(call_name(function), target)
        return target

    def _write_into(self, function: Function, args: Any, kwargs: Any) -> Any:
        """A call that writes its results into tensors given as `out`."""
        targets = list(tensors_in(kwargs["out"]))
        given = {name: value for name, value in kwargs.items() if name != "out"}
        refs = [self._ledger.ref(tensor) for tensor in tensors_in(args, given)]
        for target in targets:
            self._protect(target)
        result = self._run(function, args, kwargs, lambda: function(*args, **kwargs))
        if any(ref.kind in ("step", "parameter") for ref in refs):
            self._step(call_name(function), args, given, refs, targets)
            for target in targets:
                self._note_shared(call_name(function), target)
        return result

    def _note_shared(self, call: str, target: Tensor) -> None:
        """A write through a view changes the other handles on that memory too."""
        changed = [target]
        for other in sorted(self._ledger.sharing(target), key=lambda tensor: -tensor.numel()):
            if any(self._ledger.twins(tensor, other) for tensor in changed):
                continue
            before = self._ledger.ref(other)
            pairs = [(tensor, self._ledger.ref(tensor)) for tensor in changed]
            operation = seen_through(pairs, other, before)
            self._write_down(call, (before, pairs[0][1]), [other], (operation,))
            changed.append(other)

    def _protect(self, target: Tensor) -> None:
        """Keeps what is about to be overwritten: the values we hold, and the model's own."""
        self._backup.take(*self._ledger.owners(target))
        self._ledger.save_sharing(target)


def each_output(read: Reading) -> tuple[Operation | None, ...]:
    """What was read of a call, one entry for each output."""
    return read if isinstance(read, tuple) else (read,)
