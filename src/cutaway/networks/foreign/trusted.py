"""Networks that are code: `package.module:factory` and `file.py:factory`, run when trusted."""

import importlib
import importlib.util
import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import torch
from torch import nn

from cutaway.errors import BudgetError, NetworkError
from cutaway.networks.foreign.factory import Factory, nearest, read_factory
from cutaway.networks.network import Network
from cutaway.networks.phrases import is_file, type_of
from cutaway.networks.shortage import ran_out


def trusted(name: str, trust: bool) -> nn.Module | Network:
    """What a factory makes: a torch module, in evaluation mode, or a Network.

    trust   nothing is imported or run without it

    Raises NetworkError where it is not trusted, not found, or fails.
    """
    factory = read_factory(name)
    if not trust:
        raise NetworkError(
            f"{name} is code, and opening it runs that code; if you trust it, add --trust",
            name=name,
        )
    module = _file(factory.where) if factory.is_file else _module(factory.where)
    made = _made(_found(module, factory), factory, name)
    if not isinstance(made, nn.Module | Network):
        raise NetworkError(f"{name} gave {type_of(made)}; it must give a torch module or a Network")
    _check_plain(made, name)
    return _evaluating(made, name) if isinstance(made, nn.Module) else made


def _evaluating(made: nn.Module, name: str) -> nn.Module:
    try:
        return made.eval()
    except NotImplementedError as error:  # what torch.export made
        raise NetworkError(
            f"{name} gave a module that cannot be set to evaluation ({error}); give the module it "
            "was made from"
        ) from None


def _found(module: ModuleType, factory: Factory) -> object:
    found: object = module
    for part in factory.name.split("."):
        inside = found
        found = getattr(inside, part, None)
        if not callable(found) and not isinstance(found, ModuleType):
            hint = nearest(part, [n for n in dir(inside) if callable(getattr(inside, n, None))])
            raise NetworkError(
                f"there is no {factory.name!r} in {factory.where}; {hint}name a class or "
                "function there"
            )
    return found


def _made(make: object, factory: Factory, name: str) -> object:
    if isinstance(make, nn.Module) and not factory.called:
        return make
    if not callable(make):
        raise NetworkError(f"{name} is a module; name a class or function of it")
    with _told(f"{name} failed", _arguments(make, factory)):
        return make(*factory.args, **factory.options)


def _arguments(make: Callable[..., object], factory: Factory) -> str:
    """What to do where the arguments do not fit; "" where they do."""
    try:
        signature = inspect.signature(make)
    except (TypeError, ValueError):
        return ""
    try:
        signature.bind(*factory.args, **factory.options)
    except TypeError:
        return f"; it takes {signature}: write them, as in '{factory.where}:{factory.name}(…)'"
    return ""


def _check_plain(made: nn.Module | Network, name: str) -> None:
    module = made if isinstance(made, nn.Module) else made.module
    if isinstance(module, torch.jit.ScriptModule):
        raise NetworkError(
            f"{name} gave a scripted module: torch runs it as one piece, and its calls cannot be "
            "seen; give the module it was made from"
        )


def _file(where: str) -> ModuleType:
    path = Path(where).resolve()
    if not is_file(path):
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
def _told(what: str, advice: str = "") -> Iterator[None]:
    """Whatever a person's own code raises, as a NetworkError; leaving the program too."""
    try:
        yield
    except (Exception, SystemExit) as error:
        if shortage := ran_out(error):
            raise BudgetError(f"{what}: {shortage}") from None
        raise NetworkError(f"{what}: {type(error).__name__}: {error}{advice}") from error
