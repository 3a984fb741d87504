"""The examples run from start to end, and say what they promise."""

import json
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parents[2] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    for cell in notebook.cells:
        assert cell.metadata == {}
        if cell.cell_type == "code":
            assert cell.outputs == [] and cell.execution_count is None


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[NotebookClient]:
    """A kernel for the first notebook, in an empty folder, with no settings of anybody's."""
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    notebook = nbformat.read(EXAMPLES / "first_steps.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}})
    client.create_kernel_manager()
    assert client.km is not None
    client.km.ip = "127.0.0.1"
    yield client


def test_the_first_notebook_runs(client: NotebookClient) -> None:
    with client.setup_kernel():
        assert client.km is not None
        bound = json.loads(Path(client.km.connection_file).read_text("utf-8"))
        assert (bound["ip"], bound["transport"]) == ("127.0.0.1", "tcp")
        for place, cell in enumerate(client.nb.cells):
            client.execute_cell(cell, place)
    cells = [cell for cell in client.nb.cells if cell.cell_type == "code"]
    said = [_text(cell) for cell in cells]
    assert "image/png" in cells[0].outputs[0].data
    assert "conv1_2  conv2d       (1, 10, 28, 28)" in said[1]
    assert said[2] == "ankle boot (短靴), and it is: ankle boot\n"
    recomputed, recorded = (part.split()[-1] for part in said[3].splitlines()[0].split(","))
    assert float(recomputed) == pytest.approx(float(recorded), abs=1e-6) and float(recorded) != 0
    assert "adds up" in said[3] and said[4].split() == [
        "90",
        "products",
        "+",
        "bias",
        "=",
        recomputed,
    ]
    assert said[5].endswith("7,740 parameters, 1,133,860 MACs\n")
    assert WIDGET in cells[6].outputs[0].data


def test_the_network_of_ones_own_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = EXAMPLES / "own_network.py"
    monkeypatch.setattr(sys, "argv", [str(path)])
    runpy.run_path(str(path), run_name="__main__")
    said = capsys.readouterr().out
    steps = [line.split()[:2] for line in said.split("\n\n")[0].splitlines()]
    assert steps == [
        ["input", "input"], ["stem", "conv2d"], ["relu", "relu"], ["body", "conv2d"],
        ["add", "add"], ["relu#2", "relu"], ["adaptive_avg_pool2d", "adaptive_avg_pool2d"],
        ["flatten", "flatten"], ["head", "linear"],
    ]  # fmt: skip
    assert ": adds up\n" in said
    params, macs = 8 * 27 + 8 + 8 * 72 + 8 + 45, (8 * 27 + 8 * 72) * 32 * 32 + 40
    assert said.endswith(f"{params:,} parameters, {macs:,} MACs\n")


def _text(cell: Any) -> str:
    return "".join(output.text for output in cell.outputs if output.output_type == "stream")
