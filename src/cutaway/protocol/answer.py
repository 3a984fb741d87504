"""answer(handlers, method, params, buffers) → reply: the only dispatcher; every host calls it."""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from cutaway.errors import AskError, CutawayError
from cutaway.protocol.asks import CARRIES_BUFFERS, METHODS
from cutaway.protocol.messages import Failure

Handler = Callable[..., object]
Handlers = Mapping[str, Handler]

MOST_TEXT = 1000
MOST_ITEMS = 64
MOST_NUMBER = 2**53


def answer(
    handlers: Handlers, method: str, params: object, buffers: Sequence[bytes] = ()
) -> object:
    """The reply of a handler to an ask that was checked against its dataclass.

    A handler takes the ask, and the buffers where its method carries them. Raises AskError for a
    method, parameters or buffers that do not exist or have the wrong type; CutawayError as the
    handler does.
    """
    if method not in METHODS or method not in handlers:
        raise AskError(f"there is no method {method[:40]!r}; there are {', '.join(handlers)}")
    if buffers and method not in CARRIES_BUFFERS:
        raise AskError(f"{method} carries no buffers; got {len(buffers)}")
    ask = checked(METHODS[method][0], params)
    return handlers[method](ask, *buffers)


def failure_of(error: Exception, debug: bool = False) -> Failure:
    """What a person is told of an error: never a traceback or a path, unless `debug`."""
    if isinstance(error, CutawayError):
        facts = {key: _fact(value) for key, value in error.facts.items()}
        return Failure(error.code, str(error), facts)
    told = f": {type(error).__name__}: {error}" if debug else ""
    return Failure("internal", f"something went wrong inside Cutaway{told}", {})


def _fact(value: object) -> str | int | float:
    """As it travels: words one below the other, sizes with a dot between."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple) and value and all(isinstance(item, str) for item in value):
        return "\n".join(map(str, value))
    if isinstance(value, tuple) and value and all(isinstance(item, int) for item in value):
        return "·".join(map(str, value))
    return str(value)


def checked(ask: type, params: object) -> object:
    """The ask as its dataclass. Raises AskError naming the field, what it got and expected."""
    if not isinstance(params, dict):
        raise AskError(f"parameters are an object by name; got {type(params).__name__}")
    types_ = _types(ask)
    unknown = set(params) - set(types_)
    if unknown:
        raise AskError(f"there is no parameter {sorted(unknown)[0]!r:.60}; there are {[*types_]}")
    values = {}
    for entry in fields(ask):
        if entry.name in params:
            values[entry.name] = _value(entry.name, params[entry.name], types_[entry.name])
        elif entry.default is MISSING:
            raise AskError(f"the parameter {entry.name!r} is missing")
    return ask(**values)


@lru_cache(maxsize=64)
def _types(ask: type) -> dict[str, Any]:
    return get_type_hints(ask)


def _value(name: str, value: object, wanted: Any) -> object:
    origin = get_origin(wanted)
    if origin is Literal:
        if value not in get_args(wanted):
            raise AskError(f"{name} is one of {list(get_args(wanted))}; got {_short(value)}")
        return value
    if origin is tuple:
        if not isinstance(value, list) or len(value) > MOST_ITEMS:
            raise AskError(f"{name} is a list of at most {MOST_ITEMS}; got {_short(value)}")
        return tuple(_value(name, item, get_args(wanted)[0]) for item in value)
    assert origin not in (Union, types.UnionType), "asks have no unions"
    if type(value) is not wanted:
        raise AskError(f"{name} is of type {wanted.__name__}; got {_short(value)}")
    if isinstance(value, str) and len(value) > MOST_TEXT:
        raise AskError(f"{name} has {len(value)} characters; at most {MOST_TEXT}")
    if isinstance(value, int) and abs(value) > MOST_NUMBER:
        raise AskError(f"{name} lies beyond ±2^53")
    return value


def _short(value: object) -> str:
    return f"{value!r:.60}"
