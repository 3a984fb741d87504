"""Networks that are code: `package.module:factory` and `file.py:factory`, run when trusted."""

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from torch import nn

from cutaway.arithmetic.box import Shape
from cutaway.errors import NetworkError
from cutaway.networks.adopt import adopt, resized
from cutaway.networks.network import Network


def is_code(name: str) -> bool:
    """Whether a network's name asks for code to be run: it has a colon, or is a Python file."""
    return ":" in name or name.endswith(".py")


def trusted_network(name: str, trust: bool, input_shape: Shape | None = None) -> Network:
    """The network that a factory makes, on inputs of a shape; see `trusted`."""
    made = trusted(name, trust)
    if isinstance(made, nn.Module):
        return adopt(made, name.rpartition(":")[2], input_shape)
    return made if input_shape is None else resized(made, input_shape)


def trusted(name: str, trust: bool) -> nn.Module | Network:
    """What a factory makes: a torch module, in evaluation mode, or a Network.

    trust   nothing is imported or run without it

    Raises NetworkError where it is not trusted, not found, or fails.
    """
    where, _, factory = name.rpartition(":")
    if not where or not factory:
        file = name.strip(":") or "file.py"
        raise NetworkError(
            f"{name!r} does not say what makes the network; name a class or function of it, "
            f"such as {file}:make"
        )
    if not trust:
        raise NetworkError(
            f"{name} is code, and opening it runs that code; if you trust it, add --trust",
            name=name,
        )
    module = _file(where) if where.endswith(".py") else _module(where)
    make = getattr(module, factory, None)
    if not callable(make):
        raise NetworkError(f"there is no {factory!r} in {where}; name a class or function there")
    with _told(f"{name} failed"):
        made = make()
    if not isinstance(made, nn.Module | Network):
        raise NetworkError(
            f"{name} gave a {type(made).__name__}; it must give a torch module or a Network"
        )
    return made.eval() if isinstance(made, nn.Module) else made


def _file(where: str) -> ModuleType:
    path = Path(where).resolve()
    if not path.is_file():
        raise NetworkError(f"there is no file {where!r}; check the path")
    spec = importlib.util.spec_from_file_location(f"cutaway_opened_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise NetworkError(f"{where} cannot be read as Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses and pickles look a class up by its module
    _importing_from(str(path.parent))  # as `python file.py` does: its neighbours can be imported
    with _told(f"{where} failed"):
        spec.loader.exec_module(module)
    return module


def _module(where: str) -> ModuleType:
    _importing_from("")
    with _told(f"{where} cannot be imported"):
        return importlib.import_module(where)


def _importing_from(folder: str) -> None:
    if folder not in sys.path:
        sys.path.insert(0, folder)


@contextmanager
def _told(what: str) -> Iterator[None]:
    """Whatever a person's own code raises, as a NetworkError; leaving the program too."""
    try:
        yield
    except (Exception, SystemExit) as error:
        raise NetworkError(f"{what}: {type(error).__name__}: {error}") from error
