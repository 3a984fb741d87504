"""The messages of the page are those of Python, written anew whenever they change."""

import re
from dataclasses import dataclass, fields
from pathlib import Path

import pytest

from cutaway.protocol import messages, typescript
from cutaway.protocol.asks import METHODS
from cutaway.protocol.explanations import TermInfo

ROOT = Path(__file__).parents[2]


def test_the_file_is_fresh() -> None:
    written = (ROOT / typescript.PLACE).read_text("utf-8")
    assert written == typescript.typescript(), "python -m cutaway.protocol.typescript"


def test_every_message_and_field_is_there() -> None:
    text = typescript.typescript()
    for name, (ask, reply) in METHODS.items():
        assert f"readonly {name}: {{ readonly ask: {ask.__name__}; readonly reply: " in text
        for kind in (ask, reply):
            body = re.search(rf"export (?:interface|type) {kind.__name__}\b[^}}]*", text)
            assert body is not None, kind
            for field in fields(kind):
                assert re.search(rf"readonly {field.name}\??:", body[0]), (kind, field.name)
    assert text.count("export ") == len(set(re.findall(r"export \w+ (\w+)", text)))
    assert "any" not in re.findall(r"\w+", re.sub(r"/\*\*.*?\*/", "", text))


def test_a_field_with_a_default_may_be_left_out_of_an_ask_alone() -> None:
    text = typescript.typescript()
    assert '  readonly order?: "strength" | "channel";' in text
    assert "  readonly first?: number;" in text
    assert "  readonly network: string;" in text
    replies = text[: text.index("export type CatalogueAsk")]
    assert "?:" not in replies


def test_the_rules_of_a_term_are_all_there() -> None:
    rules = re.findall(r'"(\w+)"', str(TermInfo.__annotations__["rule"]).replace("'", '"'))
    assert len(rules) == 18
    lines = typescript.typescript().splitlines()
    (written,) = [line for line in lines if line.startswith("  readonly rule:")]
    assert re.findall(r'"(\w+)"', written) == rules


def test_what_has_no_form_in_typescript_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass
    class Message:
        when: bytes

    Message.__module__ = messages.__name__
    monkeypatch.setattr(messages, "Message", Message, raising=False)
    with pytest.raises(TypeError, match="which has no form in TypeScript"):
        typescript.typescript()


def test_it_writes_the_file_of_the_checkout_we_stand_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "web").mkdir()
    monkeypatch.chdir(tmp_path)
    typescript.main()
    assert capsys.readouterr().out == f"wrote {typescript.PLACE}\n"
    assert (tmp_path / typescript.PLACE).read_bytes() == typescript.typescript().encode()
