"""Networks that are code: `package.module:factory` and `file.py:factory`, run when trusted."""

import importlib
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from torch import nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import NetworkError
from cutaway.networks.adopt import adopt
from cutaway.networks.network import Network


def is_code(name: str) -> bool:
    """Whether a network's name asks for code to be run: it has a colon."""
    return ":" in name


def trusted_network(name: str, trust: bool, input_shape: Shape | None = None) -> Network:
    """The network that a factory makes: a torch module or a Network.

    trust   nothing is imported or run without it

    Raises NetworkError where it is not trusted, not found, or fails.
    """
    where, _, factory = name.rpartition(":")
    if not trust:
        raise NetworkError(
            f"{name} is code, and opening it runs that code; if you trust it, add --trust",
            name=name,
        )
    module = _file(where) if where.endswith(".py") else _module(where)
    make = getattr(module, factory, None)
    if not callable(make):
        raise NetworkError(f"there is no {factory!r} in {where}; name a class or function there")
    try:
        made = make()
    except Exception as error:
        raise NetworkError(f"{name} failed: {type(error).__name__}: {error}") from error
    if isinstance(made, Network):
        return made
    if not isinstance(made, nn.Module):
        raise NetworkError(
            f"{name} gave a {type(made).__name__}; it must give a torch module or a Network"
        )
    return adopt(made, factory, input_shape)


def _file(where: str) -> ModuleType:
    path = Path(where)
    if not path.is_file():
        raise NetworkError(f"there is no file {where!r}; check the path")
    spec = importlib.util.spec_from_file_location(f"cutaway_opened_{path.stem}", path.resolve())
    if spec is None or spec.loader is None:
        raise NetworkError(f"{where} cannot be read as Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses and pickles look a class up by its module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise NetworkError(f"{where} failed: {type(error).__name__}: {error}") from error
    return module


def _module(where: str) -> ModuleType:
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        return importlib.import_module(where)
    except Exception as error:
        raise NetworkError(
            f"{where} cannot be imported: {type(error).__name__}: {error}"
        ) from error
