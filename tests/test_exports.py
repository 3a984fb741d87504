"""What `import cutaway` gives, and what it does not load."""

import subprocess
import sys

import pytest

import cutaway


def test_everything_named_is_there() -> None:
    for name in cutaway.__all__:
        assert getattr(cutaway, name) is not None
    assert dir(cutaway) == sorted(cutaway.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'transmogrify'"):
        _ = cutaway.transmogrify


@pytest.mark.parametrize("module", ["cutaway", "cutaway.cli", "cutaway.protocol.small"])
def test_importing_is_light(module: str) -> None:
    program = f"import sys, {module}; print('torch' in sys.modules, 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"], done.stderr
