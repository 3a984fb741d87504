"""An allocation that found no room, read from what torch and numpy say of it."""

import re
from dataclasses import dataclass

from cutaway.recording.budget import free_memory

UNITS = {"bytes": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
SIZE = rf"([\d.]+) ({'|'.join(UNITS)})"
ASKED = re.compile(rf"tried to allocate {SIZE}", re.IGNORECASE)
DEVICE = re.compile(r"\b([A-Z]+)(?: backend| error:)? out of memory")
FREE = re.compile(rf"(GPU \d+) has a total capacity of {SIZE} of which {SIZE} is free")
ARRAY = re.compile(r"Unable to allocate .* for an array with shape \((.*?),?\)")
UNCOUNTABLE = re.compile(r"Storage size calculation overflowed with sizes=\[(.*?)\]")
ORDINARY, ANY = "memory", "any memory"


@dataclass(frozen=True, slots=True)
class Shortage:
    """What was asked for, and what there was.

    wanted   bytes of the tensor that did not fit; 0 where that was not said
    sizes    of an array, "3×4"; "" where they were not said
    free     bytes that there were; None where that was not said
    memory   whose: "memory", "GPU 0", "MPS"; "any memory" where sizes are beyond counting
    """

    wanted: int = 0
    sizes: str = ""
    free: int | None = None
    memory: str = ORDINARY

    @property
    def told(self) -> str:
        """ "a tensor of 3.0 GiB does not fit into the 2.0 GiB of memory that are free"."""
        if self.memory == ANY:
            return f"{self._asked} is larger than {ANY}"
        whose = self.memory if self.memory == ORDINARY else f"the memory of {self.memory}"
        if self.free is None:
            return f"{self._asked} does not fit into {whose}"
        if 0 < self.wanted <= self.free:  # in pieces, or not for this process
            return f"{self._asked} found no room, though {size(self.free)} of {whose} are free"
        return f"{self._asked} does not fit into the {size(self.free)} of {whose} that are free"

    @property
    def facts(self) -> dict[str, object]:
        """The same for translation, without what was not said."""
        found = {"wanted": self.wanted or None, "array": self.sizes or None, "free": self.free}
        return {"memory": self.memory} | {k: v for k, v in found.items() if v is not None}

    @property
    def _asked(self) -> str:
        if self.wanted:
            return f"a tensor of {size(self.wanted)}"
        return f"an array of {self.sizes}" if self.sizes else "what it asks for"


def shortage_of(error: BaseException) -> Shortage | None:
    """What memory an error says there was not; None where it says something else.

    torch and numpy say how large the tensor was that did not fit, not how large all of them are.
    What a GPU had free, torch says; of ordinary memory the system is asked.

    >>> shortage_of(RuntimeError("CUDA out of memory. Tried to allocate 2.50 GiB.")).told
    'a tensor of 2.5 GiB does not fit into the memory of CUDA'
    """
    text = str(error)
    if found := UNCOUNTABLE.search(text):
        return Shortage(sizes=_shape(found[1]), memory=ANY)
    asked = ASKED.search(text)
    wanted = _bytes(asked[1], asked[2]) if asked else 0
    if device := DEVICE.search(text):
        if free := FREE.search(text):
            return Shortage(wanted, free=_bytes(free[4], free[5]), memory=free[1])
        return Shortage(wanted, memory=device[1])
    array = ARRAY.search(text)
    if asked or array or isinstance(error, MemoryError):
        return Shortage(wanted, _shape(array[1]) if array else "", free_memory())
    return None


def size(count: int) -> str:
    """Bytes in GiB, or in MiB where they are few."""
    return f"{count / 2**30:,.1f} GiB" if count >= 2**30 else f"{count / 2**20:,.1f} MiB"


def _bytes(number: str, unit: str) -> int:
    return round(float(number) * UNITS[unit])


def _shape(sizes: str) -> str:
    """ "3, 4" → "3×4"."""
    return sizes.replace(", ", "×")
