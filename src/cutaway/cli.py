"""The command line: words into calls."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from cutaway.commands import cost, play, size
from cutaway.errors import AddressError, CutawayError, NetworkError, RunError, ShapeError

if TYPE_CHECKING:
    from torch import nn

    from cutaway.networks.network import Network

DEFAULT = "tiny-vgg"
app = typer.Typer(
    name="cutaway",
    help="See inside convolutional networks: every number opened, with arithmetic that adds up.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

NetworkName = Annotated[
    str,
    typer.Argument(
        help="tiny-vgg, squeezenet, filters, vgg16, vgg19, vgg-a, vgg-a-lrn, vgg-b, vgg-c; or "
        "file.py:factory and package.module:factory with --trust",
        metavar="NETWORK",
    ),
]
Trust = Annotated[bool, typer.Option("--trust", help="Run the code that NETWORK names.")]
Input = Annotated[str, typer.Option("--input", help="Shape of the input, such as 3x224x224.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """The program: errors are one line and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        _widen(stream)
    try:
        app()
    except CutawayError as error:
        print(f"cutaway: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(2)
    finally:
        _flush()


def _widen(stream: TextIO) -> None:
    """UTF-8 where an encoding, such as that of a pipe on Windows, lacks signs that we print."""
    try:
        "×−≈·…".encode(stream.encoding)
    except UnicodeEncodeError:
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError:  # whoever read our output has left, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@app.callback(invoke_without_command=True)
def _version(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from importlib.metadata import version as version_of

        print(version_of("cutaway"))
        raise typer.Exit


@app.command("open")
def open_(
    network: Annotated[
        str, typer.Argument(help="A network, or a link of the app to open again.")
    ] = DEFAULT,
    image: Annotated[
        list[Path] | None, typer.Option("--image", help="A picture to add; may be repeated.")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", help="0: any free one.  [default: 8137 or the next]")
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only print the address.")
    ] = False,
    public_port: Annotated[
        int | None, typer.Option("--public-port", help="The port seen through a tunnel.")
    ] = None,
    input: Input = "",
    trust: Trust = False,
    lesson: Annotated[
        Path | None, typer.Option("--lesson", help="A folder with chapters of your own.")
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Tell more about faults.")] = False,
) -> None:
    """Open a network in the browser, and serve it until Ctrl-C."""
    _prepare()
    from cutaway.lesson.library import Library
    from cutaway.protocol.house import House
    from cutaway.server.launch import launch

    library = Library(lesson)
    if lesson is not None:
        library.chapters()  # what is wrong with them is said now, not in the page
    link = network.startswith(("http://", "https://"))
    name, view = _link(network) if link else (network, "")
    notice = None
    try:
        found = _network(name, trust, input)
    except NetworkError as error:
        if "reason" not in error.facts:
            raise
        found, view, notice = _network(DEFAULT, False, ""), "", error
        print(f"cutaway: {error}; opening {DEFAULT} instead", file=sys.stderr)
    house = House(found, notice, library)
    for path in image or ():
        house.add_file(found.name, path)
    launch(
        house,
        port=port,
        public_port=public_port,
        browser=not no_browser,
        view=view,
        debug=debug,
    )


@app.command()
def summary(
    network: NetworkName,
    input: Input = "",
    batch: Annotated[int, typer.Option("--batch", help="Items in the batch.", min=1)] = 1,
    compare: Annotated[
        bool, typer.Option("--compare", help="Beside torch's counter and torchinfo, and why.")
    ] = False,
    as_json: AsJson = False,
    trust: Trust = False,
) -> None:
    """The table of a network: shapes, parameters, MACs and receptive fields, step by step."""
    from cutaway import terminal
    from cutaway.explain.compare import compare as compared
    from cutaway.explain.summary import Summary
    from cutaway.explain.summary import summary as summary_of

    failure = None
    module, shape = _module(network, trust, _shape(input), batch)
    try:
        table = summary_of(module, shape)
    except RunError as error:
        if not isinstance(error.partial, Summary):
            raise
        table = error.partial
        failure = _on_input(error, table.steps[0].shape, input)
    others = compared(module, shape, table) if compare and failure is None else ()
    if as_json:
        told = terminal.summary_json(table, failure) | terminal.comparisons_json(others)
        print(terminal.json_text(told))
    else:
        terminal.print_summary(table, failure)
        terminal.print_comparisons(others)
    if failure is not None:
        raise failure


@app.command()
def field(
    network: NetworkName,
    at: Annotated[str, typer.Option("--at", help="STEP:C,Y,X, or STEP:C of a vector.")],
    feeds: Annotated[
        bool, typer.Option("--feeds", help="What the number feeds, not what it depends on.")
    ] = False,
    image: Annotated[
        Path | None, typer.Option("--image", help="A picture to run on; shapes are enough.")
    ] = None,
    batch: Annotated[int, typer.Option("--batch", help="Item of the batch.")] = 0,
    input: Input = "",
    as_json: AsJson = False,
    trust: Trust = False,
) -> None:
    """Exactly which numbers one number depends on, or feeds, step by step."""
    from cutaway import terminal
    from cutaway.explain.exact import ExactFields
    from cutaway.networks.pictures import open_picture
    from cutaway.recording.door import record
    from cutaway.recording.shapes import record_shapes

    step, place = _place(at)
    if image is None:
        module, shape = _module(network, trust, _shape(input), batch + 1)
        recording = record_shapes(module, shape)
    else:
        picture = open_picture(image)
        recording = record(_network(network, trust, input), picture)
    index = place if len(place) == len(recording.step(step).shape) else (batch, *place)
    exact = ExactFields(recording)
    found = exact.projective(step, index) if feeds else exact.receptive(step, index)
    if as_json:
        print(terminal.json_text(terminal.places_json(step, index, feeds, found)))
    else:
        steps = [(s.name, found[s.name]) for s in recording.steps if s.name in found]
        terminal.print_places(step, index, feeds, steps)


@app.command()
def explain(
    network: NetworkName,
    image: Annotated[Path, typer.Option("--image", help="The picture to run on.")],
    at: Annotated[str, typer.Option("--at", help="STEP:C,Y,X, or STEP:C of a vector.")],
    batch: Annotated[int, typer.Option("--batch", help="Item of the batch.")] = 0,
    input: Input = "",
    as_json: AsJson = False,
    trust: Trust = False,
) -> None:
    """How one number was made: its arithmetic, and whether it adds up."""
    _prepare()
    from cutaway import terminal
    from cutaway.explain.summary import summarise
    from cutaway.explain.value import explain as explain_number
    from cutaway.networks.pictures import open_picture
    from cutaway.recording.door import record
    from cutaway.recording.recording import Recording

    step, index = _place(at)
    picture = open_picture(image)
    found = _network(network, trust, input)
    failure = None
    with _progress(found) as watch:
        try:
            recording = record(found, picture, watch=watch)
        except RunError as error:
            if not isinstance(error.partial, Recording):
                raise
            recording = error.partial
            failure = _on_input(error, recording.steps[0].shape, input)
    if failure is not None and not as_json:
        terminal.print_summary(summarise(recording), failure)
    if failure is not None and step not in {found.name for found in recording.steps}:
        raise failure
    axes = len(recording.step(step).shape)
    explanation = explain_number(recording, step, index if len(index) == axes else (batch, *index))
    if as_json:
        print(terminal.json_text(terminal.explanation_json(explanation, failure)))
    else:
        terminal.print_explanation(explanation)
    if failure is not None:
        raise failure


def _on_input(failure: RunError, shape: tuple[int, ...], input: str) -> RunError:
    """The failure; where nobody gave the input's shape, it says which one we took."""
    if input:
        return failure
    taken = "x".join(map(str, shape[1:]))
    hint = f"{failure} (the input was taken to be {taken}; --input gives another)"
    return RunError(hint, failure.partial, **failure.facts)


def _prepare() -> None:
    from cutaway.recording.allocator import keep_freed_memory

    keep_freed_memory()


def _network(name: str, trust: bool, input: str) -> "Network":
    from cutaway.networks.adopt import resized
    from cutaway.networks.trusted import is_code, trusted_network
    from cutaway.networks.zoo import network

    shape = _shape(input)
    if is_code(name):
        return trusted_network(name, trust, shape)
    return network(name) if shape is None else resized(network(name), shape)


def _module(
    name: str, trust: bool, shape: tuple[int, ...] | None, batch: int
) -> "tuple[nn.Module, tuple[int, ...]]":
    """A module and its input's shape; the input need be no picture where its shape is given."""
    from cutaway.networks.network import Network
    from cutaway.networks.trusted import is_code, trusted

    bare = shape is not None and is_code(name)
    found = trusted(name, trust) if bare else _network(name, trust, "")
    if isinstance(found, Network):
        return found.module, (batch, *(shape or found.input_shape)[1:])
    assert shape is not None, "only a network of its own brings its shape"
    return found, (batch, *shape[1:])


def _shape(text: str) -> tuple[int, ...] | None:
    """ "3x224x224" → (1, 3, 224, 224)."""
    if not text:
        return None
    parts = text.lower().replace("×", "x").split("x")
    if not all(part.isdecimal() and int(part) for part in parts):
        raise ShapeError(
            "--input is a shape without its batch axis, such as 3x224x224, every size at least 1; "
            f"got {text!r}"
        )
    return (1, *map(int, parts))


def _place(text: str) -> tuple[str, tuple[int, ...]]:
    """ "conv1_2:7,9,19" → ("conv1_2", (7, 9, 19)); a number alone is "STEP:"."""
    step, _, index = text.rpartition(":")
    parts = [part.strip() for part in index.split(",")] if index else []
    if not step or not all(part.removeprefix("-").isdecimal() for part in parts):
        raise AddressError(f"--at is STEP:C,Y,X, such as conv1_2:7,9,19; got {text!r}")
    return step, tuple(map(int, parts))


def _link(link: str) -> tuple[str, str]:
    """The network and the view of a link of the app."""
    from urllib.parse import parse_qsl, urlencode, urlsplit

    from cutaway.networks.zoo import NAMES

    parts = [(k, v) for k, v in parse_qsl(urlsplit(link).fragment) if k != "token"]
    name = dict(parts).get("network", DEFAULT)
    if name not in NAMES:
        raise NetworkError(
            f"the link shows {name!r}, a network of somebody's own; open that network itself, "
            "with cutaway open file.py:factory --trust"
        )
    return name, urlencode(parts)


@contextmanager
def _progress(network: "Network") -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import Progress

    from cutaway.explain.summary import Summary
    from cutaway.explain.summary import summary as summary_of
    from cutaway.recording.budget import check_budget

    try:
        table = summary_of(network)
        total = len(table.steps)
    except RunError as error:  # the run will say it better
        if not isinstance(error.partial, Summary):
            raise
        table, total = error.partial, 0
    check_budget(table.totals.bytes)
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(f"running {network.name}", total=total or None)
        yield lambda done: bar.update(task, completed=done)


for _command in (cost, play, size):
    _command.register(app)

if __name__ == "__main__":
    main()
