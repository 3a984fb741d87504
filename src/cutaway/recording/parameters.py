"""The parameters of a model: each tensor once, under every name it goes by."""

from torch import nn

from cutaway.recording.recording import Parameter


def parameters_of(module: nn.Module) -> tuple[Parameter, ...]:
    """Every parameter tensor of a module, tied ones once, in the order of their first name."""
    names: dict[int, list[str]] = {}
    tensors = {}
    for name, tensor in module.named_parameters(remove_duplicate=False):
        names.setdefault(id(tensor), []).append(name)
        tensors[id(tensor)] = tensor
    return tuple(
        Parameter(
            tuple(names[key]),
            tuple(tensor.shape),
            tensor.numel(),
            tensor.numel() * tensor.element_size(),
        )
        for key, tensor in tensors.items()
    )
