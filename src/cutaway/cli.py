"""The command line: words into calls."""

import errno
import os
import sys
from io import TextIOWrapper
from typing import Annotated, NoReturn, TextIO

import typer

from cutaway.commands import (
    code,
    compare,
    cost,
    diff,
    explain,
    export,
    field,
    networks,
    notation,
    open,
    play,
    size,
    suggest,
    summary,
    table,
)
from cutaway.errors import CutawayError
from cutaway.recording.garbage import search_seldom

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says of a place that takes no more."""

app = typer.Typer(
    name="cutaway",
    help="See inside convolutional networks: every number opened, with arithmetic that adds up.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def main() -> None:
    """The program: errors are one line and exit code 2."""
    search_seldom()
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        _widen(stream)
    try:
        app(prog_name="cutaway")
    except CutawayError as error:
        print(f"cutaway: {' '.join(str(error).split())}", file=sys.stderr)
        for note in getattr(error, "__notes__", ()):  # the place in a notation, under a caret
            print(note, file=sys.stderr)
        sys.exit(2)
    except OSError as error:
        if error.errno not in FULL:
            raise
        _lost(error)
    finally:
        _flush()


def _nowhere() -> TextIO:
    """What is printed where a shell has closed the output."""
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def _widen(stream: TextIO) -> None:
    """UTF-8 where an encoding, such as that of a pipe on Windows, lacks signs that we print."""
    try:
        "×−≈·…".encode(stream.encoding or "utf-8")
    except UnicodeEncodeError:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError as error:
        _drop()
        if error.errno in FULL:
            _lost(error)
        # else whoever read our output has left, as `| head` does


def _drop() -> None:
    """What is still to be printed goes nowhere, so that Python does not fail on it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _lost(error: OSError) -> NoReturn:
    _drop()
    print(f"cutaway: the output cannot be written: {error.strerror}", file=sys.stderr)
    sys.exit(2)


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        print(version_of("cutaway"))
        raise typer.Exit


COMMANDS = (
    *(open, summary, explain, field, compare, diff),
    *(networks, notation, code, table, suggest),
    *(play, size, cost, export),
)
for _command in COMMANDS:
    _command.register(app)

if __name__ == "__main__":
    main()
