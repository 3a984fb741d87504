"""What all pools share: an input under windows, one window for each output number."""

from dataclasses import field
from math import prod

from cutaway.arithmetic.box import Box, Index, Shape
from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.window import Window
from cutaway.errors import ShapeError
from cutaway.ops.geometry import Numbers, windows_of
from cutaway.ops.ref import Ref, boxes


@fact
class Windowed:
    """An input under windows, one for each output: (n, c, *space) → (n, c, *space').

    windows   of the last axes; the leading ones stay as they are
    """

    input: Ref
    windows: tuple[Window, ...]
    sizes: Shape = field(init=False, repr=False, compare=False)  # of the output

    def __post_init__(self) -> None:
        """Raises ShapeError where torch refuses: padding of more than half a window."""
        windows, shape = self.windows, self.input.shape
        if len(shape) < len(windows):
            raise ShapeError(
                f"windows over {counted(len(windows), 'axis', 'axes')} do not fit the input "
                f"{list(shape)}"
            )
        for window in windows:
            if window.before and 2 * window.before > window.reach:
                raise ShapeError(
                    f"padding {window.before} is more than half of the window's {window.size}"
                )
        lead, space = shape[: -len(windows)], shape[-len(windows) :]
        sizes = *lead, *map(Window.outputs, windows, space)
        self.sizes = sizes  # type: ignore[misc]  # only here

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    @property
    def size(self) -> int:
        """Taps of one whole window."""
        return prod([w.size for w in self.windows])

    def shape(self) -> Shape:
        return self.sizes

    def reads(self, out: Box) -> dict[Ref, Box]:
        axes, spans = len(self.windows), out.spans
        below = zip(self.windows, spans[-axes:], self.input.shape[-axes:], strict=True)
        return boxes((self.input, Box((*spans[:-axes], *(w.reads(s, n) for w, s, n in below)))))

    def taps(self, out: Index) -> tuple[range, ...]:
        """Of one output: single positions on the leading axes, a window on the others."""
        axes = len(self.windows)
        lead = tuple(range(i, i + 1) for i in out[:-axes])
        return lead + tuple(w.taps(i) for w, i in zip(self.windows, out[-axes:], strict=True))


def pool_windows(
    axes: int,
    kernel_size: Numbers,
    stride: Numbers | None,
    padding: Numbers = 0,
    dilation: Numbers = 1,
    ceil_mode: bool = False,
) -> tuple[Window, ...]:
    """The windows of a pool, which strides by its own size unless told otherwise."""
    if isinstance(kernel_size, float):  # 7.0 equals 7, whose windows may be remembered
        raise TypeError(f"kernel_size is {kernel_size}; it is a whole number, or one for each axis")
    step = kernel_size if stride is None or stride == () else stride
    return windows_of(axes, kernel_size, step, padding, dilation, ceil_mode)
