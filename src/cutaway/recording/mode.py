"""The mode under which a network runs: it sees torch's calls, and has them written down."""

from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from cutaway.recording.author import author_line
from cutaway.recording.budget import budget, spent
from cutaway.recording.calls import (
    Args,
    Function,
    Kwargs,
    asked_in_place,
    tensors_in,
)
from cutaway.recording.composed import COMPOSED, laid_open
from cutaway.recording.jotting import (
    NOTHING,
    Habit,
    Jotting,
    as_now,
    first_read,
    habit_of,
)
from cutaway.recording.leaves import Leaf, Undisturbed, alone
from cutaway.recording.modules import Whereabouts
from cutaway.recording.noted import RUN, Noted
from cutaway.recording.plain import traits_of
from cutaway.recording.recording import Recording
from cutaway.recording.tree import Tree
from cutaway.recording.writing import Writer

Watch = Callable[[int], None]
SMALL = 2**24  # bytes that any machine has: to ask for the free memory takes a while


class Recorder(Writer, TorchFunctionMode):
    """Sees torch's calls while active, and notes those that read what it knows.

    Most calls are jotted down while the network runs, and read when the recording is first
    looked at, or when a call comes that wants care: then everything before it must be known.
    """

    def __init__(
        self, tree: Tree, watch: Watch | None = None, most_bytes: int | None = None
    ) -> None:
        super().__init__(tree, Whereabouts(tree))
        self._watch = watch
        self._most = most_bytes
        self._unchecked = SMALL if most_bytes is None else most_bytes
        self._inputs: tuple[Tensor, ...] = ()
        self._jotted: list[Jotting] = []
        self._steps_of: set[int] = set()  # ids of tensors that are outputs of steps
        self._alone: set[int] = set()  # ids of those that share their memory with no other
        self._bytes = 0  # of outputs, at most
        self._told = 0

    def begin(self, inputs: tuple[Tensor, ...]) -> None:
        """Notes the inputs as the first steps, and the buffers' numbers."""
        self._guard()
        self._inputs = inputs
        self._steps_of.update(map(id, inputs))
        self._bytes = sum(tensor.nbytes for tensor in inputs)
        self._tell()

    def recording(self, results: tuple[Tensor, ...]) -> Recording:
        """What was recorded; read when it is first looked at, where nothing is in the way."""
        return Recording.unread(partial(self.finish, results))

    def made(self, results: tuple[Tensor, ...]) -> bool:
        """Whether a step gave some result."""
        if any(id(result) in self._steps_of for result in results):
            return True
        self._read()
        return bool(self._outputs(results))

    def finish(self, results: tuple[Tensor, ...]) -> Recording:
        """The steps under their lasting names."""
        self._read()
        return super().finish(results)

    def __torch_function__(
        self,
        function: Function,
        types: Any,
        args: Args = (),
        kwargs: Kwargs | None = None,
    ) -> Any:
        kwargs = kwargs or {}
        habit = habit_of(function)
        if habit.plain and id(first_read(args)) in self._steps_of and "out" not in kwargs:
            if kwargs:
                kwargs = dict(zip(kwargs, as_now(tuple(kwargs.values())), strict=True))
            return self._swiftly(habit, function, as_now(args), kwargs)
        if habit.asks_shape:
            return function(*args, **kwargs)
        return self._with_care(function, args, kwargs)

    def _swiftly(self, habit: Habit, function: Function, args: Args, kwargs: Kwargs) -> Any:
        """A plain call that reads a step first: jotted down, if it gives one tensor."""
        if habit.asked_in_place(args, kwargs):
            return self._swiftly_in_place(function, args, kwargs)
        try:
            output = function(*args, **kwargs)
        except Exception:
            self._remember_failing(function, args, kwargs)
            raise
        if not habit.fresh:
            self._alone.difference_update(map(id, tensors_in(args, kwargs)))
        if type(output) is not Tensor:
            self._read()
            self.note(habit.call, args, kwargs, output)
            self._noted(output)
            return output
        if habit.fresh:
            self._alone.add(id(output))
        self._steps_of.add(id(output))
        self._jot(function, args, kwargs, output, None)
        return output

    def _swiftly_in_place(self, function: Function, args: Args, kwargs: Kwargs) -> Any:
        """A plain call in place: what was there is kept, its tensor gets new memory."""
        target = args[0]
        before = self._renewed(function, args, kwargs) if id(target) in self._alone else None
        if before is None:
            return self._with_care(function, args, kwargs)
        self._jot(function, args, kwargs, target, before)
        return target

    def _jot(
        self, function: Function, args: Args, kwargs: Kwargs, output: Tensor, before: Tensor | None
    ) -> None:
        self._jotted.append((function, args, kwargs, output, before, self.where.place()))
        self._bytes += output.nbytes
        if self._bytes > self._unchecked or self._watch is not None:
            self._tell()

    def _with_care(self, function: Function, args: Args, kwargs: Kwargs) -> Any:
        """Any call at all, with everything before it read."""
        self._read()
        self._alone.clear()
        traits = traits_of(function)
        if traits.call == "set_data":
            return self._set_data(*args)
        if traits.in_place or asked_in_place(function, args, kwargs):
            if args and isinstance(args[0], Tensor):
                return self._overwrite(function, args, kwargs)
        elif kwargs.get("out") is not None:
            return self._write_into(function, args, kwargs)
        elif traits.call in COMPOSED:
            with self:
                return laid_open(function)(*args, **kwargs)
        result = self._run(function, args, kwargs, lambda: function(*args, **kwargs))
        if type(result) is Tensor and self.plainly(traits, args, kwargs, result):
            self._noted(result)
        elif isinstance(result, Tensor | tuple | list):
            self.note(traits.call, args, kwargs, result)
            self._noted(result)
        return result

    def _read(self) -> None:
        """Writes down what was jotted."""
        inputs, self._inputs = self._inputs, ()
        self.given(inputs)
        jotted, self._jotted = self._jotted, []
        for function, args, kwargs, output, before, place in jotted:
            self._place = place
            if before is not None:
                self._ledger.rebind(output, before)
            traits = traits_of(function)
            if not self.plainly(traits, args, kwargs, output):
                self.note(traits.call, args, kwargs, output)
        self._place = None
        self._bytes = self._ledger.bytes

    def _noted(self, result: object) -> None:
        """What has been written down is known to be a step."""
        self._bytes = self._ledger.bytes
        for tensor in tensors_in(result):
            ref = self._ledger.known(tensor)
            if ref is not None and ref.kind == "step":
                self._steps_of.add(id(tensor))
        self._tell()

    def _tell(self) -> None:
        """Tells how many steps there are, and ends a run that keeps too much."""
        if self._bytes > self._unchecked:
            if self._most is None:
                self._most = self._unchecked = budget()
            self._check(self._most)
        steps = len(self._inputs) + len(self._steps) + len(self._jotted)
        if self._watch is not None and steps > self._told:
            self._told = steps
            self._watch(steps)

    def _check(self, most: int) -> None:
        if self._bytes > most:
            self._read()  # which leaves out what lies in the memory of something else
        if self._bytes > most:
            raise spent(self._bytes, most, len(self._steps))

    def shortcut(self, noted: Noted, leaf: Leaf, args: Args, kwargs: Kwargs) -> Any:
        """What a plain layer's one call gives, without its forward and torch's detour to a mode."""
        if len(args) != 1 or kwargs or id(args[0]) not in self._steps_of:
            return RUN
        (x,) = args
        if type(x) is not Tensor or not leaf.fresh or not alone():
            return RUN
        with Undisturbed():
            return self._layer_of(noted, leaf, x)

    def _layer_of(self, noted: Noted, leaf: Leaf, x: Tensor) -> Any:
        """The output of a plain layer's call, jotted down; RUN where it wants care."""
        table, before, function = noted.table, None, leaf.function
        try:
            own = () if leaf.own is None else leaf.own(table, x)
            if own is None:
                return RUN
            call = leaf.arguments(table, x, own)
            in_place = leaf.overwrites and table["inplace"]
        except KeyError:  # an attribute is missing, as torch will say
            return RUN
        if in_place and not self._renewable(x):
            return RUN
        try:
            output = function(*call)
        except Exception:
            self._remember_failing_in(noted, function, call)
            raise
        if in_place:
            before = x.detach()
            x.data = output
            output = x
        else:
            key = id(output)
            self._alone.add(key)
            self._steps_of.add(key)
        line = self.where.stack[-1].line  # where one line makes all calls, theirs too
        place = noted, author_line() if line is None else line
        self._jotted.append((function, call, NOTHING, output, before, place))
        self._bytes += output.nbytes
        if self._bytes > self._unchecked or self._watch is not None:
            self._tell()
        return output

    def _remember_failing_in(self, noted: Noted, function: Function, call: Args) -> None:
        """What failed, as a call of a module's."""
        self.where.stack.append(noted.visit(noted.line()))
        self._remember_failing(function, call, NOTHING)
        self.where.stack.pop()

    def _renewable(self, tensor: Tensor) -> bool:
        """Whether nobody else sees what is done in a tensor's memory, nor a graph of gradients."""
        graph = tensor.requires_grad and torch.is_grad_enabled()
        return id(tensor) in self._alone and not graph

    def chained(self, chain: nn.Module, args: Args, kwargs: Kwargs) -> Any:
        """RUN: between its layers there are numbers."""
        return RUN
