"""Every reason that the engine gives can be told in Chinese by the page."""

import re
from pathlib import Path

import cutaway

SOURCE = Path(cutaway.__file__).parent / "playground"
PAGE = Path(__file__).parents[2] / "web" / "src" / "i18n" / "reasons.zh-Hans.ts"
CODE = re.compile(r"Reason\(\s*(f?)\"([a-z{}._-]+)\"", re.DOTALL)


def test_every_code_has_its_chinese_sentence() -> None:
    given = [found for file in SOURCE.glob("*.py") for found in CODE.findall(file.read_text())]
    plain = {code for formatted, code in given if not formatted}
    told = set(re.findall(r'^  "?([a-z-]+)"?: ', PAGE.read_text("utf-8"), re.MULTILINE))
    assert len(plain) > 30
    assert plain - told == set()
    by_mode = {code for formatted, code in given if formatted}
    for code in by_mode:
        kind = code.partition("{")[0]
        assert any(name.startswith(kind) for name in told), code
    assert {"padding-reflect", "padding-circular", "length-reflect", "length-circular"} <= told
