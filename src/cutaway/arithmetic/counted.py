"""A count and its noun, as English says them: one is told apart from several."""


def counted(number: int | str, noun: str, several: str = "") -> str:
    """`number`, as it is written, and the noun in the number that goes with it.

    >>> counted(1, "channel"), counted(3, "channel"), counted("1,024", "class", "classes")
    ('1 channel', '3 channels', '1,024 classes')
    """
    return f"{number} {noun if str(number) == '1' else several or noun + 's'}"
