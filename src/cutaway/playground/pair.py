"""A convolution and a pool to compare, out of some layers."""

from cutaway.playground.layer import Layer, with_axes


def convolution_and_pool(layers: tuple[Layer, ...]) -> tuple[Layer, Layer]:
    """The first of each kind; one that is missing is made over the same input.

    >>> both = convolution_and_pool(())
    >>> both[0].kind, both[1].kind
    ('conv2d', 'maxpool2d')
    """
    convolution = next((layer for layer in layers if layer.convolves), None)
    pool = next((layer for layer in layers if layer.pools), None)
    first = layers[0] if layers else None
    channels, space = (first.channels, first.space) if first else (1, (4, 4))
    return convolution or _plain_convolution(channels, space), pool or _plain_pool(channels, space)


def _plain_convolution(channels: int, space: tuple[int, ...]) -> Layer:
    """3×3 with a bias, padded so that the size stays."""
    axes = len(space)
    three, one = (3,) * axes, (1,) * axes
    kind = with_axes("conv2d", axes)
    return Layer(kind, channels, space, channels, three, one, one, one, one, bias=True)


def _plain_pool(channels: int, space: tuple[int, ...]) -> Layer:
    """A maximum over 2×2, or over what there is."""
    axes = len(space)
    sizes = tuple(min(2, length) for length in space)
    none, one = (0,) * axes, (1,) * axes
    kind = with_axes("maxpool2d", axes)
    return Layer(kind, channels, space, channels, sizes, sizes, none, none, one)
