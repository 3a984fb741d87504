"""Phrases of messages that say what we got: a thing with its article, a path that is no file."""

from pathlib import Path

LONGEST = 80  # letters of a name that a message repeats


def type_of(thing: object) -> str:
    """A thing's type with "a", or with "an" before a vowel.

    >>> type_of([1]), type_of(3)
    ('a list', 'an int')
    """
    name = type(thing).__name__
    article = "an" if name.lstrip("_")[:1].lower() in "aeiou" else "a"
    return f"{article} {name}"


def is_file(path: Path) -> bool:
    """Whether a file stands there; of a path that cannot be looked up: no."""
    try:
        return path.is_file()
    except OSError:
        return False


def absent(path: Path, what: str = "file") -> str:
    """What to say of a path that is no file: that it is a folder, is not there, or out of reach.

    what   what was expected there: "picture", "list of names"

    >>> absent(Path("gone.pt"))
    "there is no file 'gone.pt'; check the path"
    >>> absent(Path("."), "picture")
    "'.' is a folder; expected a picture"
    """
    name = path.name or str(path)
    try:
        if path.is_dir():
            return f"{name!r} is a folder; expected a {what}"
    except PermissionError:
        return f"{name!r} is out of reach; check the permissions of the folders around it"
    except OSError:  # no file can have such a name
        pass
    return f"there is no {what} {_short(name)!r}; check the path"


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
