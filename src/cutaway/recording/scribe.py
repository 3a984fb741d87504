"""Writes the calls of a run down as steps."""

from functools import cached_property
from typing import Any

from torch import Tensor

from cutaway.errors import ShapeError
from cutaway.ops.opaque import Opaque
from cutaway.ops.operation import Operation, Reading
from cutaway.ops.ref import Ref
from cutaway.ops.source import Source
from cutaway.recording.calls import LIKE, SAME, read_call, tensors_in, with_refs
from cutaway.recording.ledger import Ledger, nbytes
from cutaway.recording.modules import Visit, Whereabouts
from cutaway.recording.naming import christen, lasting_names
from cutaway.recording.noted import Noted, Place
from cutaway.recording.parameters import parameters_of
from cutaway.recording.plain import Traits, plain_call
from cutaway.recording.recording import Recording, Step
from cutaway.recording.sharing import seen_through
from cutaway.recording.tree import Tree

Call = tuple[str, Visit | Noted, str]  # torch's word, the module, and the author's line


class Scribe:
    """The steps of a run so far, and the ledger of the tensors they are about."""

    def __init__(self, tree: Tree, where: Whereabouts) -> None:
        super().__init__()
        self.tree = tree
        self.where = where
        self._place: Place | None = None  # of the call that is written down; None: of the last one
        self._steps: list[tuple[Ref, Operation]] = []  # each output, and what makes it
        self._calls: list[Call] = []  # of each step

    @cached_property
    def _ledger(self) -> Ledger:
        """Made when the first call is written down: to know every parameter takes a while."""
        return Ledger(self.tree)

    def given(self, inputs: tuple[Tensor, ...]) -> None:
        """Notes the inputs as the first steps."""
        self._place = self.where.entrance, ""
        for tensor in inputs:
            tag = "@input" if not self._steps else f"@{len(self._steps)}"
            ref = self._ledger.given(tensor, tag)
            self._add(ref, "input", Source(ref))
        self._place = None

    def finish(self, results: tuple[Tensor, ...]) -> Recording:
        """The steps under their lasting names."""
        steps = [
            Step(ref, call, operation, who if isinstance(who, Visit) else who.visit(line), line)
            for (ref, operation), (call, who, line) in zip(self._steps, self._calls, strict=True)
        ]
        names = lasting_names(steps, self._ledger.lasting)
        christen(self._ledger.passing, names)
        outputs = self._outputs(results)
        sizes = {step.ref.name: nbytes(step.ref) for step in steps}
        kept, parameters = self._ledger.kept(names), parameters_of(self.tree, self._ledger.own)
        return Recording(tuple(steps), kept, outputs, parameters, sizes)

    def _outputs(self, results: tuple[Tensor, ...]) -> tuple[str, ...]:
        """Names of the steps that gave the results."""
        found = map(self._ledger.found, results)
        return tuple(dict.fromkeys(ref.name for ref in found if ref and ref.kind == "step"))

    def plainly(self, traits: Traits, args: Any, kwargs: Any, output: Tensor) -> bool:
        """Writes a plain call down that has one output; tells whether it was one."""
        if traits.builder is None:
            return False
        plain = plain_call(traits.builder, args, kwargs, self._ledger.named)
        if plain is None or plain.shape != output.shape:
            return False
        ref = self._ledger.keep(output, f"@{len(self._steps)}")
        self._add(ref, traits.call, plain.operation)
        return True

    def note(self, call: str, args: Any, kwargs: Any, result: Any) -> None:
        """Writes a call down that read something of the model, or made from it."""
        if call in LIKE:
            return
        outputs = list(tensors_in(result))
        refs = list(map(self._ledger.ref, tensors_in(args, kwargs)))
        if not outputs or not any(ref.kind in ("step", "parameter") for ref in refs):
            return
        if call in SAME and len(outputs) == 1 and self._same(outputs[0], refs[0]):
            self._ledger.also(outputs[0], refs[0])
            return
        self.step(call, args, kwargs, refs, outputs)

    def step(
        self, call: str, args: Any, kwargs: Any, refs: list[Ref], outputs: list[Tensor]
    ) -> None:
        """Writes a call down, Opaque where some number it reads is not a plain real one."""
        plain = all(ref.real for ref in refs)
        nothing = (None,) * len(outputs)
        operations = self._operations(call, args, kwargs, outputs) if plain else nothing
        self._write_down(call, tuple(dict.fromkeys(refs)), outputs, operations)

    def note_shared(self, call: str, target: Tensor) -> None:
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

    def named(self, args: Any, kwargs: Any) -> tuple[Any, Any]:
        """The arguments with a Ref in the place of each tensor."""
        return with_refs(args, self._ledger.ref), with_refs(kwargs, self._ledger.ref)

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
            read = each_output(read_call(call, *self.named(args, kwargs)))
            if len(read) != len(outputs):
                return nothing
            return tuple(
                operation if operation and operation.shape() == tuple(tensor.shape) else None
                for operation, tensor in zip(read, outputs, strict=True)
            )
        except ShapeError:
            return nothing  # torch gave a result: it is our reading that is wrong

    def _add(self, ref: Ref, call: str, operation: Operation) -> None:
        self._steps.append((ref, operation))
        self._calls.append((call, *(self._place or self.where.place())))

    def _same(self, tensor: Tensor, ref: Ref) -> bool:
        before = self._ledger.values.get(ref.name)
        return (
            before is not None
            and before.dtype == tensor.dtype
            and tuple(tensor.shape) == ref.shape
            and before.device == tensor.device
        )


def each_output(read: Reading) -> tuple[Operation | None, ...]:
    """What was read of a call, one entry for each output."""
    return read if isinstance(read, tuple) else (read,)
