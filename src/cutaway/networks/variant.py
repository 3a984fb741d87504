"""The same network run otherwise: in training mode, or on channels in another order."""

from copy import deepcopy
from dataclasses import replace
from typing import Literal

from torch import nn

from cutaway.errors import NetworkError
from cutaway.networks.network import Network

WAYS = ("train", "rgb", "bgr")


def parted(name: str) -> tuple[str, tuple[str, ...]]:
    """A name and the ways that stand behind it, each once.

    >>> parted("squeezenet@train@bgr")
    ('squeezenet', ('train', 'bgr'))
    """
    base, *ways = name.split("@")
    while ways and not {*ways} <= {*WAYS}:  # an @ of its own
        base = f"{base}@{ways.pop(0)}"
    twice = len(ways) != len({*ways})
    return (name, ()) if twice or not base else (base, tuple(ways))


def variant(network: Network, *ways: str) -> Network:
    """A network that shares the parameters of another, under the name `NAME@WAY`.

    ways   "train": in training mode, where batch norm uses the batch's own statistics and
           dropout drops; "rgb", "bgr": on its pictures' channels in this order

    Raises NetworkError for an order where pictures are grey, or are in that order already.

    >>> from cutaway.networks.zoo import network
    >>> variant(network("filters"), "bgr").preprocess.channels
    ('B', 'G', 'R')
    """
    for way in ways:
        if way == "train":
            network = _training(network)
        else:
            network = _ordered(network, "BGR" if way == "bgr" else "RGB")
    return network


def _training(network: Network) -> Network:
    """In training mode; the parameters are shared, the running statistics copied."""
    shared = {id(tensor): tensor for tensor in network.module.parameters()}
    module: nn.Module = deepcopy(network.module, shared)  # what it finds here it does not copy
    return replace(
        network,
        name=f"{network.name}@train",
        title=f"{network.title} (train)",
        body=module.train(),
    )


def _ordered(network: Network, order: Literal["RGB", "BGR"]) -> Network:
    preprocess = network.preprocess
    if preprocess.grey or preprocess.order == order:
        now = "grey pictures" if preprocess.grey else f"{order} pictures already"
        raise NetworkError(
            f"{network.name} reads {now}, so there is nothing to turn to {order}",
            name=network.name,
        )
    return replace(
        network,
        name=f"{network.name}@{order.lower()}",
        title=f"{network.title} ({order})",
        preprocess=replace(preprocess, order=order),
    )
