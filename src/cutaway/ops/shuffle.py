"""Channels into space and back (Shi et al. 2016); across groups (Zhang et al. 2018)."""

from collections.abc import Iterator
from random import Random

from cutaway.arithmetic.box import Box, Index, Shape, Span
from cutaway.arithmetic.count import Count
from cutaway.arithmetic.fact import fact
from cutaway.arithmetic.term import Term
from cutaway.errors import ShapeError
from cutaway.ops.operation import Call, calls
from cutaway.ops.ref import Read, Ref, boxes, one


@fact
class PixelShuffle:
    """input (*, c·r², h, w) → (*, c, h·r, w·r): r² channels become a square of positions."""

    input: Ref
    factor: int

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        *lead, channels, height, width = self.input.shape
        square = self.factor**2
        if channels % square:
            raise ShapeError(f"{channels} channels do not divide into squares of {square}")
        return (*lead, channels // square, height * self.factor, width * self.factor)

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        *lead, channels, rows, columns = out.spans
        r = self.factor
        down, across = _within(rows, r), _within(columns, r)
        first = channels.start * r * r + down.start * r + across.start
        last = (channels.stop - 1) * r * r + (down.stop - 1) * r + across.stop - 1
        space = (Span(s.start // r, (s.stop - 1) // r + 1) for s in (rows, columns))
        return boxes((self.input, Box((*lead, Span(first, last + 1), *space))))

    def explain(self, out: Index, read: Read) -> Term:
        *lead, channel, y, x = out
        r = self.factor
        source = channel * r * r + y % r * r + x % r
        return one(read, self.input, (*lead, source, y // r, x // r))


@fact
class PixelUnshuffle:
    """input (*, c, h·r, w·r) → (*, c·r², h, w): a square of positions becomes r² channels."""

    input: Ref
    factor: int

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        *lead, channels, height, width = self.input.shape
        r = self.factor
        if height % r or width % r:
            raise ShapeError(f"{height}×{width} positions do not divide into squares of {r}×{r}")
        return (*lead, channels * r * r, height // r, width // r)

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        *lead, channels, rows, columns = out.spans
        r = self.factor
        first, last = channels.start // (r * r), (channels.stop - 1) // (r * r)
        places = [divmod(c % (r * r), r) for c in range(channels.start, channels.stop)]
        spans = []
        for span, offsets in ((rows, [y for y, _ in places]), (columns, [x for _, x in places])):
            spans.append(
                Span(span.start * r + min(offsets), (span.stop - 1) * r + max(offsets) + 1)
            )
        return boxes((self.input, Box((*lead, Span(first, last + 1), *spans))))

    def explain(self, out: Index, read: Read) -> Term:
        *lead, channel, y, x = out
        source, place = divmod(channel, self.factor**2)
        down, across = divmod(place, self.factor)
        return one(
            read, self.input, (*lead, source, y * self.factor + down, x * self.factor + across)
        )


@fact
class ChannelShuffle:
    """input (n, c, *): channel k of each group becomes neighbours, group by group."""

    input: Ref
    groups: int

    @property
    def inputs(self) -> tuple[Ref, ...]:
        return (self.input,)

    def shape(self) -> Shape:
        if self.input.shape[1] % self.groups:
            raise ShapeError(f"{self.input.shape[1]} channels do not divide into {self.groups}")
        return self.input.shape

    def count(self) -> Count:
        return Count()

    def reads(self, out: Box) -> dict[Ref, Box]:
        if not out.size:
            return {}
        places = [self._source(c) for c in range(out.spans[1].start, out.spans[1].stop)]
        return boxes((self.input, out.replace(1, Span(min(places), max(places) + 1))))

    def explain(self, out: Index, read: Read) -> Term:
        return one(read, self.input, (out[0], self._source(out[1]), *out[2:]))

    def _source(self, channel: int) -> int:
        place, group = divmod(channel, self.groups)
        return group * (self.input.shape[1] // self.groups) + place


def _within(span: Span, period: int) -> Span:
    """The positions within a period that a span covers, bounded."""
    first = span.start % period
    return Span(first, first + span.size) if first + span.size <= period else Span(0, period)


@calls("pixel_shuffle")
def pixel_shuffle(input: Ref, upscale_factor: int) -> PixelShuffle | None:
    """torch's `pixel_shuffle`."""
    return PixelShuffle(input, upscale_factor) if len(input.shape) > 2 else None


@calls("pixel_unshuffle")
def pixel_unshuffle(input: Ref, downscale_factor: int) -> PixelUnshuffle | None:
    """torch's `pixel_unshuffle`."""
    return PixelUnshuffle(input, downscale_factor) if len(input.shape) > 2 else None


@calls("channel_shuffle", "native_channel_shuffle")
def channel_shuffle(input: Ref, groups: int) -> ChannelShuffle | None:
    """torch's `channel_shuffle`."""
    return ChannelShuffle(input, groups) if len(input.shape) > 2 else None


def cases(rng: Random) -> Iterator[Call]:
    """Squares of two and three, groups, sizes that do not divide."""
    yield Call("pixel_shuffle", {"input": (2, 8, 3, 2)}, {"upscale_factor": 2})
    yield Call("pixel_shuffle", {"input": (1, 9, 2, 2)}, {"upscale_factor": 3})
    yield Call("pixel_shuffle", {"input": (1, 6, 2, 2)}, {"upscale_factor": 2})  # refused
    yield Call("pixel_unshuffle", {"input": (2, 2, 6, 4)}, {"downscale_factor": 2})
    yield Call("pixel_unshuffle", {"input": (1, 3, 6, 9)}, {"downscale_factor": 3})
    yield Call("pixel_unshuffle", {"input": (1, 3, 6, 7)}, {"downscale_factor": 2})  # refused
    yield Call("channel_shuffle", {"input": (2, 6, 2, 2)}, {"groups": rng.choice((2, 3))})
    yield Call("channel_shuffle", {"input": (2, 6, 2, 2)}, {"groups": 4})  # refused
