"""Writes the sample photographs of the package from scikit-image's (all CC0).

python tools/make_pictures.py
"""

from pathlib import Path

import numpy as np
from PIL import Image
from skimage import data  # type: ignore[import-not-found]  # needed by this tool alone

FOLDER = Path(__file__).parents[1] / "src/cutaway/networks/data"
LONGEST = 640


def main() -> None:
    for name in ("coffee", "chelsea", "camera"):
        image = Image.fromarray(np.asarray(getattr(data, name)()))
        image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
        image.save(FOLDER / f"{name}.jpg", quality=88, optimize=True)
        print(name, image.size)


if __name__ == "__main__":
    main()
