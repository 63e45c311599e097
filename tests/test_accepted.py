"""Findings that an edition accepts with a reason, and what the options of `edition validate` make of the others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edition import accepted
from edition.accepted import Acceptance
from edition.cli import main
from edition.diagnostics import Code, Diagnostic, Location

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}"><teiHeader><fileDesc>
<titleStmt><title>A</title></titleStmt><publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc>
</fileDesc></teiHeader><text><body><p>See <ref target="#nowhere">there</ref>.</p></body></text></TEI>
"""
CONFIG = """title: Letters
accepted:
  - code: dangling-reference
    path: tei/*/one.xml
    message: '#nowhere'
    reason: The page that it meant was never printed.
"""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition of two letters, each with a reference that leads nowhere; one is accepted."""
    (tmp_path / "config.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "tei" / "letters").mkdir(parents=True)
    for id in ("one", "two"):
        (tmp_path / "tei" / "letters" / f"{id}.xml").write_text(LETTER.format(id=id), encoding="utf-8")
    return tmp_path


def validate(edition: Path, *arguments: str) -> Result:
    """What `edition validate` prints and ends with."""
    return CliRunner().invoke(main, ["validate", "--root", str(edition), "--jobs", "1", *arguments])


def found(edition: Path, *arguments: str) -> list[tuple[str, str]]:
    """The findings of `edition validate`, each path and code."""
    report = json.loads(validate(edition, "--quiet", "--format", "json", *arguments).stdout)
    return [(one["path"], one["code"]) for one in report["findings"]]


def test_what_is_accepted_is_not_told_and_the_rest_is(edition: Path) -> None:
    assert found(edition) == [("tei/letters/two.xml", "dangling-reference")]
    assert validate(edition).exit_code == 1


def test_an_entry_that_nothing_needs_is_an_error_with_its_line(edition: Path) -> None:
    path = edition / "tei" / "letters" / "one.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("#nowhere", "#one"), encoding="utf-8")
    result = validate(edition)
    assert "config.yml:3: error: Nothing in tei/*/one.xml has the finding “dangling-reference”" in result.stderr
    assert result.exit_code == 1


def test_an_accepted_finding_does_not_keep_the_site_from_being_published(edition: Path) -> None:
    (edition / "tei" / "letters" / "two.xml").unlink()
    result = CliRunner().invoke(main, ["build", "--root", str(edition), "--jobs", "1", "--quiet"])
    assert result.exit_code == 0, result.stderr
    assert (edition / "build" / "documents" / "one.html").is_file()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ("code: dangling-reference", "no code of a finding"),
        ("reason: The page that it meant was never printed.", "reason"),
    ],
)
def test_an_entry_without_a_known_code_or_a_reason_is_refused(edition: Path, changed: str, words: str) -> None:
    key = changed.partition(":")[0]
    (edition / "config.yml").write_text(CONFIG.replace(changed, f"{key}: ''"), encoding="utf-8")
    result = validate(edition)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "config.yml:" in result.stderr


def test_path_message_and_code_must_all_fit() -> None:
    finding = Diagnostic(Code.UNDATED, "It has no day.", Location("sources/a/source.txt", 3))
    where = Location("config.yml", 2)
    fits = Acceptance(code="undated", path="sources/*", message="no day", reason="Nobody knows it.")
    assert accepted.apply([finding], [(fits, where)]) == ()
    for other in ({"code": "malformed"}, {"path": "tei/*"}, {"message": "no month"}):
        entry = Acceptance.model_validate(fits.model_dump() | other)
        left = accepted.apply([finding], [(entry, where)])
        assert [one.code for one in left] == [Code.UNDATED, Code.STALE_ACCEPTANCE]


def test_a_baseline_lets_only_new_findings_through(edition: Path) -> None:
    file = str(edition / "known.json")
    assert validate(edition, "--write-baseline", file).exit_code == 0
    assert validate(edition, "--baseline", file).exit_code == 0
    path = edition / "tei" / "letters" / "two.xml"
    text = path.read_text(encoding="utf-8").replace("<p>See", "\n<p>See <ptr target='#gone'/>")
    path.write_text(text, encoding="utf-8")
    result = validate(edition, "--baseline", file)
    assert result.exit_code == 1
    assert "#gone" in result.stderr
    assert "#nowhere" not in result.stderr


def test_reports_are_written_beside_what_is_printed(edition: Path) -> None:
    sarif, junit = edition / "out.sarif", edition / "out.xml"
    result = validate(edition, "--report", f"sarif={sarif}", "--report", f"junit={junit}")
    assert "tei/letters/two.xml:3" in result.stderr
    assert json.loads(sarif.read_text(encoding="utf-8"))["runs"][0]["results"][0]["ruleId"] == "dangling-reference"
    assert "dangling-reference" in junit.read_text(encoding="utf-8")


def test_warnings_fail_only_when_asked_to(edition: Path) -> None:
    for path in (edition / "tei" / "letters").iterdir():
        call = "<ref type='noteAnchor'>1</ref>"
        path.write_text(path.read_text(encoding="utf-8").replace('<ref target="#nowhere">there</ref>', call), "utf-8")
    (edition / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    assert {code for _, code in found(edition)} == {"call-without-note"}
    assert validate(edition).exit_code == 0
    assert validate(edition, "--fail-on", "warning").exit_code == 1


def test_what_a_file_has_in_common_with_another_is_told_of_either(edition: Path) -> None:
    path = edition / "tei" / "letters" / "two.xml"
    path.write_text(LETTER.format(id="one"), encoding="utf-8")
    for name in ("one", "two"):
        assert "repeated-document" in {code for _, code in found(edition, f"{path.parent}/{name}.xml")}


def test_the_ledger_of_notes_is_printed_when_asked_for(edition: Path) -> None:
    path = edition / "tei" / "letters" / "two.xml"
    note = '<note n="7">A note.</note>.</p>'
    path.write_text(path.read_text(encoding="utf-8").replace(".</p>", note), encoding="utf-8")
    lines = validate(edition, "--notes").stdout.splitlines()
    assert lines[0].split()[:3] == ["document", "notes", "calls"]
    assert lines[1].split() == ["two", "1", "1", "0", "0", "0", "0", "0"]


@pytest.mark.parametrize("given", ["sarif", "sarif=", "xml=out.xml"])
def test_a_report_that_cannot_be_is_explained(edition: Path, given: str) -> None:
    result = validate(edition, "--report", given)
    assert result.exit_code == 2
    assert "FORMAT=FILE" in result.stderr


def test_a_report_that_cannot_be_written_is_explained(edition: Path) -> None:
    result = validate(edition, "--report", f"sarif={edition / 'no' / 'folder.sarif'}")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
