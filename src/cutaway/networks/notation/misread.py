"""What cannot be read in a notation: where it stands, what was expected, what may be meant."""

import re
from difflib import get_close_matches

from cutaway.errors import NetworkError
from cutaway.networks.notation.vocabulary import PLAIN, READERS, WordError, layer_of, word_of

ALSO = {
    "pool": "maxpool",
    "softmax": "soft-max",
    "batchnorm": "BN",
    "globalavgpool": "GAP",
    "convolution": "conv",
    "linear": "FC",
    "dense": "FC",
    "swish": "silu",
    "identity": "linear",
    "averagepool": "avgpool",
    "max": "maxpool",
    "avg": "avgpool",
    "average": "avgpool",
}
WIDE = 76
LARGEST_KERNEL = 11


def misread(text: str, start: int, message: str, **facts: object) -> NetworkError:
    """The error, with a note that shows the place: the line, and a caret under the word."""
    error = NetworkError(message, **facts)
    if text.strip():
        error.add_note(shown(text, start))
    return error


def misread_word(text: str, start: int, word: str, number: int, why: str) -> NetworkError:
    """The error for the `number`-th word, with a guess at what was meant."""
    guess = meant(word)
    hint = f"; did you mean {guess}?" if guess else ""
    message = f"word {number}, {word!r}, {why}{hint}"
    return misread(text, start, message, word=word, nearest=guess)


def shown(text: str, start: int) -> str:
    """The part of the text around a place, and a caret for each sign of the word there.

    >>> print(shown("conv3-64 cnv3-64 maxpool", 9))
      conv3-64 cnv3-64 maxpool
               ^^^^^^^
    """
    first = text.rfind("\n", 0, start) + 1
    line = text[first:].split("\n")[0].replace("\t", " ")
    column = start - first
    cut = max(0, column - WIDE // 2) if len(line) > WIDE else 0
    word = re.match(r"[^\s,;\[\]|*=]+|.?", line[column:])
    wide = max(1, len(word.group()) if word else 1)
    before, after = "… " if cut else "", " …" if len(line) - cut > WIDE else ""
    caret = " " * (len(before) + column - cut) + "^" * min(wide, WIDE)
    return f"  {before}{line[cut : cut + WIDE]}{after}\n  {caret}"


def meant(word: str) -> str:
    """The word that somebody may have meant; "" where none is near.

    >>> meant("cnv3-64"), meant("conv3_64"), meant("fc4096"), meant("softmax")
    ('conv3-64', 'conv3-64', 'FC-4096', 'soft-max')
    """
    plain = re.sub(r"[^a-z0-9/.]+", "-", word.lower().replace("×", "x"))
    for tried in (plain, re.sub(r"(\d)-?x-?(\d)", r"\1x\2", plain)):
        for candidate in _candidates(tried):
            try:
                return word_of(layer_of(candidate))
            except WordError:
                continue
    return ""


def _candidates(word: str) -> list[str]:
    """Words of the language made from the letters and the numbers of another."""
    known = {name.lower(): name for name in (*READERS, *PLAIN)} | ALSO
    squeezed = re.sub(r"[^a-z0-9]", "", word)
    found = re.match(r"([a-z]+(?:-[a-z]+)*)-?(.*)", word)
    if not found:
        return []
    letters, rest = found[1].replace("-", ""), found[2]
    near = [letters] if letters in known else get_close_matches(letters, known, 2, 0.6)
    whole = get_close_matches(squeezed, [key.replace("-", "") for key in known], 1, 0.75)
    names = [known[name] for name in near]
    lone = rest.isdecimal() and int(rest[:9]) <= LARGEST_KERNEL
    run = re.fullmatch(r"([357])(\d{2,})", rest)  # of conv364 a dash was lost, of conv512 none
    parted = [f"{run[1]}-{run[2]}"] if run and int(run[2][:9]) % 8 == 0 else []
    tails = [rest, f"-{rest}", *parted, f"{rest}-64" if lone else f"3-{rest}"] if rest else []
    made = [name + tail for name in names for tail in (*tails, "3-64", "-10", "")]
    return made + [known[key] for key in known if key.replace("-", "") in whole]
