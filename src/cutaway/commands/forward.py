"""What a network's forward takes, held against what a command gives it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cutaway.errors import NetworkError
from cutaway.recording.forward import Forward, forward_of

if TYPE_CHECKING:
    from cutaway.networks.network import Network


def check_shapes(network: "Network", inputs: Sequence[str]) -> None:
    """Raises NetworkError where --input was not given once for each input of forward.

    inputs   what was given; of none, one is taken to be the network's own
    """
    forward = _readable(network)
    if forward.takes(max(1, len(inputs))):
        return
    given = f"{len(inputs)} ({', '.join(inputs)})" if inputs else "none"
    spare = forward.spare(len(inputs))
    advice = (
        f"leave out {spare}"
        if spare
        else "give it once for each, in this order, such as --input 3x224x224 --input 10"
    )
    raise NetworkError(f"{network.name}: {forward.told}, and --input gave {given}; {advice}")


def check_single(network: "Network") -> None:
    """Raises NetworkError where forward does not run on one input."""
    forward = _readable(network)
    if forward.takes(1):
        return
    names = ", ".join(forward.needed)
    raise NetworkError(
        f"{network.name}: {forward.told}, and this command gives one. `cutaway summary` takes "
        "--input once for each; Python takes the inputs themselves: "
        f"cutaway.record(module, {names}), or cutaway.show(module, {names}) for the app"
    )


def _readable(network: "Network") -> Forward:
    """What forward takes, where that can be given at all."""
    forward = forward_of(network.skeleton)
    if forward.closed:
        raise NetworkError(f"{network.name}: {forward.closed}")
    return forward
