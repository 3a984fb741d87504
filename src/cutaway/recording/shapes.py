"""A run of shapes alone: on the meta device, nothing computed, no weight touched."""

from functools import cached_property
from typing import Any

from torch import Tensor, nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import ShapeError
from cutaway.ops.compare import Compare
from cutaway.ops.max_pool import MaxPlaces
from cutaway.ops.operation import Operation, Reading
from cutaway.ops.ref import Ref
from cutaway.recording.calls import (
    QUANTISING,
    SAME,
    Args,
    Function,
    Kwargs,
    asked_in_place,
    call_name,
    dtype_name,
    looks_at_values,
    out_of_place,
    read_call,
    tensors_in,
    writes_in_place,
)
from cutaway.recording.chain import walk
from cutaway.recording.composed import COMPOSED, laid_open
from cutaway.recording.draft import Draft
from cutaway.recording.empty import empty
from cutaway.recording.garbage import no_search
from cutaway.recording.jotting import habit_of
from cutaway.recording.leaves import Leaf, Undisturbed, alone
from cutaway.recording.meta import OnMeta, blank, on_meta
from cutaway.recording.mode import Recorder
from cutaway.recording.noted import RUN, Noted
from cutaway.recording.opening import check_readable, checked, initialised
from cutaway.recording.plain import UNREADABLE, PlainCall, layer_call, plain_call, traits_of
from cutaway.recording.recorder import run_module
from cutaway.recording.recording import Recording
from cutaway.recording.scribe import each_output
from cutaway.recording.shape_ledger import ShapeLedger
from cutaway.recording.tree import Tree, tree_of


def record_shapes(module: nn.Module, *inputs: object) -> Recording:
    """A recording without values: each step's shape by its own rule.

    inputs   what forward takes: of tensors only shape and dtype count; a tuple or list of whole
             numbers is a shape with the batch axis; anything else is passed on

    A call that Cutaway does not know is run by torch on the meta device. Raises RunError where
    the sizes do not fit, and where forward looks at values, which a run of shapes does not have.

    >>> run = record_shapes(nn.Sequential(nn.Conv2d(3, 8, 5), nn.ReLU()), (1, 3, 32, 32))
    >>> run.steps[-1].shape
    (1, 8, 28, 28)
    """
    with no_search():
        return drafted(module, *inputs).recording


def drafted(module: nn.Module, *inputs: object) -> Draft:
    """What `record_shapes` gives, before its steps have lasting names."""
    tree = tree_of(module)
    check_readable(tree)
    arguments = checked(tuple(map(empty, inputs)))
    with OnMeta():
        tree = initialised(tree, arguments)
    recorder = ShapeRecorder(tree)
    return recorder.draft(run_module(recorder, arguments))


