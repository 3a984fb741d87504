"""SqueezeNet: 1×1 kernels squeeze the channels before 1×1 and 3×3 kernels expand them.

Iandola et al. 2016, arXiv:1602.07360. Its table 1 states 1,248,424 parameters for version 1.0;
version 1.1 is its authors' own, with pools earlier: torchvision publishes 1,235,496 for it.
"""

from cutaway.networks.architectures.architecture import Architecture

# squeezed and expanded channels of fire2 … fire9
FIRES = (16, 64), (16, 64), (32, 128), (32, 128), (48, 192), (48, 192), (64, 256), (64, 256)
FIRST = {"1.0": "conv7-96/s2/p0", "1.1": "conv3-64/s2/p0"}
POOLED = {"1.0": (4, 8), "1.1": (3, 5)}  # fires that a pool follows
CEIL = {"1.0": "/ceil", "1.1": ""}  # the released networks round like this


def fire(number: int) -> str:
    """One module.

    >>> fire(2)
    'fire2=[squeeze1x1=conv1-16 cat[expand1x1=conv1-64 | expand3x3=conv3-64]]'
    """
    squeezed, expanded = FIRES[number - 2]
    expand = f"cat[expand1x1=conv1-{expanded} | expand3x3=conv3-{expanded}]"
    return f"fire{number}=[squeeze1x1=conv1-{squeezed} {expand}]"


def words(version: str) -> str:
    """The whole network."""
    pool = f"maxpool3/s2{CEIL[version]}"
    parts = [f"conv1={FIRST[version]} pool1={pool}"]
    for number in range(2, 10):
        parts.append(fire(number))
        if number in POOLED[version]:
            parts.append(f"pool{number}={pool}")
    return " ".join([*parts, "dropout conv10=conv1-1000 GAP soft-max"])


SQUEEZENETS = tuple(
    Architecture(
        name=f"squeezenet-{version}",
        title=f"SqueezeNet {version}, untrained",
        words=words(version),
        paper="Iandola et al. 2016, arXiv:1602.07360",
        year=2016,
        input_shape=(1, 3, 227, 227),
    )
    for version in FIRST
)
