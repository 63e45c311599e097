"""The registers and the names marked up in the shipped texts, against the names that were counted in the sources."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from lxml import etree

from edition.tei import documents, registers
from tests.conftest import PROJECT
from tests.shipped.reading import key

TEI = PROJECT / "tei"
# The memorandum of 1944 is counted in the key for each of its two transcriptions, and encoded once.
COUNTED = ("stalin-churchill-1941", "churchill-1942", "roosevelt-1943", "kerr-1943")
NAMES = key("names")["names"]


@pytest.fixture(scope="module")
def mentions() -> dict[str, Counter[str]]:
    """How often each entry is named in the texts of each source: words of office are no names, our notes no source."""
    found: dict[str, Counter[str]] = {}
    for source in COUNTED:
        for path in sorted((TEI / source).glob("*.xml")):
            for element in etree.parse(path, documents.parser()).getroot().iterfind(".//*[@resp='#annotate'][@ref]"):
                if etree.QName(element).localname != "rs" and not in_a_note_of_ours(element):
                    found.setdefault(element.get("ref", "").partition("#")[2], Counter())[source] += 1
    return found


def test_the_hundred_most_frequent_names_are_marked_up_and_no_others_taken_for_them(
    mentions: dict[str, Counter[str]],
) -> None:
    expected = found = wrong = 0
    for name in NAMES:
        for source in COUNTED:
            there, here = name["counts"].get(source, 0), mentions.get(name["id"], Counter())[source]
            expected += there
            found += min(there, here)
            wrong += max(0, here - there)
    print(f"{found} of {expected} occurrences, {wrong} that the key does not count")
    assert len(NAMES) == 100
    assert found / expected >= 0.98
    assert wrong / (found + wrong) <= 0.01


@pytest.mark.parametrize("name", NAMES, ids=lambda name: str(name["id"]))
def test_a_name_of_the_key_has_one_entry_with_a_name_and_a_description(name: dict[str, Any]) -> None:
    known = [one for one in entries() if one.id == name["id"]]
    assert len(known) == 1
    assert known[0].preferred
    assert known[0].description


def test_every_name_leads_to_an_entry(mentions: dict[str, Counter[str]]) -> None:
    known = {one.id for one in entries()}
    assert set(mentions) <= known


def in_a_note_of_ours(element: etree._Element) -> bool:
    """Whether the element stands in a note that no source has."""
    return any(note.get("resp") == "#editors" for note in element.iterancestors("{*}note"))


def entries() -> list[registers.Entry]:
    """The entries of all registers of the edition."""
    return [
        entry
        for path in sorted((TEI / "registers").glob("*.xml"))
        for entry in registers.read(etree.parse(path, documents.parser()).getroot(), f"registers/{path.name}")
    ]
