"""What can go wrong, as a tree. Every message says what we got, what we expected and what to do.

::

    CutawayError
    ├── ShapeError        sizes that do not fit: a window, an input, a network's own layers
    ├── AddressError      a step, channel or position that does not exist
    ├── PictureError      a file that is no picture we can open
    ├── NetworkError      a network that cannot be found or loaded
    ├── BudgetError       a request that would take more memory than we allow
    ├── RunError          the network itself failed half way; carries what was recorded
    ├── SumError          an explanation that does not add up, when `strict` was asked for
    ├── AskError          a request to the server that is malformed
    ├── LessonError       a chapter of a lesson that cannot be read; names the file and the line
    └── ExportError       a folder that cannot be written
"""


class CutawayError(Exception):
    """A failure that a person can act on.

    code     a stable word by which the app finds its translation
    facts    the numbers and names of the message, for that translation
    """

    code = "error"

    def __init__(self, message: str, **facts: object) -> None:
        super().__init__(message)
        self.facts = facts


class ShapeError(CutawayError):
    code = "shape"


class AddressError(CutawayError):
    code = "address"


class PictureError(CutawayError):
    code = "picture"


class NetworkError(CutawayError):
    code = "network"


class BudgetError(CutawayError):
    code = "budget"


class RunError(CutawayError):
    """The network failed half way.

    `partial` is the recording up to the failing step (a `Recording`, or a `Summary`); typed
    as `object` because errors know no layer.
    """

    code = "run"

    def __init__(self, message: str, partial: object = None, **facts: object) -> None:
        super().__init__(message, **facts)
        self.partial = partial


class SumError(CutawayError):
    code = "sum"


class AskError(CutawayError):
    code = "ask"


class LessonError(CutawayError):
    code = "lesson"


class ExportError(CutawayError):
    code = "export"
