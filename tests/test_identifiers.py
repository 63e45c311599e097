"""Identifiers stay: what is inserted takes new ones, what is taken out leaves a gap, what is revised keeps its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edition.ingest import identifiers, run
from edition.ingest.inner_parts import fingerprint
from tests.ingesting import IMPRINT, NAME, edition, ingest, roots

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
VOLUME = r"""
series: volume
body_gap: 2
calls: {}
blocks:
  heading: 'No\. (?P<number>\d+)'
  dateline: '(?P<formula>Received|Sent) on (?P<date>{date})'
  endnote_begins_with: '(?P<label>\d+)\. '
"""
NUMBERED = """No. 1

Sent on March 4, 1890


The hay is in.1

The rye is not.2

The wheat is nearly in.

No. 3

Sent on March 6, 1890


All is in.1


1. Of the west field.

And of the east field.

3. See there.
"""
LETTERS = r"blocks: {heading: '.+ to .+'}"
UNNUMBERED = """Ada to Ben

The hay is in.

The rye is not.

Ben to Ada

Mow it.

And bind it.

Ada to Ben

It is mown.
"""


def words_by_id(root: Path) -> dict[str, str]:
    """Ingest, and record; the words of every element with an identifier outside the headers, by it."""
    ingested = ingest(root)
    run.save(root, ingested)
    return {
        element.get(XML_ID, ""): " ".join("".join(str(text) for text in element.itertext()).split())
        for document in roots(ingested).values()
        for element in [document, *document.findall("{*}text//*[@{http://www.w3.org/XML/1998/namespace}id]")]
    }


def again(root: Path, *changes: tuple[str, str]) -> dict[str, str]:
    """The same after changes to the source."""
    path = root / "sources" / NAME / "source.txt"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return words_by_id(root)


def paragraphs(words: dict[str, str]) -> dict[str, str]:
    """Paragraphs, calls and notes only: their words do not change when something stands beside them."""
    return {id: text for id, text in words.items() if re.search(r"-[pcn]\d+$", id)}


def test_in_a_volume_every_other_identifier_stays(tmp_path: Path) -> None:
    root = edition(tmp_path, NUMBERED, VOLUME)
    before = words_by_id(root)
    after = again(
        root,
        ("The rye is not.2", "A new paragraph.\n\nThe rye is not.2"),
        ("No. 3\n", "No. 2\n\nSent on March 5, 1890\n\n\nA new message.\n\nNo. 3\n"),
        ("3. See there.", "2. A new note.\n\n3. See there."),
    )
    assert set(before) < set(after)
    assert {id: after[id] for id in paragraphs(before)} == paragraphs(before)
    assert {id: after[id] for id in set(after) - set(before) if id in paragraphs(after)} == {
        "letters-1-p4": "A new paragraph.",
        "letters-1-c2": "2",
        "letters-2-p1": "A new message.",
        "letters-n2": "2. A new note.",
        "letters-p4": "2. A new note.",
    }


def test_in_a_source_without_numbers_every_other_identifier_stays(tmp_path: Path) -> None:
    root = edition(tmp_path, UNNUMBERED, LETTERS)
    before = words_by_id(root)
    after = again(
        root,
        ("And bind it.", "A new paragraph.\n\nAnd bind it."),
        ("Ben to Ada", "Eve to Ada\n\nA new message.\n\nBen to Ada"),
    )
    assert set(before) < set(after)
    assert {id: after[id] for id in paragraphs(before)} == paragraphs(before)
    assert {id: text for id, text in paragraphs(after).items() if id not in before} == {
        "letters-2-p3": "A new paragraph.",
        "letters-4-p1": "A new message.",
    }


def test_a_retired_identifier_is_never_used_again(tmp_path: Path) -> None:
    root = edition(tmp_path, NUMBERED, VOLUME)
    words_by_id(root)
    without = again(root, ("\n\nThe wheat is nearly in.", ""))
    assert "letters-1-p3" not in without
    after = again(root, ("The rye is not.2", "The rye is not.2\n\nThe oats are in."))
    assert "letters-1-p3" not in after
    assert after["letters-1-p4"] == "The oats are in."
    assert identifiers.load(root / "sources" / NAME, "").retired_parts == {"letters-1": ("letters-1-p3",)}


def test_the_name_of_a_retired_document_is_never_used_again(tmp_path: Path) -> None:
    root = edition(tmp_path, UNNUMBERED, LETTERS)
    words_by_id(root)
    last = "Ada to Ben\n\nIt is mown.\n"
    without = again(root, (last, ""))
    assert "letters-3" not in without
    after = again(root, ("And bind it.\n", "And bind it.\n\nEve to Ada\n\nA new message.\n"))
    assert "letters-3" not in after
    assert after["letters-4-p1"] == "A new message."


def test_a_revised_paragraph_keeps_its_identifier(tmp_path: Path) -> None:
    root = edition(tmp_path, NUMBERED, VOLUME)
    before = words_by_id(root)
    after = again(root, ("The rye is not.2", "The rye is not in yet."), ("1. Of the west field.", "1. Of the west."))
    assert set(after) == set(before)
    assert (after["letters-1-p2"], after["letters-p1"]) == ("The rye is not in yet.", "1. Of the west.")


def test_a_paragraph_that_moves_within_its_document_keeps_its_identifier(tmp_path: Path) -> None:
    root = edition(tmp_path, NUMBERED, VOLUME)
    before = words_by_id(root)
    after = again(root, ("The hay is in.1\n\n", ""), ("nearly in.", "nearly in.\n\nThe hay is in.1"))
    assert paragraphs(after) == paragraphs(before)


def test_messages_without_number_that_change_places_keep_their_identifiers(tmp_path: Path) -> None:
    root = edition(tmp_path, UNNUMBERED, LETTERS)
    before = words_by_id(root)
    last = "Ada to Ben\n\nIt is mown.\n"
    after = again(root, (last, ""), ("Ada to Ben\n\nThe hay", f"{last}\nAda to Ben\n\nThe hay"))
    assert paragraphs(after) == paragraphs(before)


def test_a_message_without_number_that_is_wholly_revised_keeps_its_identifier(tmp_path: Path) -> None:
    root = edition(tmp_path, UNNUMBERED, LETTERS)
    before = words_by_id(root)
    after = again(root, ("It is mown.", "All is well."))
    assert set(after) == set(before)
    assert after["letters-3-p1"] == "All is well."


def test_a_source_with_one_message_keeps_its_identifier_when_it_gets_another(tmp_path: Path) -> None:
    root = edition(tmp_path, "Ada to Ben\n\nThe hay is in.\n", LETTERS)
    before = words_by_id(root)
    assert "letters-p1" in before
    after = again(root, ("Ada to Ben", "Ben to Ada\n\nIs it?\n\nAda to Ben"))
    assert {id: after[id] for id in paragraphs(before)} == paragraphs(before)
    assert after["letters-1-p1"] == "Is it?"


@pytest.mark.parametrize(("profile", "source"), [(VOLUME, NUMBERED), (LETTERS, UNNUMBERED)])
def test_identifiers_do_not_change_when_nothing_does(profile: str, source: str, tmp_path: Path) -> None:
    root = edition(tmp_path, source, profile)
    first = ingest(root)
    run.save(root, first)
    record = (root / "sources" / NAME / "identifiers.yml").read_bytes()
    second = run.ingest(root, NAME, IMPRINT)
    run.save(root, second)
    assert (first.files, first.record) == (second.files, second.record)
    assert (root / "sources" / NAME / "identifiers.yml").read_bytes() == record


def test_a_fingerprint_is_blind_to_white_space_only() -> None:
    assert fingerprint("The  hay\nis in.") == fingerprint("The hay is in.")
    assert fingerprint("The hay is in.") != fingerprint("The hay is in")


def test_a_number_that_comes_back_is_that_document_again_and_its_paragraphs_are_new(tmp_path: Path) -> None:
    root = edition(tmp_path, NUMBERED, VOLUME)
    words_by_id(root)
    third = "No. 3\n\nSent on March 6, 1890\n\n\nAll is in.1\n\n\n"
    again(root, (f"nearly in.\n\n{third}", "nearly in.\n\n\n"))
    record = identifiers.load(root / "sources" / NAME, "")
    assert record.retired == ("letters-3",)
    assert "letters-3-p1" in record.retired_parts["letters-3"]
    after = again(root, ("nearly in.\n\n\n", f"nearly in.\n\n{third}"))
    assert after["letters-3-p2"] == "All is in.1"
    assert "letters-3" not in identifiers.load(root / "sources" / NAME, "").retired


def test_a_document_without_paragraphs_is_on_record(tmp_path: Path) -> None:
    root = edition(tmp_path, "No. 1\n\nDear Ben.\n\nNo. 2\n\nThe hay is in.\n", VOLUME + "  salutation: 'Dear .+'\n")
    words_by_id(root)
    assert list(identifiers.load(root / "sources" / NAME, "").documents) == ["letters", "letters-1", "letters-2"]


def test_a_paragraph_that_moves_and_is_repeated_gives_its_identifier_to_one_of_the_two(tmp_path: Path) -> None:
    root = edition(tmp_path, NUMBERED, VOLUME)
    before = words_by_id(root)
    after = again(
        root, ("The rye is not.2\n\n", ""), ("nearly in.", "nearly in.\n\nThe rye is not.2\n\nThe rye is not.2")
    )
    assert set(before) < set(after)
    assert after["letters-1-p2"] == after["letters-1-p4"] == "The rye is not.2"


DECISIONS = """decisions:
  - {quote: The wheet is, correction: {sic: wheet, corr: wheat, fault: transcription}, reason: A misreading., resp: ed}
  - {quote: nearly in., comment: It was not., reason: The weather book., resp: ed}
