"""Which tensor is which, while a network runs."""

from collections import Counter
from functools import lru_cache
from math import prod

import torch
from torch import Tensor

from cutaway.ops.ref import Kind, Ref
from cutaway.recording.calls import dtype_name
from cutaway.recording.tree import Tensors, Tree


class Ledger:
    """Names of live tensors, and the values to keep under them.

    Tensors are kept alive while the run lasts, because Python reuses the id of a dead one.
    `refs` are theirs, by id; `passing` are the Refs of steps, whose names pass with the run;
    `bytes` is the memory of all kept outputs, shared memory once.
    """

    def __init__(self, tree: Tree) -> None:
        self.passing: list[Ref] = []
        self.bytes = 0
        self.values: dict[str, Tensor] = {}
        self.refs: dict[int, Ref] = {}
        self._alive: list[Tensor] = []
        self._sharing: Counter[int] = Counter()
        self._memory: dict[int, int] = {}
        self._constants: list[str] = []
        self._tree = tree
        self._meet(tree.parameters, "parameter")
        self._meet(tree.buffers, "buffer")
        self._at_first = self.refs.copy()
        self._foreign: set[int] = set(self.refs)

    def ref(self, tensor: Tensor) -> Ref:
        """The Ref of a tensor; one never seen before becomes a constant."""
        known = self.refs.get(id(tensor)) or self._twin(tensor)
        if known is None:
            times = len(self._constants) + 1
            name = "constant" if times == 1 else f"constant#{times}"
            self._constants.append(name)
            known = self._know(tensor, name, "constant")
        if known.kind != "step":
            self.values.setdefault(known.name, tensor)
        return known

    def own(self, tensor: Tensor) -> Ref:
        """The Ref that one of the model's own tensors had before the run."""
        return self._at_first[id(tensor)]

    @property
    def parameters(self) -> list[Ref]:
        """Every parameter tensor of the model once, as it was before the run."""
        return [ref for ref in self._at_first.values() if ref.kind == "parameter"]

    @property
    def lasting(self) -> list[str]:
        """The names of what is no step: the model's own tensors, and constants."""
        own = (*self._tree.parameters, *self._tree.buffers)
        return [name for name, _ in own] + self._constants

    def known(self, tensor: Tensor) -> Ref | None:
        return self.refs.get(id(tensor))

    def named(self, tensor: Tensor) -> Ref | None:
        """The Ref of a tensor that a call reads, if we know it; numbers of the model's are kept."""
        ref = self.refs.get(id(tensor))
        if ref is not None and ref.kind != "step":
            self.values.setdefault(ref.name, tensor)
        return ref

    def found(self, tensor: Tensor) -> Ref | None:
        """The Ref of a tensor, or of another handle on the same numbers."""
        return self.known(tensor) or self._twin(tensor)

    def keep(self, tensor: Tensor, tag: str) -> Ref:
        """A step's output, from now on known by its passing name."""
        ref = self._know(tensor, tag, "step")
        self._weigh(tensor)
        # A view of a parameter asks for gradients, even where none are computed.
        self.values[tag] = tensor.detach() if tensor.requires_grad else tensor
        return ref

    def given(self, tensor: Tensor, tag: str) -> Ref:
        """An input of the network: a step whose memory is not ours."""
        self._foreign.add(id(tensor))
        return self.keep(tensor, tag)

    def also(self, tensor: Tensor, ref: Ref) -> None:
        """Another handle on a tensor that has a name already."""
        if id(tensor) not in self.refs:
            self._know(tensor, ref.name, ref.kind)

    def kept(self, names: dict[str, str]) -> dict[str, Tensor]:
        """The values, by their lasting names."""
        return {names.get(name, name): value for name, value in self.values.items()}

    def alone(self, tensor: Tensor) -> bool:
        """Whether a step's output shares its memory with no other tensor we know."""
        ref = self.refs.get(id(tensor))
        if ref is None or ref.kind != "step" or id(tensor) in self._foreign:
            return False
        return self._sharing[_memory(tensor)] == 1

    def rebind(self, tensor: Tensor, old: Tensor) -> None:
        """What was kept under a tensor's name becomes `old`: the tensor is about to change."""
        ref = self.refs[id(tensor)]
        self.values[ref.name] = old
        self._alive.append(old)

    def stand_for(self, tensor: Tensor, old: Tensor, ref: Ref) -> None:
        """`tensor` was given the numbers that `ref` names; its own from before are now in `old`."""
        self.rebind(tensor, old)
        self._know(tensor, ref.name, ref.kind)

    def sharing(self, tensor: Tensor) -> list[Tensor]:
        """The other tensors we know that share a tensor's memory, and so change with it."""
        memory = _memory(tensor)
        return [
            other
            for other in {id(alive): alive for alive in self._alive}.values()
            if other is not tensor and self._memory.get(id(other)) == memory
        ]

    def twins(self, tensor: Tensor, other: Tensor) -> bool:
        """Whether two tensors are the same numbers; then the second takes the first's name."""
        if _memory(tensor) != _memory(other) or _placed(tensor) != _placed(other):
            return False
        ref = self.refs[id(tensor)]
        self._know(other, ref.name, ref.kind)
        return True

    def is_foreign(self, tensor: Tensor) -> bool:
        """Whether a tensor is one of the model's own, or an input."""
        return id(tensor) in self._foreign

    def owners(self, tensor: Tensor) -> list[Tensor]:
        """The model's own tensors, and its inputs, whose memory `tensor` shares."""
        memory = _memory(tensor)
        return [
            other
            for other in self._alive
            if id(other) in self._foreign and self._memory.get(id(other)) == memory
        ]

    def save_sharing(self, *tensors: Tensor) -> None:
        """Copies every kept value whose memory is that of a tensor which is about to change."""
        memories = {_memory(tensor) for tensor in tensors}
        for name, value in list(self.values.items()) if tensors else ():
            if _memory(value) in memories:
                self.values[name] = value.detach().clone()

    def _meet(self, tensors: Tensors, kind: Kind) -> None:
        """The model's own tensors, each under the first of its names."""
        for name, tensor in tensors:
            if id(tensor) not in self.refs:
                self._know(tensor, name, kind)

    def _weigh(self, tensor: Tensor) -> None:
        """Counts a new output's bytes, where its memory is new too."""
        if self._sharing[self._memory[id(tensor)]] == 1:
            self.bytes += tensor.nbytes

    def _twin(self, tensor: Tensor) -> Ref | None:
        """The Ref of another handle on just these numbers, such as a custom function returns."""
        memory = _memory(tensor)
        if not self._sharing[memory]:
            return None
        for other in reversed(self._alive):
            if self._memory.get(id(other)) == memory and _placed(other) == _placed(tensor):
                known = self.refs[id(other)]
                return self._know(tensor, known.name, known.kind)
        return None

    def _know(self, tensor: Tensor, name: str, kind: Kind) -> Ref:
        ref = Ref(name, tuple(tensor.shape), kind, dtype_name(tensor.dtype))
        if kind == "step":
            self.passing.append(ref)
        if id(tensor) not in self.refs:
            self._alive.append(tensor)
        self.refs[id(tensor)] = ref
        memory = _memory(tensor)
        before = self._memory.get(id(tensor))
        if before != memory:  # new to us, or given new memory by `rebind`
            self._memory[id(tensor)] = memory
            self._sharing[memory] += 1
            self._sharing[before or 0] -= before is not None
        return ref


def nbytes(ref: Ref) -> int:
    """Bytes of a tensor's numbers, one after another."""
    return prod(ref.shape) * itemsize(ref.dtype)


@lru_cache(maxsize=64)
def itemsize(dtype: str) -> int:
    """Bytes of one number of a type."""
    kind: torch.dtype = getattr(torch, dtype)
    return kind.itemsize


def _memory(tensor: Tensor) -> int:
    try:
        return tensor.untyped_storage().data_ptr() or id(tensor)
    except (RuntimeError, NotImplementedError):  # sparse, or without storage
        return id(tensor)


def _placed(tensor: Tensor) -> tuple[object, ...]:
    return tensor.dtype, tensor.shape, tensor.stride(), tensor.storage_offset()
