"""The catalogue of findings and its documentation say the same."""

from __future__ import annotations

import re
from pathlib import Path

from edition.diagnostics import Code

DOCUMENTATION = Path(__file__).parent.parent / "docs" / "diagnostics.md"
ENTRY = re.compile(r"^### (\S+)\n\n(.+?)(?=\n\n#|\Z)", re.MULTILINE | re.DOTALL)


def test_every_code_is_documented_in_the_order_of_the_catalogue() -> None:
    documented = [name for name, _ in ENTRY.findall(DOCUMENTATION.read_text(encoding="utf-8"))]
    assert documented == [code.label for code in Code]


def test_every_entry_begins_with_severity_and_meaning_and_says_more() -> None:
    entries = {name: " ".join(text.split()) for name, text in ENTRY.findall(DOCUMENTATION.read_text(encoding="utf-8"))}
    for code in Code:
        begin = f"{code.severity.value.capitalize()}. {code.value.meaning.removesuffix('.')}"
        assert entries[code.label].startswith(begin), code.label
        assert len(entries[code.label]) > len(begin) + 10, code.label
