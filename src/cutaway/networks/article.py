"""What a thing is, with its article, for messages that say what we got."""


def type_of(thing: object) -> str:
    """Its type's name with "a", or with "an" before a vowel.

    >>> type_of([1]), type_of(3)
    ('a list', 'an int')
    """
    name = type(thing).__name__
    article = "an" if name.lstrip("_")[:1].lower() in "aeiou" else "a"
    return f"{article} {name}"
