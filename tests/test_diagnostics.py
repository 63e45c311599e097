"""The documentation of findings is what the catalogue and its explanations say."""

from __future__ import annotations

from edition import explaining
from edition.diagnostics import Code
from tests.conftest import PROJECT


def test_the_documentation_is_current() -> None:
    written = (PROJECT / "docs" / "diagnostics.md").read_text(encoding="utf-8")
    assert written == explaining.documentation(), "docs/diagnostics.md is written by `make docs`: run it"


def test_every_code_stands_in_one_part_of_the_catalogue_in_its_order() -> None:
    assert [code for _, codes in explaining.parts() for code in codes] == list(Code)


def test_the_names_of_codes_differ() -> None:
    assert len({code.label for code in Code}) == len(Code)
