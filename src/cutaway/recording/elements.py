"""The elements of a batch: which rows of a run's tensors belong to which."""

from torch import Tensor

from cutaway.arithmetic.box import Index, Shape
from cutaway.errors import AddressError
from cutaway.recording.recording import Recording


def batch_of(recording: Recording) -> int:
    """How many elements the input holds; 1 where it has no batch axis."""
    shape = recording.steps[0].shape
    return shape[0] if len(shape) > 1 else 1


def row_of(shape: Shape, batch: int, element: int) -> int:
    """The first row, along a step's first axis, that belongs to an element.

    Row 0 where the axis is no multiple of the batch: then it is another axis.

    >>> [row_of(shape, 4, 3) for shape in ((4, 10, 28, 28), (16, 49, 96), (1, 10))]
    [3, 12, 0]
    """
    if len(shape) < 2 or not shape[0] or shape[0] % batch:
        return 0
    return element * (shape[0] // batch)


def element_of(recording: Recording, step: str, element: int) -> Tensor:
    """What a step gave for one element, as a batch of one; a single axis stays whole."""
    values = recording.values[step]
    if values.dim() < 2:
        return values
    row = row_of(tuple(values.shape), batch_of(recording), element)
    return values[row : row + 1]


def elements_in(recording: Recording) -> frozenset[str]:
    """Names of the steps whose first axis tells the elements of a batch of several apart."""
    batch = batch_of(recording)
    if batch == 1:
        return frozenset()
    return frozenset(s.name for s in recording.steps if len(s.shape) > 1 and s.shape[0] == batch)


def check_element(recording: Recording, step: str, index: Index) -> Index:
    """The index itself; AddressError where it names an element that the batch does not have."""
    batch, shape = batch_of(recording), recording.step(step).shape
    if len(index) == len(shape) > 1 and shape[0] == batch and not 0 <= index[0] < batch:
        raise AddressError(
            f"the batch has {batch} element{'s' * (batch > 1)}, numbered 0…{batch - 1}; got "
            f"element {index[0]} of {step}: give as many pictures, --image for each",
            step=step,
            batch=batch,
            element=index[0],
        )
    return index
