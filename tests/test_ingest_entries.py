"""What a profile says of register entries: where headers and datelines point, and entries that are not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Code, EditionError
from edition.ingest import run
from edition.tei.names import NAMESPACES
from tests.annotating import register_file
from tests.ingesting import IMPRINT, NAME, edition

PROFILE = r"""
people:
  lark: {name: Ada Lark, ref: registers/people.xml#lark https://d-nb.info/gnd/118616676}
  finch: {name: Ben Finch}
places: {Upper Hamlet: registers/people.xml#upper-hamlet}
formulas: {Dispatched: {event: sent, sender: [lark], addressee: [finch]}}
blocks:
  heading: 'No\. (?P<number>\d+)'
  dateline: '(?P<formula>Dispatched)(?: at (?P<place>[\w ]+),)? (?P<date>{date})'
"""
SOURCE = "No. 1\n\nDispatched at Upper Hamlet, May 9, 1890\n\nThe hay is in.\n"
ENTRIES = """<person xml:id="lark"><persName>Ada Lark</persName></person>
<place xml:id="upper-hamlet"><placeName>Upper Hamlet</placeName></place>"""
DECISIONS = """decisions:
  - quote: The hay is in.
    message: {sent_from: Upper Hamlet, evidence: wording}
    reason: It was made there.
    resp: ed
"""


def made(root: Path, profile: str = PROFILE, entries: str = ENTRIES) -> etree._Element:
    """The TEI of the only letter of a source."""
    edition(root, SOURCE, profile, DECISIONS)
    if entries:
        (root / "tei" / "registers").mkdir(parents=True)
        (root / "tei" / "registers" / "people.xml").write_bytes(register_file(entries))
    (content,) = run.ingest(root, NAME, IMPRINT).files.values()
    return etree.fromstring(content)


def found(letter: etree._Element, path: str) -> list[str]:
    asked = letter.xpath(path, namespaces=NAMESPACES)
    assert isinstance(asked, list)
    return [str(one) for one in asked]


def test_headers_and_datelines_point_to_the_entries_that_the_profile_names(tmp_path: Path) -> None:
    letter = made(tmp_path)
    lark = "../registers/people.xml#lark https://d-nb.info/gnd/118616676"
    assert found(letter, "//t:correspAction[@type='sent']/t:persName/@ref") == [lark]
    assert found(letter, "//t:correspAction[@type='received']/t:persName/@ref") == []
    assert found(letter, "//t:titleStmt/t:author/@ref") == [lark]
    upper_hamlet = ["../registers/people.xml#upper-hamlet"]
    assert found(letter, "//t:correspAction/t:placeName/@ref") == upper_hamlet
    assert found(letter, "//t:dateline/t:placeName/@ref") == upper_hamlet


@pytest.mark.parametrize(
    ("entries", "key", "message", "help"),
    [
        (ENTRIES.replace('"lark"', '"larks"'), "lark", "there is no such id in tei/registers", "people.xml#larks"),
        ("", "lark", "there is no file tei/registers/people.xml", "Write file and id"),
        (ENTRIES.replace('"upper-hamlet"', '"hamlet"'), "places", "people.xml#upper-hamlet` leads to no", "#hamlet"),
    ],
    ids=["no such entry", "no such file", "no such place"],
)
def test_an_entry_that_is_not_there_is_told_at_its_line_before_anything_is_written(
    tmp_path: Path, entries: str, key: str, message: str, help: str
) -> None:
    with pytest.raises(EditionError) as caught:
        made(tmp_path, PROFILE.lstrip("\n"), entries)
    first = caught.value.diagnostics[0]
    assert first.code is Code.DANGLING_REFERENCE
    assert message in first.message and help in first.help
    assert first.location.path == f"sources/{NAME}/profile.yml"
    profile = (tmp_path / "sources" / NAME / "profile.yml").read_text(encoding="utf-8").splitlines()
    assert first.location.line is not None
    assert profile[first.location.line - 1].strip().startswith(f"{key}: ")