class ShapeRecorder(Recorder):
    """A recorder that asks operations for their shapes instead of running torch."""

    def __init__(self, tree: Tree) -> None:
        super().__init__(tree, most_bytes=0)
        self._reading: Reading = None

    @cached_property
    def _ledger(self) -> ShapeLedger:
        return ShapeLedger(self.tree)

    def begin(self, inputs: tuple[Tensor, ...]) -> None:
        """Notes the inputs; numbers need no guard, for only empty tensors are written to."""
        self.given(inputs)

    def draft(self, results: tuple[Tensor, ...]) -> Draft:
        """What was recorded."""
        parameters, recording = self._ledger.parameters, self.recording(results)
        return Draft(self._steps, self._outputs(results), parameters, recording)

    def __torch_function__(
        self,
        function: Function,
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        traits = traits_of(function)
        kwargs = kwargs or {}
        if traits.asks_shape:
            return function(*args, **kwargs)
        result = self._shaped_plainly(function, args, kwargs)
        return self._with_care(function, args, kwargs) if result is None else result

    def _shaped_plainly(
        self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> Tensor | None:
        """What a plain call gives; None where it wants care."""
        traits = traits_of(function)
        if traits.builder is None or not args:
            return None
        plain = plain_call(traits.builder, args, kwargs, self._ledger.known)
        return None if plain is None else self._made(function, args, kwargs, plain)

    def _made(
        self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any], plain: PlainCall
    ) -> Tensor:
        """The output of a plain call, which is written down."""
        in_place = habit_of(function).asked_in_place(args, kwargs)
        result = _output(args[0], plain.shape, plain.dtype, in_place, plain.alike)
        ref = self._ledger.made(result, f"@{len(self._steps)}", plain.shape, plain.dtype)
        self._add(ref, traits_of(function).call, plain.operation)
        return result

    def shortcut(self, noted: Noted, leaf: Leaf, args: Args, kwargs: Kwargs) -> Any:
        """What a plain layer's one call gives."""
        if len(args) != 1 or kwargs or not alone():
            return RUN
        (x,) = args
        before = self._ledger.known(x)
        ref = None if before is None else self._layer(noted, leaf, before, noted.line())
        if before is None or ref is None:
            return RUN
        with Undisturbed():
            in_place = leaf.overwrites and noted.table["inplace"]
            result = _output(x, ref.shape, ref.dtype, in_place, ref.shape is before.shape)
        self._ledger.stands_for(ref, result)
        return result

    def chained(self, chain: nn.Module, args: Args, kwargs: Kwargs) -> Any:
        """What a plain Sequential gives."""
        if len(args) != 1 or kwargs or not alone() or not isinstance(chain, nn.Sequential):
            return RUN
        (x,), ledger = args, self._ledger
        if not isinstance(x, Tensor):
            return RUN
        return walk(chain, x, self.where.visit.line, self._layer, ledger.known, ledger.seen)

    def _layer(self, noted: Noted, leaf: Leaf, x: Ref, line: str | None) -> Ref | None:
        """The output of a plain layer's call, written down; None where it wants care."""
        try:
            operation = layer_call(leaf, noted.table, x, self._ledger.refs)
            if operation is None or (leaf.overwrites and "inplace" not in noted.table):
                return None
            shape = operation.shape()
        except UNREADABLE:
            return None
        ref = Ref(f"@{len(self._steps)}", shape, "step", x.dtype)
        self._ledger.passing.append(ref)
        self._steps.append((ref, operation))
        self._calls.append((leaf.call, noted, line or ""))
        return ref

    def _with_care(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """A call that is not plain: unknown, composed, failing, of several outputs …"""
        call = call_name(function)
        tensors = tuple(tensors_in(args, kwargs))
        if not any(self._ledger.known(tensor) is not None for tensor in tensors):
            return function(*args, **kwargs)
        if call in COMPOSED:
            with self:
                return laid_open(function)(*args, **kwargs)
        if call == "set_data":
            return self._set_data(*args)
        if not any(tensor.is_meta for tensor in tensors):  # the model's own numbers are there
            if looks_at_values(function):
                return function(*args, **kwargs)
            if writes_in_place(function) and self._counts_on(function, args, kwargs):
                return args[0]
        result = self._run(
            function, args, kwargs, lambda: self._shaped(call, function, tensors, args, kwargs)
        )
        in_place = writes_in_place(function) or asked_in_place(function, args, kwargs)
        if in_place and isinstance(result, Tensor):
            result = _overwritten(args[0], tuple(result.shape), dtype_name(result.dtype))
        if isinstance(result, Tensor) and self._is_handle(call, tensors[0], result):
            return result
        if isinstance(result, Tensor | tuple | list):
            self.note(call, args, kwargs, result)
        return result

    def _is_handle(self, call: str, tensor: Tensor, result: Tensor) -> bool:
        """Whether a call gave another handle on a tensor that we know, which takes its name."""
        ref = self._ledger.known(tensor)
        if ref is None or call not in SAME or call == "clone" or not self._same(result, ref):
            return False
        self._ledger.also(result, ref)
        return True

    def _counts_on(self, function: Function, args: Any, kwargs: Any) -> bool:
        """Lets a counter of the model (batch norm's, of batches) go on, until the run is over."""
        counter: Tensor = args[0]
        if not isinstance(counter, Tensor) or counter.numel() != 1:
            return False
        fresh = out_of_place(function, args, kwargs)
        if fresh is None:
            return False
        self._rebound.append((counter, counter.detach()))
        counter.data = fresh()
        return True

    def _numbers_for(self, target: Tensor, value: Tensor) -> Tensor:
        """None: on meta, or one number that stands for all, where the model's are in memory."""
        if target.is_meta:
            return value.detach().to("meta")
        return target.new_empty((), dtype=value.dtype).expand(value.shape)

    def _same(self, tensor: Tensor, ref: Ref) -> bool:
        return tuple(tensor.shape) == ref.shape and dtype_name(tensor.dtype) == ref.dtype

    def _shaped(
        self, call: str, function: Function, tensors: tuple[Tensor, ...], args: Any, kwargs: Any
    ) -> Any:
        """Empty tensors of the shapes that the call gives."""
        self._reading = None
        if looks_at_values(function):
            raise ShapeError(
                "forward looks at the values of a tensor, which a run of shapes does not have; "
                "give a real input to `record`"
            )
        first = next((tensor for tensor in tensors if tensor.is_floating_point()), None)
        if call in SAME:
            return _moved(call, function, args, kwargs)
        if call in QUANTISING:
            raise ShapeError(
                "forward uses quantised numbers, of which a run of shapes knows too little; "
                "give a real input to `record`"
            )
        if first is None or kwargs.get("out") is not None:
            return function(*on_meta(args), **on_meta(kwargs))
        read = read_call(call, *self.named(args, kwargs))
        if read is None or (isinstance(read, tuple) and None in read):
            return function(*on_meta(args), **on_meta(kwargs))
        self._reading = read
        kind = "bool" if isinstance(read, Compare) else dtype_name(first.dtype)
        if isinstance(read, tuple):
            return tuple(
                blank(op.shape(), "int64" if isinstance(op, MaxPlaces) else kind)
                for op in read
                if op
            )
        return blank(read.shape(), kind)

    def _operations(
        self, call: str, args: Any, kwargs: Any, outputs: list[Tensor]
    ) -> tuple[Operation | None, ...]:
        """What `_shaped` has read already, where it did."""
        read = self._reading
        return each_output(read) if read else super()._operations(call, args, kwargs, outputs)


def _overwritten(target: Tensor, shape: Shape, dtype: str) -> Tensor:
    """The target itself, under the shape that an in-place call may have given it."""
    if target.is_meta and target.shape != shape:
        target.data = blank(shape, dtype)
    return target


def _output(given: Any, shape: Shape, dtype: str, in_place: bool, alike: bool) -> Tensor:
    """What a call gives that reads `given` first; `alike`: of the same shape and type."""
    if in_place:
        return _overwritten(given, shape, dtype)
    if alike and isinstance(given, Tensor) and given.is_meta:
        return given.detach()  # another handle on nothing: three times as fast as a new one
    return blank(shape, dtype)


def _moved(call: str, function: Function, args: Any, kwargs: Any) -> Any:
    """A cast, or a move to a device: everything stays on meta."""
    if call in ("cpu", "cuda"):
        return args[0]
    if call == "to":
        args = tuple("meta" if isinstance(value, str) else value for value in args)
    return function(*on_meta(args), **on_meta(kwargs))
