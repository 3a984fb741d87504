"""A line of PyTorch, pasted over a layer of the playground."""

from dataclasses import replace

from cutaway.playground.read_line import read_line
from cutaway.playground.resolve import resolve
from cutaway.playground.state import MOST_LAYERS, LayerState, PlayState


def pasted(state: PlayState, number: int, line: str) -> PlayState:
    """The state with the line's settings from layer `number` on.

    Weights and biases that were typed stay, cropped or grown to the new settings; the input gets
    the channels that the first layer expects. Raises AskError for a line that is not understood.

    >>> from cutaway.playground.state import DEFAULT
    >>> pasted(DEFAULT, 0, "nn.Conv2d(1, 1, 3, padding=1)").layers[0].kernel
    '1 2 1; 0 1 0; 2 1 0'
    """
    read = read_line(line)
    layers = list(state.layers)
    for offset, (layer, _) in enumerate(read):
        here = number + offset
        if here < len(layers):
            layers[here] = _kept(layers[here], layer)
        elif here < MOST_LAYERS:
            layers.append(layer)
    made = replace(state, layers=tuple(layers), chosen="")
    if number == 0:
        return _with_channels(made, read[0][1], len(resolve(state).input.shape))
    return made


def _with_channels(state: PlayState, channels: int, before: int) -> PlayState:
    """The state with so many input channels (0: any); a size along other axes is forgotten."""
    first = resolve(state).input.shape
    if len(first) != before:
        state = replace(state, shape="")
        first = resolve(state).input.shape
    if not channels or channels == first[0]:
        return state
    return replace(state, shape="x".join(map(str, (channels, *first[1:]))))


def _kept(old: LayerState, new: LayerState) -> LayerState:
    """The new settings around the numbers that were typed."""
    if not new.kind.startswith("conv") or not old.kind.startswith("conv") or not old.kernel:
        return new
    bias = old.bias if new.bias and old.bias else new.bias
    return replace(new, kernel=old.kernel, bias=bias, flip=old.flip)
