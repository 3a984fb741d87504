"""One axis of a sliding window; more dimensions are a tuple of these."""

from dataclasses import field

from cutaway.arithmetic.box import Span
from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.fact import fact
from cutaway.errors import ShapeError


@fact(slots=True)
class Window:
    """A window that slides along one axis.

    size       taps of the window
    stride     input positions from one output to the next
    before     padded positions in front
    after      padded positions behind
    dilation   input positions from one tap to the next
    ceil       a last, incomplete window counts when it starts inside (torch's `ceil_mode`)

    >>> Window(3, stride=2, before=1, after=1).outputs(224)
    112
    >>> list(Window(3, dilation=2).taps(1))
    [1, 3, 5]
    """

    size: int
    stride: int = 1
    before: int = 0
    after: int = 0
    dilation: int = 1
    ceil: bool = False
    _spare: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._spare = self.before + self.after - self.dilation * (self.size - 1) - 1  # type: ignore[misc]  # only here
        for name in ("size", "stride", "dilation"):
            if getattr(self, name) < 1:
                raise ShapeError(f"{name} is {getattr(self, name)}; it must be at least 1")
        if self.before < 0 or self.after < 0:
            raise ShapeError(f"padding is {self.before} and {self.after}; it cannot be negative")

    @property
    def reach(self) -> int:
        """Input positions from the first tap to the last, both included."""
        return self.dilation * (self.size - 1) + 1

    def outputs(self, length: int) -> int:
        """How many outputs an axis of `length` input positions gives.

        floor((length + before + after − reach) / stride) + 1; with `ceil` the quotient is
        rounded up, and a window that would start in the padding behind is dropped, as torch
        does. Raises ShapeError where no window fits.
        """
        room = length + self._spare
        if self.ceil:
            count = -(-room // self.stride) + 1
            if (count - 1) * self.stride >= length + self.before:
                count -= 1
        else:
            count = room // self.stride + 1
        if count < 1 or (room < 0 and not self.ceil):
            low, high = "⌈⌉" if self.ceil else "⌊⌋"
            raise ShapeError(
                f"a window reaching {self.reach} does not fit in {counted(length, 'position')} "
                f"padded by {self.before} + {self.after}: {low}({length} + {self.before} + "
                f"{self.after} − {self.reach}) / {self.stride}{high} + 1 = {count}".replace(
                    "-", "−"
                ),
                reach=self.reach,
                length=length,
                before=self.before,
                after=self.after,
            )
        return count

    def taps(self, output: int) -> range:
        """The input positions that one output reads; those outside 0 … length − 1 are padding."""
        start = output * self.stride - self.before
        return range(start, start + self.reach, self.dilation)

    def reads(self, outputs: Span, length: int) -> Span:
        """From the first to the last real position, of `length`, that a span of outputs reads.

        With dilation, the first tap of a window that begins in the padding may land well
        inside; a span of outputs that lies in the padding altogether gives an empty span.
        """
        first, last = length, -1
        for output in range(outputs.start, outputs.stop):
            start = output * self.stride - self.before
            begin = start if start >= 0 else start % self.dilation
            if begin < min(length, start + self.reach):
                first = min(first, begin)
                if start >= 0:
                    break
        for output in range(outputs.stop - 1, outputs.start - 1, -1):
            end = output * self.stride - self.before + self.reach - 1
            over = end - length + 1
            final = end if over <= 0 else end - -(-over // self.dilation) * self.dilation
            if final >= max(0, end - self.reach + 1):
                last = max(last, final)
                if over <= 0:
                    break
        return Span(first, last + 1) if last >= first else Span(0, 0)

    def feeds(self, inputs: Span, length: int) -> Span:
        """From the first to the last output that reads a span of inputs, clipped to the outputs.

        With dilation or a stride above the size, outputs in between may read none of them.
        """
        count = self.outputs(length)
        hits = [
            i
            for i in range(
                max(0, -(-(inputs.start + self.before - self.reach + 1) // self.stride)),
                min(count, (inputs.stop - 1 + self.before) // self.stride + 1),
            )
            if any(inputs.start <= p < inputs.stop for p in self.taps(i))
        ]
        return Span(hits[0], hits[-1] + 1) if hits else Span(0, 0)
