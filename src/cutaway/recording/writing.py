"""Calls that write into tensors: nothing that was kept is lost, and all is given back."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from cutaway.errors import ShapeError
from cutaway.recording.calls import (
    Args,
    Function,
    Kwargs,
    call_name,
    out_of_place,
    read_call,
    tensors_in,
)
from cutaway.recording.failure import Failing
from cutaway.recording.footprint import Backup
from cutaway.recording.modules import Whereabouts
from cutaway.recording.plain import traits_of
from cutaway.recording.scribe import Scribe, each_output
from cutaway.recording.tree import Tree


class Writer(Scribe):
    """A scribe of writing calls, who guards the numbers of the model and of its inputs."""

    def __init__(self, tree: Tree, where: Whereabouts) -> None:
        super().__init__(tree, where)
        self.failing: Failing | None = None
        self._backup = Backup()
        self._rebound: list[tuple[Tensor, Tensor]] = []  # what is not ours, and what it held

    def _guard(self) -> None:
        self._backup.take(*(buffer for _, buffer in self.tree.buffers))

    def restore(self) -> None:
        """Gives what the run overwrote its numbers back; what was kept of it stays as it was."""
        for tensor, before in reversed(self._rebound):
            tensor.data = before
        self._rebound.clear()
        if changed := self._backup.changed():
            self._read()
            self._ledger.save_sharing(*changed)
        self._backup.put_back()

    def _read(self) -> None:
        """Writes down what was only jotted: nothing, of one who writes at once."""

    def _noted(self, result: object) -> None:
        """Tells that a call and what it gave have been written down."""

    def _renewed(self, function: Function, args: Args, kwargs: Kwargs) -> Tensor | None:
        """What stood in the target of an in-place call, which now has its result in new memory.

        None, and nothing is changed, where the call cannot be made out of place, or where the
        network itself asks for gradients, whose graph must see the call as it is.
        """
        target: Tensor = args[0]
        fresh = out_of_place(function, args, kwargs)
        if fresh is None or (target.requires_grad and torch.is_grad_enabled()):
            return None
        try:
            output = fresh()
        except Exception:
            self._remember_failing(function, args, kwargs)
            raise
        if output.shape != target.shape or output.dtype != target.dtype:
            return None
        before = target.detach()
        target.data = output
        return before

    def _run(self, function: Function, args: Any, kwargs: Any, action: Callable[[], Any]) -> Any:
        try:
            return action()
        except Exception:
            self._remember_failing(function, args, kwargs)
            raise

    def _remember_failing(self, function: Function, args: Any, kwargs: Any) -> None:
        self._read()  # the numbers of steps and the names of what the call was given
        refs = tuple(map(self._ledger.ref, tensors_in(args, kwargs)))
        named = tuple(ref for ref in refs if ref.kind == "step")
        self.failing = Failing(
            call_name(function), refs, named, self.where.visit, self.where.line(), len(self._steps)
        )
        try:
            for operation in each_output(read_call(self.failing.call, *self.named(args, kwargs))):
                if operation is not None:
                    operation.shape()
        except ShapeError as error:
            self.failing = self.failing.because(str(error))

    def _overwrite(self, function: Function, args: Any, kwargs: Any) -> Any:
        """An in-place call, without losing what was there."""
        target: Tensor = args[0]
        refs = [self._ledger.ref(tensor) for tensor in tensors_in(args, kwargs)]
        before = self._renewed(function, args, kwargs) if self._ledger.alone(target) else None
        if before is None:
            self._protect(target)
            self._run(function, args, kwargs, lambda: function(*args, **kwargs))
        else:
            self._ledger.rebind(target, before)
        if any(ref.kind in ("step", "parameter") for ref in refs):
            if not self.plainly(traits_of(function), args, kwargs, target):
                self.step(call_name(function), args, kwargs, refs, [target])
            if before is None:
                self.note_shared(call_name(function), target)
            self._noted(target)
        return target

    def _set_data(self, target: Tensor, value: Tensor) -> None:
        """`target.data = value`: the target is another handle on the value's numbers."""
        known, before = self._ledger.known(target), target.detach()
        target.data = self._numbers_for(target, value) if isinstance(value, Tensor) else value
        if known is None:
            if (same := self._ledger.known(value)) is not None:
                self._ledger.also(target, same)
                self._noted(target)
            return
        if self._ledger.is_foreign(target):
            self._rebound.append((target, before))
        self._ledger.stand_for(target, before, self._ledger.ref(value))
        self._noted(target)

    def _numbers_for(self, target: Tensor, value: Tensor) -> Tensor:
        """What a tensor gets as its `data`."""
        return value

    def _write_into(self, function: Function, args: Any, kwargs: Any) -> Any:
        """A call that writes its results into tensors given as `out`."""
        targets = list(tensors_in(kwargs["out"]))
        given = {name: value for name, value in kwargs.items() if name != "out"}
        refs = [self._ledger.ref(tensor) for tensor in tensors_in(args, given)]
        for target in targets:
            self._protect(target)
        result = self._run(function, args, kwargs, lambda: function(*args, **kwargs))
        if any(ref.kind in ("step", "parameter") for ref in refs):
            self.step(call_name(function), args, given, refs, targets)
            for target in targets:
                self.note_shared(call_name(function), target)
            self._noted(targets)
        return result

    def _protect(self, target: Tensor) -> None:
        """Keeps what is about to be overwritten: the values we hold, and the model's own."""
        self._backup.take(*self._ledger.owners(target))
        self._ledger.save_sharing(target)