"""
MORE_DECISIONS = """
  - {quote: The rye, supplied: ', alas,', reason: A blank in the source., resp: ed}
  - {quote: The rye is, comment: Or barley., reason: The weather book., resp: ed}
"""


def test_interventions_and_comments_keep_theirs_when_one_is_made_before_them(tmp_path: Path) -> None:
    source = "Ada to Ben\n\nThe rye is not.\n\nThe wheet is nearly in.\n"
    root = edition(tmp_path, source, LETTERS, DECISIONS)
    before = words_by_id(root)
    assert {id: before[id] for id in ("letters-i1", "letters-e1")} == {
        "letters-i1": "wheetwheat",
        "letters-e1": "It was not.",
    }
    after = words_by_id(edition(tmp_path, source, LETTERS, DECISIONS + MORE_DECISIONS))
    assert {id: after[id] for id in after if re.search(r"-[ie]\d+$", id)} == {
        "letters-i1": "wheetwheat",
        "letters-i2": ", alas,",
        "letters-e1": "It was not.",
        "letters-e2": "Or barley.",
    }


def test_an_intervention_taken_back_retires_its_identifier(tmp_path: Path) -> None:
    root = edition(tmp_path, "Ada to Ben\n\nThe rye is not.\n\nThe wheet is nearly in.\n", LETTERS, DECISIONS)
    words_by_id(root)
    (root / "sources" / NAME / "decisions.yml").unlink()
    words_by_id(root)
    assert {"letters-i1", "letters-e1"} <= set(identifiers.load(root / "sources" / NAME, "").retired_parts["letters"])


def test_a_record_of_one_list_is_read_as_documents_and_parts(tmp_path: Path) -> None:
    root = edition(tmp_path, NUMBERED, VOLUME)
    words_by_id(root)
    file = root / "sources" / NAME / "identifiers.yml"
    listed = "retired: [letters-1-p3, letters-9, letters-9-i1, letters-9-p1]"
    file.write_text(file.read_text("utf-8").replace("retired: []", listed), "utf-8")
    record = identifiers.load(root / "sources" / NAME, "")
    assert record.retired == ("letters-9",)
    assert record.retired_parts == {"letters-1": ("letters-1-p3",), "letters-9": ("letters-9-i1", "letters-9-p1")}
    after = again(root, ("The rye is not.2", "The rye is not.2\n\nThe oats are in."))
    assert after["letters-1-p4"] == "The oats are in."
    assert identifiers.load(root / "sources" / NAME, "").retired_parts == record.retired_parts
    assert "retired:\n- letters-9\nretired_parts:\n  letters-1:\n  - letters-1-p3\n" in file.read_text("utf-8")


def test_a_record_without_anything_retired_says_nothing_of_parts(tmp_path: Path) -> None:
    root = edition(tmp_path, NUMBERED, VOLUME)
    words_by_id(root)
    assert (root / "sources" / NAME / "identifiers.yml").read_text("utf-8").endswith("\nretired: []\n")
