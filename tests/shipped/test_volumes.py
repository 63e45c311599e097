"""Both volumes of the *Correspondence*: every message, date, correspondent, call and note that the key names."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from tests.shipped import reading
from tests.shipped.reading import ID, NAMES, all_of, before, document, key, one, paragraphs, words

VOLUMES = ("churchill-1942", "roosevelt-1943")
KEYS = {source: key(source) for source in VOLUMES}
MESSAGES = [(source, message) for source in VOLUMES for message in KEYS[source]["messages"]]
NOTES = [(source, note) for source in VOLUMES for note in KEYS[source]["notes"]]

every_message = pytest.mark.parametrize(
    ("source", "expected"), MESSAGES, ids=[f"{source}-{message['number']}" for source, message in MESSAGES]
)
every_note = pytest.mark.parametrize(
    ("source", "expected"), NOTES, ids=[f"{source}-n{note['label']}" for source, note in NOTES]
)


def main(source: str, number: str) -> etree._Element:
    return one(document(source, number), "//t:body/t:div[@type='message']")


@pytest.mark.parametrize("source", VOLUMES)
def test_exactly_the_messages_of_the_key_are_there(source: str) -> None:
    assert reading.numbers(source) == {message["number"] for message in KEYS[source]["messages"]}
    listed = [pointer.get("target") for pointer in all_of(document(source), "//t:body//t:ptr")]
    assert listed == [f"{source}-{message['number']}.xml" for message in KEYS[source]["messages"]]


@every_message
def test_a_message_has_its_number_and_its_text(source: str, expected: dict[str, Any]) -> None:
    division = main(source, expected["number"])
    assert division.get("n") == expected["number"]
    assert bool(all_of(division, "t:head/t:supplied")) is not expected["printed"]
    units = paragraphs(division)
    assert len(units) == expected["paragraphs"]
    assert words(units[0]).startswith(expected["starts"])
    assert words(units[-1]).endswith(expected["ends"]) or expected["ends"] in words(division)


@every_message
def test_a_message_has_its_correspondents(source: str, expected: dict[str, Any]) -> None:
    root = document(source, expected["number"])
    description = all_of(root, "//t:correspDesc")[0]
    sent = all_of(description, "t:correspAction[@type='sent']/t:persName")
    received = all_of(description, "t:correspAction[@type='received']/t:persName")
    senders = {NAMES[name.text] for name in sent if name.get("cert") != "low"}
    assert senders - set(expected.get("on_behalf_of", [])) == set(expected["sender"])
    assert {NAMES[name.text] for name in received if name.get("cert") != "low"} == set(expected["addressee"])
    perhaps = {NAMES[name.text] for name in (*sent, *received) if name.get("cert") == "low"}
    assert perhaps <= {*expected.get("sender_possible", []), *expected.get("addressee_possible", [])}


@every_message
def test_a_message_has_its_dates(source: str, expected: dict[str, Any]) -> None:
    description = all_of(document(source, expected["number"]), "//t:correspDesc")[0]
    sent = all_of(description, "t:correspAction[@type='sent']/t:date")
    received = all_of(description, "t:correspAction[@type='received']/t:date")
    stated = {"sent": sent, "dated": sent, "received": received}
    for kind, dates in stated.items():
        if kind in expected:
            assert expected[kind] in [date.get("when") for date in dates]
    elsewhere = expected.get("date_from_elsewhere", {})
    everywhere = [*sent, *received]
    if "when" in elsewhere:
        assert elsewhere["when"] in [date.get("when") for date in everywhere]
    for bound, attribute in (("not_before", "notBefore"), ("not_after", "notAfter")):
        if bound in elsewhere:
            assert elsewhere[bound] in [date.get(attribute) for date in everywhere]


@every_message
def test_a_message_has_its_calls_and_no_others(source: str, expected: dict[str, Any]) -> None:
    calls = all_of(main(source, expected["number"]), ".//t:ref[@type='noteAnchor']")
    assert [call.text for call in calls] == [call["label"] for call in expected["calls"]]
    for call, known in zip(calls, expected["calls"], strict=True):
        assert before(call).endswith(known["after"])
        lost = known["label"] in {one["label"] for one in KEYS[source]["calls_without_note"]}
        assert call.get("target") == (None if lost else f"{source}.xml#{source}-n{call.text}")


@every_note
def test_a_note_has_its_paragraphs_its_callers_and_its_references(source: str, expected: dict[str, Any]) -> None:
    label = expected["label"]
    note = one(document(source), f"//t:note[@n='{label}']")
    assert note.get(ID) == f"{source}-n{label}"
    units = all_of(note, ".//t:p")
    assert len(units) == expected["paragraphs"]
    assert words(units[0]).startswith(expected["starts"])
    assert words(units[-1]).endswith(expected["ends"]) or expected["ends"] in words(units[-1])
    callers = [
        message["number"]
        for message in KEYS[source]["messages"]
        if label in [call.text for call in all_of(document(source, message["number"]), "//t:ref[@type='noteAnchor']")]
    ]
    assert callers == expected["called_from"]
    assert (note.get("target") is not None) is bool(expected["call_lost"])
    references = all_of(note, ".//t:ref[not(@resp='#annotate')]")
    assert len(references) == len(expected["refers_to"])
    for reference, known in zip(references, expected["refers_to"], strict=True):
        if "paragraph" in known:
            file, _, id = reference.get("target", "").partition("#")
            assert file == f"{source}-{known['document']}.xml"
            item = one(document(source, known["document"]), f"//t:item[.//@xml:id='{id}' or @xml:id='{id}']")
            label = item.getprevious()
            assert label is not None
            assert label.text == known["paragraph"].split()[-1]
        elif "begins" in known:
            file, _, id = reference.get("target", "").partition("#")
            assert file == f"{source}-{known['document']}.xml"
            assert words(one(document(source, known["document"]), f"//*[@xml:id='{id}']")).startswith(known["begins"])
        elif "document" in known:
            assert reference.get("target") == f"{source}-{known['document']}.xml"
        elif known["note"] in {one["label"] for one in KEYS[source]["calls_without_note"]}:
            assert (reference.get("type"), reference.get("target")) == ("unresolved", None)
        else:
            assert reference.get("target") == f"{source}.xml#{source}-n{known['note']}"
        if "page" in known:
            pages = one(reference.getparent(), "t:biblScope[@unit='page']")
            first, _, last = known["page"].replace("–", "-").partition("-")
            assert (pages.get("from"), pages.get("to")) == (first, last or first)


@pytest.mark.parametrize("source", VOLUMES)
@pytest.mark.parametrize(
    ("listed", "path"),
    [
        ("salutations", ".//t:opener/t:salute"),
        ("closers", ".//t:closer/t:salute"),
        ("signatures", ".//t:closer/t:signed"),
        ("address_lines", ".//t:opener/t:address"),
        ("postscripts", ".//t:postscript"),
    ],
)
def test_openers_and_closers_are_those_of_the_key(source: str, listed: str, path: str) -> None:
    found = [
        (message["number"], " ".join("".join(element.itertext()).split()))
        for message in KEYS[source]["messages"]
        for element in all_of(main(source, message["number"]), path)
    ]
    assert found == [(entry["number"], entry["text"]) for entry in KEYS[source][listed]]
