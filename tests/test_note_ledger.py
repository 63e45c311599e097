"""The note ledger: notes and calls of every kind, and what does not add up between them."""

from __future__ import annotations

import csv
import io

from lxml import etree

from edition.export.notes import notes_csv
from edition.tei import catalog
from edition.tei.documents import TeiDocument
from edition.tei.facts import collect
from edition.tei.names import TEI
from edition.tei.note_ledger import Account, accounts, as_table

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="one"><teiHeader/><text><body>
<p>Hay<ref type="noteAnchor" target="notes.xml#n1">1</ref>, rye<ref type="noteAnchor" target="notes.xml#n3">3</ref>,
rye again<ref type="noteAnchor" target="notes.xml#n3">3</ref>, oats<ref type="noteAnchor">4</ref>,
barley<note n="a">At its place.</note>.</p></body></text></TEI>"""
NOTES = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="notes"><teiHeader/><text><body><p/></body><back>
<div type="notes"><note xml:id="n1" n="1">Hay.<note xml:id="ours" n="a"
place="foot">And a remark of ours.</note></note><note xml:id="n3" n="3">Rye.</note><note xml:id="n2" n="60a">
Sixty.</note><note xml:id="n5" n="5">Five.</note><note xml:id="n6" n="5">Five again.</note>
<note xml:id="n7" n="*" target="one.xml">Its call is lost.</note></div></back></text></TEI>"""


def ledger() -> dict[str, Account]:
    """The accounts of the two documents, by their names."""
    texts = {"one": LETTER, "notes": NOTES}
    facts = [collect(TeiDocument(f"{id}.xml", id, etree.fromstring(text))) for id, text in texts.items()]
    return {one.document.id: one for one in accounts(catalog.link(facts))}


def test_who_calls_a_note_is_told_across_documents_and_each_call_by_itself() -> None:
    called = ledger()["notes"].notes
    notes = {one.note.id: [(caller.document.id, caller.label) for caller in one.callers] for one in called}
    called_ones = {"n1": [("one", "1")], "ours": [("notes", "a")], "n3": [("one", "3"), ("one", "3")]}
    assert notes == {**called_ones, "n2": [], "n5": [], "n6": [], "n7": []}


def test_what_does_not_add_up() -> None:
    one, notes = ledger()["one"], ledger()["notes"]
    assert (len(one.notes), one.calls, one.lost, one.adds_up) == (1, 5, ("4",), False)
    assert [called.note.label for called in notes.notes if called.is_open] == ["60a", "5", "5"]
    assert notes.missing == ("2", "4", *map(str, range(6, 60)))
    assert notes.repeated == ("5",)
    assert notes.unordered == ("5", "5")


def test_a_label_far_from_the_others_passes_over_no_numbers() -> None:
    labels = ("1", "3", "19410505")
    notes = "".join(f'<note n="{label}" place="end" target="#p"><p>Note.</p></note>' for label in labels)
    text = f'<TEI xmlns="{TEI}"><text><body><p xml:id="p">Text.</p></body><back>{notes}</back></text></TEI>'
    (account,) = accounts(catalog.link([collect(TeiDocument("a.xml", "a", etree.fromstring(text)))]))
    assert account.missing == ("2",)


def test_the_table_has_sums_and_says_in_words_what_is_wrong() -> None:
    lines = as_table(list(ledger().values())).splitlines()
    assert lines[1].split() == ["notes", "7", "1", "3", "0", "56", "1", "2"]
    assert lines[2].split() == ["one", "1", "5", "0", "1", "0", "0", "0"]
    assert lines[3].split() == ["all", "8", "6", "3", "1", "56", "1", "2"]
    assert "one: calls without note: 4" in lines
    assert "notes: notes that nothing calls: 60a, 5, 5" in lines


def test_the_csv_has_a_row_for_each_call_each_open_note_and_each_lost_call() -> None:
    table = csv.reader(io.StringIO(notes_csv(ledger().values()).decode("utf-8"), newline=""))
    rows = [tuple(row) for row in table][1:]
    assert [row[:5:3] + row[5:] for row in rows if row[1] == "n3"] == [("notes", "one", "3"), ("notes", "one", "3")]
    assert ("notes", "n2", "60a", "", "", "") in rows
    assert ("", "", "", "one", "", "4") in rows
