"""Which tensor is which in a run of shapes, where no memory is shared and none is changed."""

from torch import Tensor

from cutaway.arithmetic.box import Shape
from cutaway.ops.ref import Kind, Ref
from cutaway.recording.calls import dtype_name
from cutaway.recording.leaves import Undisturbed
from cutaway.recording.ledger import Ledger
from cutaway.recording.meta import blank
from cutaway.recording.tree import Tensors


class ShapeLedger(Ledger):
    """Knows tensors by their shapes alone."""

    def made(self, tensor: Tensor, tag: str, shape: Shape, dtype: str) -> Ref:
        """The output of a step, whose shape and type are known already."""
        ref = Ref(tag, shape, "step", dtype)
        self.passing.append(ref)
        self.stands_for(ref, tensor)
        return ref

    def seen(self, ref: Ref) -> Tensor:
        """A tensor for the output of a step that had none."""
        with Undisturbed():
            tensor = blank(ref.shape, ref.dtype)
        self.stands_for(ref, tensor)
        return tensor

    def stands_for(self, ref: Ref, tensor: Tensor) -> None:
        """From now on the tensor is the output of a step."""
        self.refs[id(tensor)] = ref
        self.values[ref.name] = tensor  # which keeps it alive

    def kept(self, names: dict[str, str]) -> dict[str, Tensor]:
        """Nothing: there are no numbers."""
        return {}

    def _meet(self, tensors: Tensors, kind: Kind) -> None:
        refs, last, word = self.refs, None, ""
        for name, tensor in tensors:
            key, dtype = id(tensor), tensor.dtype
            if dtype is not last:  # most are of one type
                last, word = dtype, dtype_name(dtype)
            if key not in refs:  # and the tree keeps the tensor alive
                refs[key] = Ref(name, (*tensor.shape,), kind, word)

    def _know(self, tensor: Tensor, name: str, kind: Kind) -> Ref:
        ref = Ref(name, tuple(tensor.shape), kind, dtype_name(tensor.dtype))
        if kind == "step":
            self.passing.append(ref)
        self._alive.append(tensor)
        self.refs[id(tensor)] = ref
        return ref

    def _weigh(self, tensor: Tensor) -> None:
        """Nothing: no output has memory."""

    def _twin(self, tensor: Tensor) -> Ref | None:
        return None
