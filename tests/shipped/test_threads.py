"""Threads of the shipped edition: who answers whom, against the key read by eye; letters that it does not have."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.pipeline.annotate import Report, annotate
from edition.tei.catalog import Catalog, link
from edition.tei.documents import TeiFile, documents, parser
from edition.tei.facts import collect
from edition.tei.threads.model import Missing
from tests.shipped.reading import NS, PROJECT, key

MISSING = "missing"
Pairs = set[tuple[str, str]]


def quiet(description: str, size: int) -> AbstractContextManager[Any]:
    return nullcontext(lambda step: None)


@pytest.fixture(scope="module")
def report() -> Report:
    return annotate(PROJECT, write=False, jobs=1, track=quiet)[1]


@pytest.fixture(scope="module")
def roots(report: Report) -> dict[str, etree._Element]:
    """The edition's files as annotate would write them, by their paths."""
    return {
        file.path: etree.fromstring(file.content or (report.folder / file.path).read_bytes(), parser())
        for file in report.files
    }


@pytest.fixture(scope="module")
def catalog(roots: dict[str, etree._Element]) -> Catalog:
    files = (TeiFile(Path(path), path, root.getroottree()) for path, root in roots.items())
    return link([collect(document) for file in files for document in documents(file)])


@pytest.fixture(scope="module")
def found(catalog: Catalog) -> Pairs:
    """Which document answers which; one that the edition does not have is `MISSING`."""
    return {
        (answer.document.id, MISSING if isinstance(answer.to, Missing) else answer.to.id)
        for answer in catalog.threads.answers
    }


def wanted(*, dated: bool) -> Pairs:
    """The answers of the key, those whose words name the day, or also those whose words do not."""
    known = [one for one in key("answers")["answers"] if one["dated"] or not dated]
    return {(one["document"], to) for one in known for to in one["answers"]}


def test_every_answer_that_names_the_day_is_linked(found: Pairs) -> None:
    inside = wanted(dated=True)
    print(f"{len(inside & found)} of {len(inside)}")
    assert not sorted(inside - found)


def test_no_answer_that_the_key_does_not_have(found: Pairs) -> None:
    tacit = {(one["document"], one["answers"]) for one in key("answers")["tacit"]}
    assert not sorted(found - wanted(dated=False) - tacit)


def test_answers_without_a_day_are_linked_too(found: Pairs) -> None:
    inside = wanted(dated=False)
    print(f"{len(inside & found)} of {len(inside)}")
    assert not sorted(inside - found)


def test_headers_say_what_the_threads_say(roots: dict[str, etree._Element], found: Pairs) -> None:
    said = set()
    for path, root in roots.items():
        for ref in root.iterfind(".//t:correspContext/t:ref", NS):
            target = ref.get("target", "").rpartition("#")[0] or ref.get("target", "")
            other = Path(path).parent.joinpath(target).stem if target else MISSING
            if ref.get("type") == "replyTo":
                said.add((Path(path).stem, other))
            elif ref.get("type") == "replyFrom":
                assert (other, Path(path).stem) in found
    assert said == found


def test_headers_and_exchanges_have_the_same_neighbours(roots: dict[str, etree._Element], catalog: Catalog) -> None:
    said = {
        (Path(path).stem, ref.get("type"), Path(ref.get("target", "").partition("#")[0]).stem)
        for path, root in roots.items()
        for ref in root.iterfind(".//t:correspContext/t:ref[@subtype='withinCorrespondence']", NS)
    }
    computed = {
        (document.id, relation, other.id)
        for document in catalog.documents
        for place in catalog.threads.in_exchange(document)
        for relation, other in (("prev", place.previous), ("next", place.next))
        if other is not None
    }
    assert said == computed


def test_missing_letters(catalog: Catalog) -> None:
    wanted = {
        (one["from"], one["to"], str(one.get("day", "")), str(one.get("until", "")), frozenset(one["told"]))
        for one in key("answers")["missing"]
    }
    found = set()
    for missing in catalog.threads.missing:
        who = [party.name.split()[-1] for each in (missing.senders, missing.addressees) for party in each]
        assert missing.moment is not None
        until = "" if missing.moment.when else missing.moment.not_after
        told = frozenset(telling.document.id for telling in missing.told_by)
        found.add((*who, missing.moment.when, until, told))
    assert found == wanted


def test_an_enclosure_stands_between_what_it_answers_and_the_answer(catalog: Catalog) -> None:
    (stalin_churchill,) = (
        exchange
        for exchange in catalog.threads.exchanges
        if {party.name for party in exchange.parties} == {"J. V. Stalin", "Winston S. Churchill"}
    )
    turns = [turn for turn in stalin_churchill.letters if turn.moment and turn.moment.sort_key.startswith("1943-06")]
    assert [(turn.letter.id, turn.part, turn.days) for turn in turns] == [
        ("lost-1943-06-19", "", None),
        ("roosevelt-1943-97", "roosevelt-1943-97-d2", 5),
        ("lost-1943-06-26", "", 2),
    ]
    assert [answer.to.id for answer in turns[1].answers] == ["lost-1943-06-19"]
