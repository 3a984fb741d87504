"""The messages and asks as TypeScript, so that the language border is typed on one side only.

`python -m cutaway.protocol.typescript` writes `web/src/protocol/messages.ts` of a checkout; a
test fails when that file is stale.
"""

import sys
import types
from dataclasses import MISSING, Field, fields
from pathlib import Path
from typing import Literal, Union, get_args, get_origin, get_type_hints

from cutaway.lesson import blocks, inline, library, structure
from cutaway.protocol import explanations, messages, playing, reckoning, teaching, versus
from cutaway.protocol.asks import METHODS
from cutaway.protocol.messages import Numbers

PLACE = "web/src/protocol/messages.ts"
HEAD = (
    "// Generated from src/cutaway/protocol/messages.py and asks.py: do not edit. "
    "Write it anew with: python -m cutaway.protocol.typescript\n"
)
NUMBERS = """/** Numbers that travelled beside the JSON, row-major. */
export type Numbers =
  | { readonly dtype: "u1"; readonly shape: readonly number[]; readonly data: Uint8Array }
  | { readonly dtype: "i4"; readonly shape: readonly number[]; readonly data: Int32Array }
  | { readonly dtype: "f4"; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly dtype: "f8"; readonly shape: readonly number[]; readonly data: Float64Array };
"""
HOMES = (
    *(messages, explanations, playing, reckoning),
    *(inline, blocks, library, structure, teaching, versus),
)
UNSENT = {library.Source, library.Library}
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}


def typescript() -> str:
    """The whole file: messages, then asks, then the table of methods."""
    found = [
        kind
        for home in HOMES
        for kind in vars(home).values()
        if hasattr(kind, "__dataclass_fields__")
        and kind.__module__ == home.__name__
        and kind not in UNSENT
    ]
    asks = [ask for ask, _ in METHODS.values()]
    pieces = [
        NUMBERS if kind is Numbers else _interface(kind, asked=False)
        for kind in dict.fromkeys(found)
    ]
    pieces += [_interface(ask, asked=True) for ask in asks]
    return HEAD + "\n" + "\n".join([*pieces, _methods()])


def main() -> None:
    """Writes the file into the checkout that this module stands in, or that we stand in."""
    for root in (Path.cwd(), *Path(__file__).parents):
        place = root / PLACE
        if (root / "web").is_dir():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(typescript(), encoding="utf-8", newline="\n")
            print(f"wrote {PLACE}")
            return
    sys.exit("there is no folder web/ here; run this inside a checkout of Cutaway")


def _interface(kind: type, asked: bool) -> str:
    """One dataclass; the fields of an ask that have a default may be left out."""
    hints = get_type_hints(kind)
    lines = [
        f"  readonly {field.name}{'?' if asked and _optional(field) else ''}: "
        f"{_type(hints[field.name])};"
        for field in fields(kind)
    ]
    note = f"/** {(kind.__doc__ or kind.__name__).splitlines()[0]} */"
    if not lines:
        return f"{note}\nexport type {kind.__name__} = Record<string, never>;\n"
    return "\n".join([note, f"export interface {kind.__name__} {{", *lines, "}", ""])


def _methods() -> str:
    lines = [
        f"  readonly {name}: {{ readonly ask: {ask.__name__}; readonly reply: {reply.__name__} }};"
        for name, (ask, reply) in METHODS.items()
    ]
    note = "/** What may be asked, and what each is answered with. */"
    return "\n".join([note, "export interface Methods {", *lines, "}", ""])


def _optional(field: "Field[object]") -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _type(hint: object) -> str:
    """One Python type in TypeScript's words. Raises TypeError for what a message may not hold."""
    origin, inside = get_origin(hint), get_args(hint)
    if isinstance(hint, type) and hint in PLAIN:
        return PLAIN[hint]
    if hasattr(hint, "__dataclass_fields__") and isinstance(hint, type):
        return hint.__name__
    if origin is Literal:
        return " | ".join(f'"{word}"' for word in inside)
    if origin in (Union, types.UnionType):
        return " | ".join(dict.fromkeys(map(_type, inside)))
    if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        item = _type(inside[0])
        return f"readonly ({item})[]" if " " in item else f"readonly {item}[]"
    if origin is dict and inside[0] is str:
        return f"Readonly<Record<string, {_type(inside[1])}>>"
    raise TypeError(f"a message holds {hint!r}, which has no form in TypeScript")


if __name__ == "__main__":
    main()
