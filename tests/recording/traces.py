"""What a run could leave a trace on, as things that compare."""

import torch
import torch._dynamo  # loading it replaces functions of torch's, so it comes before any look
from torch import Tensor, nn
from torch.nn import functional


def fingerprint(network: nn.Module) -> dict[str, object]:
    """All of a network that a run could leave a trace on, as things that compare."""
    found: dict[str, object] = {"keys": [*network.state_dict()]}
    for name, tensor in (*network.named_parameters(), *network.named_buffers()):
        lazy = isinstance(tensor, nn.parameter.UninitializedTensorMixin)
        numbers = "lazy" if lazy else tensor.detach().numpy().tobytes()
        found[f"tensor {name}"] = (id(tensor), numbers, tensor.requires_grad)
    for name, module in network.named_modules():
        hooks = [len(table) for key, table in vars(module).items() if "hooks" in key and table]
        found[f"module {name}"] = (type(module), module.training, hooks, sorted(vars(module)))
    return found


def torchs_functions() -> dict[str, int]:
    """torch's functions by name, to see whether one was replaced."""
    homes = {"torch": torch, "functional": functional, "Tensor": Tensor}
    return {
        f"{home}.{name}": id(value)
        for home, where in homes.items()
        for name, value in vars(where).items()
    }
