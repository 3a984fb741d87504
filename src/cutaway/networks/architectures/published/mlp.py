"""The two networks of one hidden layer in the lecture's review: 10-128-5 and 20-256-10."""

from cutaway.networks.architectures.architecture import Architecture


def mlp(inputs: int, hidden: int, outputs: int) -> Architecture:
    """A network of one hidden layer on a vector.

    >>> mlp(10, 128, 5).words
    'hidden=FC-128 out=FC-5'
    """
    sizes = f"{inputs}-{hidden}-{outputs}"
    return Architecture(
        name=f"mlp-{sizes}",
        title=f"MLP {sizes}",
        words=f"hidden=FC-{hidden} out=FC-{outputs}",
        input_shape=(1, inputs),
    )


MLPS = (mlp(10, 128, 5), mlp(20, 256, 10))
