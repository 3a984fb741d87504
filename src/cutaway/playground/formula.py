"""The size formula, in symbols and filled in."""

from dataclasses import dataclass
from fractions import Fraction

from cutaway.arithmetic.counted import counted
from cutaway.arithmetic.window import Window
from cutaway.playground.layer import Layer
from cutaway.playground.reason import Reason
from cutaway.playground.size import Size, size_of, slides, transposed_outputs


@dataclass(frozen=True, slots=True)
class Formula:
    """The output size of one axis.

    symbols    M input positions, K size, P padding (P₁ before, P₂ behind), S stride, D dilation
    numbers    the same with the numbers in it, to the result
    length, outputs   input and output positions
    room       positions the window can move; a transposed convolution's is what it paints
    remainder  positions of the padded input behind the last window, never read
    padding    how many of those are padding
    left       the sentence about what is left over
    """

    symbols: str
    numbers: str
    length: int
    outputs: int
    room: int
    remainder: int
    padding: int
    left: Reason


def formulas(layer: Layer) -> tuple[Formula, ...]:
    """One per axis."""
    if not layer.transposed:
        return tuple(formula_of(length, window) for window, length in slides(layer))
    extra = layer.extra or (0,) * layer.axes
    axes = zip(layer.windows, layer.space, extra, strict=True)
    return tuple(_transposed(window, length, added) for window, length, added in axes)


def formula_of(length: int, window: Window) -> Formula:
    """The formula of an axis of `length` positions. Raises ShapeError where no window fits.

    >>> found = formula_of(10, Window(5, stride=2, before=1, after=1))
    >>> found.symbols, found.numbers
    ('⌊(M + 2P − K) / S⌋ + 1', '⌊(10 + 2·1 − 5) / 2⌋ + 1 = ⌊3.5⌋ + 1 = 4')
    """
    size = size_of(length, window)
    opened, closed = ("⌈", "⌉") if window.ceil else ("⌊", "⌋")
    symbols = f"{opened}(M{_pads(window)} − {_reach(window)}) / S{closed} + 1"
    top = f"{length}{_pads_filled(window)} − {_reach_filled(window)}"
    steps = [f"{opened}({top}) / {window.stride}{closed} + 1"]
    if window.stride > 1:
        steps.append(f"{opened}{quotient(size.room, window.stride)}{closed} + 1")
    if window.ceil and -(-size.room // window.stride) + 1 != size.outputs:
        steps.append(f"{-(-size.room // window.stride) + 1} − 1")  # the last starts in the padding
    numbers = " = ".join([*steps, str(size.outputs)])
    unread = _unread(size, window)
    padding = min(window.after, unread)
    left = _left(size, window, unread, padding)
    return Formula(symbols, numbers, length, size.outputs, size.room, unread, padding, left)


def _transposed(window: Window, length: int, extra: int) -> Formula:
    outputs = transposed_outputs(window, length, extra)
    symbols = f"(M − 1)·S − 2P + {'K' if window.dilation == 1 else 'D·(K − 1) + 1'}"
    numbers = f"({length} − 1)·{window.stride} − 2·{window.before} + {_reach_filled(window)}"
    if extra:
        symbols += " + E"
        numbers += f" + {extra}"
    painted = (length - 1) * window.stride + window.reach
    left = Reason(
        "size-cropped",
        f"the input paints {counted(painted, 'position')}; {window.before} on either side "
        f"{'is' if window.before == 1 else 'are'} cropped",
        {"painted": painted, "padding": window.before, "extra": extra},
    )
    return Formula(symbols, f"{numbers} = {outputs}", length, outputs, painted, 0, 0, left)


def _pads(window: Window) -> str:
    return " + 2P" if window.before == window.after else " + P₁ + P₂"


def _pads_filled(window: Window) -> str:
    if window.before == window.after:
        return f" + 2·{window.before}"
    return f" + {window.before} + {window.after}"


def _reach(window: Window) -> str:
    return "K" if window.dilation == 1 else "(D·(K − 1) + 1)"


def _reach_filled(window: Window) -> str:
    if window.dilation == 1:
        return str(window.size)
    return f"({window.dilation}·({window.size} − 1) + 1)"


def quotient(room: int, stride: int) -> str:
    """The quotient, exactly where four decimals hold it.

    >>> quotient(7, 2), quotient(6, 2), quotient(1, 3)
    ('3.5', '3', '1 / 3')
    """
    exact = Fraction(room, stride)
    if exact.denominator == 1:
        return str(exact.numerator)
    digits = f"{float(exact):.4f}".rstrip("0")
    return digits if Fraction(digits) == exact else f"{room} / {stride}"


def _unread(size: Size, window: Window) -> int:
    """Padded positions behind the end of the last window."""
    end = (size.outputs - 1) * window.stride + window.reach
    return max(0, size.length + window.before + window.after - end)


def _left(size: Size, window: Window, unread: int, padding: int) -> Reason:
    beyond = (size.outputs - 1) * window.stride - size.room
    times = f"the window fits {size.outputs} time{'s' if size.outputs != 1 else ''}"
    facts: dict[str, str | int | float] = {"outputs": size.outputs, "left": unread}
    if beyond > 0:
        facts["beyond"] = beyond
        return Reason(
            "size-beyond", f"{times}; the last one reaches {beyond} beyond the end", facts
        )
    if not unread:
        return Reason("size-even", f"{times}; nothing is left over", facts)
    facts["padding"] = padding
    what = "all of it padding" if padding == unread else f"{padding} of them padding"
    if unread == 1:
        what = "padding" if padding else "a real position"
    told = f"{times}; {unread} position{'s' if unread != 1 else ''} at the end "
    return Reason("size-left", f"{told}{'are' if unread > 1 else 'is'} never read, {what}", facts)
