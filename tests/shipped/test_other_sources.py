"""The three smaller sources: every message, date, correspondent, call, note and mark that their keys name."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from tests.shipped import reading
from tests.shipped.reading import NAMES, all_of, before, document, key, one, paragraphs, words

LETTERS = "stalin-churchill-1941"
TELEGRAM = "kerr-1943"
MEMORANDUM = "harriman-1944"
MESSAGES = key(LETTERS)["messages"]
TELEGRAM_KEY = key(TELEGRAM)
MEMORANDUM_KEY = key(MEMORANDUM)
PEOPLE = {**NAMES, "A. Clark Kerr": "kerr"}

every_message = pytest.mark.parametrize("expected", MESSAGES, ids=[message["number"] for message in MESSAGES])


def body(source: str, number: str = "") -> etree._Element:
    return one(document(source, number), "//t:body/t:div")


def plain(element: etree._Element) -> str:
    """All words of an element, also those of notes and marks."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def people(root: etree._Element, kind: str) -> list[str]:
    return [PEOPLE[name.text] for name in all_of(root, f"//t:correspAction[@type='{kind}']/t:persName")]


def test_exactly_the_messages_of_1941_are_there() -> None:
    assert reading.numbers(LETTERS) == {message["number"] for message in MESSAGES}


@every_message
def test_a_message_of_1941_has_heading_text_and_printed_source(expected: dict[str, Any]) -> None:
    root = document(LETTERS, expected["number"])
    assert plain(one(root, "//t:body//t:head")) == expected["heading"]
    units = paragraphs(body(LETTERS, expected["number"]))
    assert len(units) == expected["paragraphs"]
    assert words(units[0]).startswith(expected["starts"])
    assert words(units[-1]).endswith(expected["ends"])
    assert words(one(root, "//t:back//t:bibl")) == expected["printed_source"]["text"]


@every_message
def test_a_message_of_1941_has_correspondents_and_dates(expected: dict[str, Any]) -> None:
    root = document(LETTERS, expected["number"])
    assert people(root, "sent") == expected["sender"]
    assert people(root, "received") == expected["addressee"]
    dates = all_of(root, "//t:correspAction[@type='sent']/t:date")
    elsewhere = expected.get("date_from_elsewhere", {})
    assert [(date.get("when"), date.get("notBefore"), date.get("notAfter")) for date in dates] == [
        (expected.get("dated") or elsewhere.get("when"), elsewhere.get("not_before"), elsewhere.get("not_after"))
    ]
    printed = [(date.text, date.get("when")) for date in all_of(root, "//t:body//t:date[not(@resp)]")]
    assert printed == ([(expected["date_text"], expected["dated"])] if "dated" in expected else [])


@every_message
def test_a_message_of_1941_has_its_calls_and_no_others(expected: dict[str, Any]) -> None:
    calls = all_of(document(LETTERS, expected["number"]), "//t:ref[@type='noteAnchor']")
    assert [call.text for call in calls] == [call["label"] for call in expected["calls"]]
    for call, known in zip(calls, expected["calls"], strict=True):
        assert before(call).endswith(known["after"])
        assert call.get("target") is None, "its footnote is not in the transcription"


def test_the_telegram_has_heading_sender_addressee_and_date() -> None:
    (expected,) = TELEGRAM_KEY["messages"]
    root = document(TELEGRAM)
    assert plain(one(root, "//t:body//t:head")) == expected["heading"]
    assert (people(root, "sent"), people(root, "received")) == (expected["sender"], expected["addressee"])
    date = one(root, "//t:correspAction[@type='sent']/t:date")
    assert (date.get("when"), one(root, "//t:head/t:date").text) == (expected["dated"], expected["date_text"])


def test_the_telegram_has_its_paragraphs_with_their_printed_numerals() -> None:
    labelled = [unit for unit in paragraphs(body(TELEGRAM)) if all_of(unit, "t:label")]
    expected = TELEGRAM_KEY["paragraphs"]
    assert [plain(one(unit, "t:label")) for unit in labelled] == [known["numeral"] for known in expected]
    for unit, known in zip(labelled, expected, strict=True):
        assert words(unit).startswith(" ".join(known["starts"].split()))
        assert known["ends"] in words(unit)


def test_the_telegram_has_its_calls_each_with_its_note() -> None:
    (expected,) = TELEGRAM_KEY["messages"]
    calls = all_of(document(TELEGRAM), "//t:ref[@type='noteAnchor']")
    assert [call.text for call in calls] == [known["label"] for known in expected["calls"]]
    for call, known in zip(calls, expected["calls"], strict=True):
        assert before(call).endswith(known["after"])
        note = one(document(TELEGRAM), f"//t:note[@xml:id='{call.get('target')[1:]}']")
        assert (note.get("n"), note.get("place")) == (known["label"], "foot")


