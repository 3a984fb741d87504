"""`cutaway export`: what Cutaway shows, as files for a server of one's own."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from cutaway.commands.ending import tidily


def register(app: typer.Typer) -> None:
    """Adds the command and what it exports."""
    app.add_typer(export, name="export")


export = typer.Typer(
    help="Write a folder that any web server can serve.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@export.callback()
def _export() -> None:
    """Write a folder that any web server can serve."""


@export.command()
def playground(
    folder: Annotated[Path, typer.Argument(help="A new folder, or an earlier export.")],
    lesson: Annotated[
        Path | None, typer.Option("--lesson", help="A folder with chapters of your own.")
    ] = None,
) -> None:
    """The playground and the lesson: nobody who opens them needs Python."""
    from cutaway.static.folder import export as write

    with tidily():
        size = write(folder, lesson)
    quoted = shlex.quote(str(folder))
    print(f"{folder}  {size / 2**20:.1f} MiB: the playground and the lesson, with their own Python")
    print(f"try it:  python -m http.server -d {quoted} --bind 127.0.0.1 8000")
    print("then open http://127.0.0.1:8000/")
