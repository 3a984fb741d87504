"""Tables as docs/performance.md has them, printed row by row, so that they can be put there."""


def head(*cells: str) -> None:
    """Prints the first two lines of a table."""
    row(*cells)
    print("|" + "---|" * len(cells), flush=True)


def row(*cells: str) -> None:
    print(f"| {' | '.join(cells)} |", flush=True)
