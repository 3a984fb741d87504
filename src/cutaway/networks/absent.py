"""Why a path is no file, in words."""

from pathlib import Path


def absent(path: Path, what: str = "file") -> str:
    """What to say of a path that is no file: that it is a folder, or is not there.

    what   what was expected there: "picture", "list of names"

    >>> absent(Path("gone.pt"))
    "there is no file 'gone.pt'; check the path"
    >>> absent(Path("."), "picture")
    "'.' is a folder; expected a picture"
    """
    name = path.name or str(path)
    if path.is_dir():
        return f"{name!r} is a folder; expected a {what}"
    return f"there is no {what} {name!r}; check the path"
