"""Which tensor is which in a run of shapes, where no memory is shared and none is changed."""

from torch import Tensor

from cutaway.arithmetic.box import Shape
from cutaway.ops.ref import Kind, Ref
from cutaway.recording.calls import dtype_name
from cutaway.recording.leaves import Undisturbed
from cutaway.recording.ledger import Ledger
from cutaway.recording.meta import blank


class ShapeLedger(Ledger):
    """Knows tensors by their shapes alone."""

    def made(self, tensor: Tensor, tag: str, shape: Shape, dtype: str) -> Ref:
        """The output of a step, whose shape and type are known already."""
        ref = self.unseen(tag, shape, dtype)
        self._stands_for(ref, tensor)
        return ref

    def unseen(self, tag: str, shape: Shape, dtype: str) -> Ref:
        """The output of a step, for which there is no tensor."""
        ref = Ref(tag, shape, "step", dtype)
        self.passing.append(ref)
        return ref

    def seen(self, ref: Ref) -> Tensor:
        """A tensor for the output of a step that had none."""
        with Undisturbed():
            tensor = blank(ref.shape, ref.dtype)
        self._stands_for(ref, tensor)
        return tensor

    def _stands_for(self, ref: Ref, tensor: Tensor) -> None:
        self._refs[id(tensor)] = ref
        self.values[ref.name] = tensor  # which keeps it alive

    def kept(self, names: dict[str, str]) -> dict[str, Tensor]:
        """Nothing: there are no numbers."""
        return {}

    def _know(self, tensor: Tensor, name: str, kind: Kind) -> Ref:
        ref = Ref(name, tuple(tensor.shape), kind, dtype_name(tensor.dtype))
        if kind == "step":
            self.passing.append(ref)
        self._alive.append(tensor)
        self._refs[id(tensor)] = ref
        return ref

    def _weigh(self, tensor: Tensor) -> None:
        """Nothing: no output has memory."""

    def _twin(self, tensor: Tensor) -> Ref | None:
        return None
