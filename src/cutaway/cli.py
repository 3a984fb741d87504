"""The command line: words into calls."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cutaway.errors import AddressError, CutawayError, NetworkError, RunError, ShapeError

if TYPE_CHECKING:
    from cutaway.explain.compare import Comparison
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
        "file.py:factory and "
        "package.module:factory with --trust",
        metavar="NETWORK",
    ),
]
Trust = Annotated[bool, typer.Option("--trust", help="Run the code that NETWORK names.")]
Input = Annotated[str, typer.Option("--input", help="Shape of the input, such as 3x224x224.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def main() -> None:
    """The program: errors are one line and exit code 2."""
    try:
        app()
    except CutawayError as error:
        print(f"cutaway: {error}", file=sys.stderr)
        sys.exit(2)


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
    debug: Annotated[bool, typer.Option("--debug", help="Tell more about faults.")] = False,
) -> None:
    """Open a network in the browser, and serve it until Ctrl-C."""
    _prepare()
    from cutaway.protocol.house import House
    from cutaway.server.launch import launch

    name, view = _link(network) if network.startswith(("http://", "https://")) else (network, "")
    notice = None
    try:
        found = _network(name, trust, input)
    except NetworkError as error:
        if "reason" not in error.facts:
            raise
        found, notice = _network(DEFAULT, False, ""), error
        print(f"cutaway: {error}; opening {DEFAULT} instead", file=sys.stderr)
    house = House(found, notice)
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
    from cutaway.explain.summary import Summary
    from cutaway.explain.summary import summary as summary_of

    found = _network(network, trust, input)
    shape = (batch, *(_shape(input) or found.input_shape)[1:])
    try:
        table = summary_of(found.module, shape)
    except RunError as error:
        if isinstance(error.partial, Summary) and not as_json:
            terminal.print_summary(error.partial)
        raise
    others: tuple[Comparison, ...] = ()
    if compare:
        from cutaway.explain.compare import compare as compared

        others = compared(found.module, shape, table)
    if as_json:
        print(json.dumps(terminal.summary_json(table) | terminal.comparisons_json(others)))
    else:
        terminal.print_summary(table)
        terminal.print_comparisons(others)


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
    from cutaway.recording.shapes import record_shapes

    step, index = _place(at, batch)
    found = _network(network, trust, input)
    if image is None:
        shape = _shape(input) or found.input_shape
        recording = record_shapes(found.module, (batch + 1, *shape[1:]))
    else:
        from cutaway.networks.pictures import open_picture
        from cutaway.recording.recorder import record

        recording = record(found, open_picture(image))
    exact = ExactFields(recording)
    places = exact.projective(step, index) if feeds else exact.receptive(step, index)
    steps = [name for name in (s.name for s in recording.steps) if name in places]
    if as_json:
        print(json.dumps(terminal.places_json(step, index, feeds, places)))
    else:
        terminal.print_places(step, index, feeds, [(name, places[name]) for name in steps])


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
    from cutaway.explain.value import explain as explain_number
    from cutaway.networks.pictures import open_picture
    from cutaway.recording.recorder import record
    from cutaway.recording.recording import Recording

    step, index = _place(at, batch)
    found = _network(network, trust, input)
    with _progress(found) as watch:
        picture = open_picture(image)
        try:
            recording = record(found, picture, watch=watch)
        except RunError as error:
            if not isinstance(error.partial, Recording):
                raise
            print(f"cutaway: {error}", file=sys.stderr)
            recording = error.partial
    explanation = explain_number(recording, step, index)
    if as_json:
        print(json.dumps(terminal.explanation_json(explanation)))
    else:
        terminal.print_explanation(explanation)


def _prepare() -> None:
    from cutaway.recording.allocator import keep_freed_memory

    keep_freed_memory()


def _network(name: str, trust: bool, input: str) -> "Network":
    from cutaway.networks.trusted import is_code, trusted_network
    from cutaway.networks.zoo import network

    shape = _shape(input)
    return trusted_network(name, trust, shape) if is_code(name) else network(name)


def _shape(text: str) -> tuple[int, ...] | None:
    """ "3x224x224" → (1, 3, 224, 224)."""
    if not text:
        return None
    parts = text.lower().replace("×", "x").split("x")
    if not all(part.isdecimal() for part in parts):
        raise ShapeError(
            f"--input is a shape without its batch axis, such as 3x224x224; got {text!r}"
        )
    return (1, *map(int, parts))


def _place(text: str, batch: int) -> tuple[str, tuple[int, ...]]:
    """ "conv1_2:7,9,19" → ("conv1_2", (0, 7, 9, 19))."""
    step, _, index = text.rpartition(":")
    parts = [part.strip() for part in index.split(",")]
    if not step or not all(part.removeprefix("-").isdecimal() for part in parts):
        raise AddressError(f"--at is STEP:C,Y,X, such as conv1_2:7,9,19; got {text!r}")
    return step, (batch, *map(int, parts))


def _link(link: str) -> tuple[str, str]:
    """The network and the view of a link of the app."""
    from urllib.parse import parse_qsl, urlencode, urlsplit

    parts = [(k, v) for k, v in parse_qsl(urlsplit(link).fragment) if k != "token"]
    return dict(parts).get("network", DEFAULT), urlencode(parts)


@contextmanager
def _progress(network: "Network") -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import Progress

    from cutaway.explain.summary import summary as summary_of
    from cutaway.recording.budget import check_budget

    try:
        table = summary_of(network)
    except RunError:
        total = 0  # the run will say it better
    else:
        total = len(table.steps)
        check_budget(table.totals.bytes)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"running {network.name}", total=total or None)
        yield lambda done: bar.update(task, completed=done)


if __name__ == "__main__":
    main()
