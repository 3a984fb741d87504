"""Every snippet of Python on the pages runs as it stands, in a folder with the files it names."""

import re
import shutil
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Tensor, nn

import cutaway
from cutaway.ops import operation

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
SNIPPET = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NET = """
from torch import nn
class Net(nn.Sequential):
    def __init__(self): super().__init__(nn.Conv2d(3, 4, 3), nn.ReLU())
"""


class Block(nn.Module):
    """A layer under the path that the README explains a number of."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv1(x).relu()


class Model(nn.Module):
    """What the README calls `model`."""

    def __init__(self) -> None:
        super().__init__()
        self.layer1 = nn.Sequential(Block())

    def forward(self, x: Tensor) -> Tensor:
        return self.layer1(x).flatten(1)


class Two(nn.Module):
    """A module of two inputs."""

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        return x.flatten(1) + y


class Entropy(nn.Module):
    """The network of docs/add-an-op.md."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.special.entr(x)


def snippets(page: str) -> list[str]:
    return SNIPPET.findall((ROOT / page).read_text("utf-8"))


def run(page: str, count: int, **given: object) -> dict[str, object]:
    """Runs a page's snippets one after the other, and gives the names they leave."""
    found = snippets(page)
    assert len(found) == count
    space = {"cutaway": cutaway, "torch": torch, **given}
    for code in found:
        exec(compile(code, page, "exec"), space)
    return space


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """What was to be shown, without a browser."""
    asked: list[tuple[object, ...]] = []
    monkeypatch.setattr(cutaway, "show", lambda *what: asked.append(what))
    return asked


@pytest.mark.parametrize("page", READMES)
def test_a_readme(page: str, shown: list[tuple[object, ...]]) -> None:
    space = run(page, 1, model=Model(), x=torch.rand(1, 3, 32, 32))
    recording, number = space["recording"], space["e"]
    assert isinstance(recording, cutaway.Recording) and shown == [(recording,)]
    assert isinstance(number, cutaway.Explanation) and number.adds_up
    model, x = space["model"], space["x"]
    assert isinstance(model, Model) and isinstance(x, Tensor)
    assert number.recorded == model.layer1[0].conv1(x)[0, 7, 9, 19].item()  # type: ignore[union-attr, operator]


def test_the_two_readmes_run_the_same() -> None:
    calls = [re.findall(r"cutaway\.\w+\([^#\n]*", snippets(page)[0]) for page in READMES]
    assert calls[0] == calls[1] and len(calls[0]) == 4


def test_an_operation_of_ones_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(operation, "_table", {**operation._table})  # which is everybody's
    monkeypatch.syspath_prepend(tmp_path)
    operation_file, use = snippets("docs/add-an-op.md")
    (tmp_path / "my_ops.py").write_text(operation_file, "utf-8")
    x = torch.rand(1, 4, 3, 3, dtype=torch.float64)
    space: dict[str, object] = {"net": Entropy(), "x": x}
    exec(use, space)
    assert capsys.readouterr().out.startswith("Term(rule='product'")
    recording = space["recording"]
    assert isinstance(recording, cutaway.Recording)
    found = cutaway.explain(recording, "special_entr", (0, 3, 1, 1))
    number = x[0, 3, 1, 1]
    assert found.adds_up and found.value == pytest.approx((-number * number.log()).item())


def test_the_notation() -> None:
    run("docs/notation.md", 1)


def test_a_typical_structure_is_vgg_16() -> None:
    (code,) = snippets("docs/suggest.md")
    (said,) = re.findall(r"totals\.params  # ([\d,]+): VGG-16$", code, re.MULTILINE)
    net = run("docs/suggest.md", 1)["net"]
    assert f"{cutaway.summary(net).totals.params:,}" == said  # type: ignore[arg-type]


def test_networks_of_ones_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shown: list[tuple[object, ...]]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("net.py").write_text(NET)
    Path("names.txt").write_text("\n".join(map(str, range(4))))
    for i, name in enumerate(("cat", "dog")):
        Image.new("RGB", (240, 230), (90 * i, 120, 60)).save(f"{name}.jpg")
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU())
    torch.save(model.state_dict(), "best.pt")
    given = {"module": Two(), "x": torch.rand(1, 1, 2, 2), "y": torch.rand(1, 4), "model": model}
    asked: list[str] = []  # of the whole process, so that it is not done here
    monkeypatch.setattr(cutaway, "keep_freed_memory", lambda: asked.append("to keep"))
    space = run("docs/your-own-network.md", 5, **given)
    assert asked == ["to keep"]
    assert shown == [(given["module"], given["x"], given["y"])]
    assert torch.load("weights.pt").keys() == model.state_dict().keys()
    both = space["recording"]
    assert isinstance(both, cutaway.Recording) and both.steps[0].shape[0] == 2
    shutil.rmtree(tmp_path / "__pycache__", ignore_errors=True)


@pytest.mark.parametrize(
    ("said", "call"),
    [("`x + y`", "add"), ("`x += y`", "add"), ("`x // y`", "floordiv"), ("`x.relu()`", "relu")],
)
def test_calls_are_named_as_the_page_says(said: str, call: str) -> None:
    line = next(
        line for line in (ROOT / "docs/add-an-op.md").read_text("utf-8").splitlines()
        if line.startswith("Which name is torch's own?")
    )  # fmt: skip
    assert said in line and f"`{call}`" in line

    class Net(nn.Module):
        def forward(self, x: Tensor) -> Tensor:
            space = {"x": x, "y": x + 1}
            exec(f"z = {said[1:-1]}" if "=" not in said else said[1:-1], space)
            return space.get("z", space["x"])

    assert cutaway.record(Net(), torch.ones(1, 2)).steps[-1].call == call
