"""Writes docs/conformance.md: what becomes of each of ONNX's own operator cases.

python -m tools.write_conformance
"""

from tests.conformance.cases import cases
from tests.conformance.outcome import outcome
from tests.conformance.table import DOCUMENT, document, row


def main() -> None:
    found = [row(case, outcome(case)) for case in cases().values()]
    DOCUMENT.write_text(document(found), "utf-8")
    failed = [each.name for each in found if each.result.startswith("**failed**")]
    print(f"{len(found)} cases, {len(failed)} failed", *failed, sep="\n")


if __name__ == "__main__":
    main()
