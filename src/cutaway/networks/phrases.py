"""Phrases of messages that say what we got: a thing with its article, a path that is no file."""

from pathlib import Path


def type_of(thing: object) -> str:
    """A thing's type with "a", or with "an" before a vowel.

    >>> type_of([1]), type_of(3)
    ('a list', 'an int')
    """
    name = type(thing).__name__
    article = "an" if name.lstrip("_")[:1].lower() in "aeiou" else "a"
    return f"{article} {name}"


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
