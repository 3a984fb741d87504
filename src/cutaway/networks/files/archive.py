"""Zip-based files looked through before anything is read from them."""

import zipfile
from pathlib import Path

from cutaway.errors import NetworkError

MOST_ENTRIES = 100_000
MOST_PICKLE = 64 * 2**20


def check_archive(path: Path) -> None:
    """Raises NetworkError for an archive that would unpack to more than it is.

    torch stores every tensor as it is: an entry that is packed, entries that together are larger
    than the file, or very many of them, come from somewhere else.
    """
    with zipfile.ZipFile(path) as file:
        entries = file.infolist()
    if len(entries) > MOST_ENTRIES:
        raise NetworkError(
            f"{path.name} has {len(entries):,} entries; at most {MOST_ENTRIES:,} are read"
        )
    for entry in entries:
        if entry.compress_type != zipfile.ZIP_STORED:
            raise NetworkError(
                f"{path.name} is packed ({entry.filename}); torch stores tensors unpacked, "
                "so this is not its file: save it again with torch.save"
            )
        if entry.filename.endswith("data.pkl") and entry.file_size > MOST_PICKLE:
            raise NetworkError(f"{path.name} describes its tensors in over {MOST_PICKLE:,} bytes")
    total = sum(entry.file_size for entry in entries)
    size = path.stat().st_size
    if total > size:
        raise NetworkError(
            f"{path.name} claims {total:,} bytes of contents in a file of {size:,}; "
            "it is damaged or made to deceive, and is not read"
        )
