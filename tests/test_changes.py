"""Editors' interventions, from the TEI to the list at the foot of the page, the page of all changes and its table."""

from __future__ import annotations

import csv
import io

import pytest
from lxml import etree

from edition.export.changes import changes_csv
from edition.site.about import changes
from edition.site.about.changes import changes_page
from edition.site.plan import PlannedPage
from edition.site.reading.changes import changes_of
from edition.site.shell import Imprint, Surroundings
from edition.tei import catalog
from edition.tei.documents import TeiDocument
from edition.tei.facts import DocumentFacts, collect
from edition.words.interface import standard

TEXT = """
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="letter"><teiHeader><fileDesc><titleStmt><title>A letter</title>
  <respStmt xml:id="ada"><resp>proof-reading</resp><name>Ada</name></respStmt></titleStmt></fileDesc></teiHeader>
<standOff><listAnnotation type="reasons">
  <note type="reason" target="#i1" resp="#ada">The tenth was a Sunday.</note>
  <note type="reason" target="#i6" resp="#ada" cert="medium">The sentence runs on.</note>
</listAnnotation></standOff>
<text><body><div xml:id="d1">
  <head><supplied reason="lost" cert="high">No. 7</supplied></head>
  <p xml:id="p1" n="1">On the <choice xml:id="i1"><sic>loth</sic><corr type="transcription" resp="#ada"
      cert="high">10th</corr></choice>
    <surplus>2. </surplus>at <unclear cert="low">Condair</unclear>, and
    <choice><sic>truthful</sic><corr type="print" cert="medium">trustful</corr></choice>;
    <choice><orig>shew</orig><reg>show</reg></choice> <choice><abbr>H.M.</abbr><expan>His Majesty</expan></choice>
    of<supplied> the</supplied> sea</p>
  <p xml:id="p2" n="2">It may <milestone xml:id="i6" unit="paragraph"/>be so<milestone unit="section"/>.</p>
</div></body></text></TEI>
"""


def letter() -> DocumentFacts:
    """The facts of the letter above."""
    return collect(TeiDocument("letter.xml", "letter", etree.fromstring(TEXT)))


def test_every_intervention_is_told_with_its_place_and_whose_fault_it_was() -> None:
    told = changes_of(letter(), "documents/letter.html", standard())
    assert [(change.where.href, change.where.text, change.before, change.after, change.remark) for change in told] == [
        ("#d1", "outside the paragraphs", "", "No. 7", "supplied"),
        ("#p1", "paragraph 1", "loth", "10th", "corrected, error of the transcription"),
        ("#p1", "paragraph 1", "2.", "", "residue, left out"),
        ("#p1", "paragraph 1", "Condair", "", "reading queried, certainty low"),
        ("#p1", "paragraph 1", "truthful", "trustful", "corrected, error of the print, certainty medium"),
        ("#p1", "paragraph 1", "shew", "show", "regularised"),
        ("#p1", "paragraph 1", "", " the", "supplied"),
        ("#p2", "paragraph 2", "", "", "joined to one paragraph, certainty medium"),
    ]


def test_reason_and_editor_stand_with_the_change() -> None:
    told = changes_of(letter(), "documents/letter.html", standard())
    assert [(change.reason, change.by) for change in told if change.reason or change.by] == [
        ("The tenth was a Sunday.", "Ada"),
        ("The sentence runs on.", "Ada"),
    ]


def test_the_words_around_a_change_are_those_of_the_source_within_its_block() -> None:
    found = changes_of(letter(), "documents/letter.html", standard())
    told = {change.before or change.after: change.around for change in found}
    assert told["No. 7"] == ("", "")
    assert told["loth"] == ("On the ", " 2. at Condair, and truthful; shew H.M. of …")
    assert told["truthful"] == ("On the loth 2. at Condair, and ", "; shew H.M. of sea")
    assert told[""] == ("It may ", "be so .")


def test_the_page_counts_by_kind_and_fault_and_lists_each_change_once() -> None:
    page = PlannedPage("changes", "changes.html")
    view = changes_page(page, catalog.link([letter()]), around())
    assert view.total == 8
    assert dict(zip(view.kinds, view.rows[0].counts, strict=True)) == {
        "corrected, error of the transcription": 1,
        "corrected, error of the print": 1,
        "regularised": 1,
        "supplied": 2,
        "residue, left out": 1,
        "reading queried": 1,
        "joined to one paragraph": 1,
    }
    assert [(group.anchor, len(group.changes)) for group in view.groups] == [
        ("correction-transcription", 1), ("correction-print", 1), ("regularisation", 1), ("supplied", 2),
        ("surplus", 1), ("unclear", 1), ("joined", 1),
    ]  # fmt: skip
    first = view.groups[0].changes[0].where
    assert (first.href, first.text) == ("documents/letter.html#p1", "A letter, paragraph 1")


def test_too_many_changes_are_listed_with_their_documents_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "LISTED", 7)
    view = changes_page(PlannedPage("changes", "changes.html"), catalog.link([letter()]), around())
    assert view.groups == ()
    assert [(link.href, count) for link, count in view.documents] == [("documents/letter.html", 8)]


def test_the_table_has_a_row_for_each_change() -> None:
    rows = list(csv.DictReader(io.StringIO(changes_csv([letter()]).decode("utf-8"), newline="")))
    assert len(rows) == 8
    assert rows[1] == {
        "document": "letter", "title": "A letter", "id": "i1", "paragraph": "1", "kind": "correction",
        "fault": "transcription", "words before": "On the ", "had": "loth", "has": "10th",
        "words after": " 2. at Condair, and truthful; shew H.M. of …", "by": "Ada", "certainty": "high",
        "reason": "The tenth was a Sunday.",
    }  # fmt: skip


def around() -> Surroundings:
    """What stands around the pages of a small edition."""
    imprint = Imprint("Letters", "", "", "1.0", "2020-01-01", "", None, (), "")
    return Surroundings(imprint, (), "", frozenset({"changes"}))