@pytest.mark.parametrize("expected", TELEGRAM_KEY["notes"], ids=[note["label"] for note in TELEGRAM_KEY["notes"]])
def test_a_note_of_the_telegram_is_whole_and_stands_in_its_paragraph(expected: dict[str, Any]) -> None:
    note = one(document(TELEGRAM), f"//t:note[@place='foot'][@n='{expected['label']}']")
    text = plain(note).removeprefix(expected["label"]).strip()
    assert text.startswith(expected["starts"])
    assert text.endswith(expected["ends"])
    assert plain(one(note, "ancestor::t:p/t:label")) == expected["paragraph"]


def test_the_marks_of_the_telegram_are_what_they_mean_with_their_author() -> None:
    paths = {
        "supplied numeral": "//t:supplied",
        "omission": "//t:gap[@reason='editorial']/t:desc",
        "sic": "//t:note[@place='inline']",
        "group undeciphered": "//t:gap[@reason='undeciphered']/t:desc",
    }
    for kind, path in paths.items():
        expected = [mark["text"] for mark in TELEGRAM_KEY["marks"] if mark["kind"] == kind]
        assert [plain(element) for element in all_of(document(TELEGRAM), f"//t:body{path}")] == expected, kind
    authors = {
        element.get("resp")
        for path in ("supplied", "gap[@reason='editorial']", "note[@place='inline']")
        for element in all_of(document(TELEGRAM), f"//t:body//t:{path}")
    }
    assert authors == {"#excerpt"}
    assert one(document(TELEGRAM), "//t:gap[@reason='undeciphered']").get("resp") == "#cipher"


def test_the_memorandum_is_no_letter_but_a_conversation() -> None:
    root = document(MEMORANDUM)
    expected = MEMORANDUM_KEY["document"]
    assert all_of(root, "//t:correspDesc") == []
    assert len(all_of(root, "//t:particDesc//t:person")) == len(expected["participants"])
    assert one(root, "//t:settingDesc//t:date").get("when") == expected["date"]
    assert one(root, "//t:body//t:dateline/t:date").text == expected["date_text"]
    assert expected["subject"] in plain(one(root, "//t:ab[@type='subject']"))


def test_the_memorandum_has_its_catalogue_record_word_for_word() -> None:
    record = plain(one(document(MEMORANDUM), "//t:recordHist/t:source"))
    for field in MEMORANDUM_KEY["catalogue_record"]["fields"]:
        assert field["text"] in record
        assert field.get("label", "") in record


@pytest.mark.parametrize("witness", ["typescript", "transcript"])
def test_a_witness_of_the_memorandum_has_its_paragraphs(witness: str) -> None:
    units = paragraphs(body(MEMORANDUM))
    assert len(units) == MEMORANDUM_KEY["witnesses"][witness]["paragraphs"]
    for unit, expected in zip(units, MEMORANDUM_KEY["paragraphs"], strict=True):
        text = of_witness(unit, witness).removeprefix("□ ")
        assert text.startswith(expected["starts"])
        assert text.endswith(expected["ends"])


def test_the_words_of_the_witnesses_differ_where_the_key_says_and_nowhere_else() -> None:
    found = [
        (plain(one(entry, "t:lem")), plain(one(entry, "t:rdg")))
        for entry in all_of(document(MEMORANDUM), "//t:body//t:p//t:app[@type='wording']")
    ]
    assert [lemma.strip() for lemma, other in found] == ["close"]
    assert [other for lemma, other in found] == [""]
    for expected in MEMORANDUM_KEY["differences_of_wording"]:
        for witness in ("typescript", "transcript"):
            assert expected[witness] in of_witness(body(MEMORANDUM), witness)


@pytest.mark.parametrize("mark", MEMORANDUM_KEY["marks"], ids=lambda mark: f"{mark['text']}-{mark['line']}")
def test_a_mark_of_the_memorandum_is_in_its_witness_alone(mark: dict[str, Any]) -> None:
    element = {"strike-through": "del", "redacted": "gap", "sic": "note"}.get(mark["kind"], "metamark")
    inside = "lem" if mark["witness"] == "typescript" else "rdg"
    marks = [plain(found) for found in all_of(document(MEMORANDUM), f"//t:body//t:{inside}//t:{element}")]
    assert mark["text"].strip("~").casefold() in [found.casefold() for found in marks]
    sigil = f"#{mark['witness']}"
    assert {found.get("wit") for found in all_of(document(MEMORANDUM), f"//t:{inside}[.//t:{element}]")} == {sigil}


def test_the_memorandum_has_each_line_of_the_apparatus_of_its_typescript() -> None:
    text = of_witness(one(document(MEMORANDUM), "//t:body"), "typescript")
    for line in MEMORANDUM_KEY["typescript_apparatus"]:
        assert line["text"].strip("~") in text


def of_witness(element: etree._Element, witness: str) -> str:
    """The words of one witness."""
    other = f"ancestor::*[@wit][@wit != '#{witness}']"
    return " ".join("".join(str(text) for text in all_of(element, f".//text()[not({other})]")).split())
