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


def test_functions_stay_functions_after_their_modules_are_used() -> None:
    program = (
        "import cutaway, torch;"
        "net = torch.nn.Conv2d(1, 1, 2);"
        "cutaway.summary(net, (1, 1, 3, 3));"
        "recording = cutaway.record(net, torch.ones(1, 1, 3, 3));"
        "print(cutaway.explain(recording, recording.steps[-1].name, (0, 0, 0, 0)).adds_up);"
        "import cutaway.show; print(callable(cutaway.show))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["True", "True"], done.stderr
