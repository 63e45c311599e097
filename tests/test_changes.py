"""Editors' interventions, from the TEI to the list at the foot of the page."""

from __future__ import annotations

from lxml import etree

from edition.site.changes import changes_of
from edition.tei.documents import TeiDocument
from edition.tei.facts import collect

TEXT = """
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="letter"><teiHeader/><text><body><div xml:id="d1">
  <head><supplied reason="lost" cert="high">No. 7</supplied></head>
  <p xml:id="p1" n="1">On the <choice><sic>loth</sic><corr type="transcription" cert="high">10th</corr></choice>
    <surplus>2. </surplus>at <unclear cert="low">Condair</unclear>, and
    <choice><sic>truthful</sic><corr type="print" cert="medium">trustful</corr></choice>;
    <choice><abbr>H.M.</abbr><expan>His Majesty</expan></choice></p>
</div></body></text></TEI>
"""


def test_every_intervention_is_told_with_its_place_and_whose_fault_it_was() -> None:
    changes = changes_of(collect(TeiDocument("letter.xml", "letter", etree.fromstring(TEXT))))
    assert [(change.where.href, change.before, change.after, change.remark) for change in changes] == [
        ("#d1", "", "No. 7", "supplied"),
        ("#p1", "loth", "10th", "corrected, error of the transcription"),
        ("#p1", "2.", "", "residue, left out"),
        ("#p1", "Condair", "", "reading queried, certainty low"),
        ("#p1", "truthful", "trustful", "corrected, error of the print, certainty medium"),
    ]
