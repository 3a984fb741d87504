"""The archive: it runs on Python alone, and answers with a server's bytes."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cutaway.protocol.encode import decode, frame
from cutaway.static.archive import archive
from cutaway.static.pure import needed
from tests.static.asked import ASKS, served

OWN = "# Ours\n\nA chapter of our own.\n"
ALONE = """
import json, sys
sys.path.insert(0, sys.argv[1])
from cutaway.protocol.inside import answering
reply = answering(sys.argv[1] + "/chapters")
asks = json.load(sys.stdin)
answers = {name: reply(m, memoryview(bytes.fromhex(f))).hex() for name, (m, f) in asks.items()}
modules = sorted({name.partition(".")[0] for name in sys.modules} - set(sys.stdlib_module_names))
print(json.dumps([answers, modules]))
"""


def alone(folder: Path, asks: dict[str, tuple[str, bytes]]) -> tuple[dict[str, bytes], list[str]]:
    """Answers of an unpacked archive in a Python that has nothing but its standard library."""
    given = json.dumps({name: (method, sent.hex()) for name, (method, sent) in asks.items()})
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", ALONE, str(folder)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    answers, modules = json.loads(done.stdout)
    return {name: bytes.fromhex(told) for name, told in answers.items()}, modules


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    zipfile.ZipFile(io.BytesIO(archive(None))).extractall(folder)
    return folder


def test_it_runs_on_the_standard_library_and_answers_as_a_server(unpacked: Path) -> None:
    answers, modules = alone(unpacked, ASKS)
    assert modules == ["__main__", "cutaway", "markdown_it", "mdurl"]
    assert answers == {name: served(*ask) for name, ask in ASKS.items()}
    failed = {name for name, told in answers.items() if b'"failed":true' in told}
    assert failed == {"a failure", "no method", "no frame"}
    assert all(len(answers[name]) > 200 for name in answers.keys() - failed)


def test_it_holds_every_module_once_and_nothing_heavy() -> None:
    modules = [source.module for source in needed()]
    assert len(modules) == len(set(modules)) > 150
    assert {"cutaway.playground.forward", "cutaway.lesson.read", "markdown_it.main"} <= {*modules}
    for heavy in ("cutaway.networks.find", "cutaway.recording", "cutaway.protocol.whole"):
        assert heavy not in modules


def test_it_is_the_same_every_time_and_brings_the_licences() -> None:
    packed = archive(None)
    assert packed == archive(None)
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert len(names) == len(set(names))
    assert "cutaway/lesson/chapters/zh-Hans/06-pooling.md" in names
    assert any(name.startswith("licences/markdown-it-py/") for name in names)
    assert not any(name.startswith("chapters/") for name in names)


def test_a_teachers_chapters_come_along(tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "zh-Hans").mkdir(parents=True)
    (own / "01-ours.md").write_text(OWN, "utf-8")
    (own / "zh-Hans" / "01-ours.md").write_text(OWN.replace("Ours", "我们的"), "utf-8")
    (own / "notes.txt").write_text("not for readers")
    packed = zipfile.ZipFile(io.BytesIO(archive(own)))
    assert not any("notes" in name for name in packed.namelist())
    packed.extractall(tmp_path / "unpacked")
    answers, _ = alone(tmp_path / "unpacked", {"lessons": ("lessons", frame({}))})
    chapters = decode(answers["lessons"])[0]["chapters"]
    assert chapters[0] == {"name": "ours", "title": "Ours", "title_zh": "我们的", "own": True}
    assert len(chapters) > 10
