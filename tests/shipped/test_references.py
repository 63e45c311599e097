"""References by date: what the program finds in the shipped edition, against the key read by eye."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager, nullcontext
from typing import Any, NamedTuple

import pytest

from edition.annotate.resolving import Reference
from edition.pipeline.annotate import annotate
from tests.shipped.reading import PROJECT, key

OUTSIDE = "outside"


class Compared(NamedTuple):
    """A place of the key, what the program says of it, and whether that is right."""

    known: dict[str, Any]
    found: Reference | None
    right: bool

    @property
    def wanted(self) -> set[str]:
        return set(self.known["targets"]) - {OUTSIDE}

    @property
    def given(self) -> set[str]:
        return {target.document for target in self.found.targets} if self.found else set()

    @property
    def place(self) -> str:
        return f"{self.known['document']}: {self.known['words']}"


def quiet(description: str, size: int) -> AbstractContextManager[Any]:
    return nullcontext(lambda step: None)


@pytest.fixture(scope="module")
def references() -> tuple[Reference, ...]:
    return annotate(PROJECT, write=False, jobs=1, track=quiet)[1].references


@pytest.fixture(scope="module")
def compared(references: tuple[Reference, ...]) -> list[Compared]:
    left = sorted(references, key=lambda one: (one.citing.document, one.phrase.block, one.phrase.start))
    result = []
    for known in key("references_by_date")["references"]:
        found = next((one for one in left if one.citing.document == known["document"] and same_words(known, one)), None)
        if found is not None:
            left.remove(found)
        result.append(Compared(known, found, right=is_right(known, found)))
    return result


def same_words(known: dict[str, Any], found: Reference) -> bool:
    one, other = ("".join(words.split()).lower() for words in (known["words"], found.phrase.words))
    return one in other or other in one


def is_right(known: dict[str, Any], found: Reference | None) -> bool:
    given = {target.document for target in found.targets} if found else set()
    if "one_of" in known:
        return given <= set(known["one_of"])
    return given == set(known["targets"]) - {OUTSIDE}


def test_references_by_date_whose_target_is_in_the_edition(compared: list[Compared]) -> None:
    dated = [one for one in compared if one.known.get("dated", True)]
    inside = [one for one in dated if one.wanted]
    given = [one for one in dated if one.given]
    found = [one for one in inside if one.given and one.right]
    right = [one for one in given if one.right]
    print(f"{len(found)} of {len(inside)} found, {len(right)} of {len(given)} given are right")
    missed = [one.place for one in (*inside, *given) if one not in found and one not in right]
    assert len(found) >= 0.95 * len(inside), missed
    assert len(right) >= 0.98 * len(given), missed


def test_references_without_a_date_are_right_where_they_are_given(compared: list[Compared]) -> None:
    given = [one for one in compared if one.given and not one.known.get("dated", True)]
    inside = [one for one in compared if one.wanted and not one.known.get("dated", True)]
    print(f"{len(given)} of {len(inside)} without a date given")
    assert not [one.place for one in given if not one.right]
    assert len(given) >= 0.9 * len(inside)


def test_no_false_answer_and_none_missed_that_a_date_proves(compared: list[Compared]) -> None:
    assert not [one.place for one in compared if one.found and one.found.answer and not one.known["answer"]]
    proved = [one for one in compared if one.known["answer"] and one.known.get("dated", True) and one.wanted]
    assert not [one.place for one in proved if not (one.found and one.found.answer)]


def test_what_the_edition_does_not_have_is_told(compared: list[Compared]) -> None:
    outside = [one for one in compared if one.known["targets"] == [OUTSIDE] and one.known.get("dated", True)]
    assert not [one.place for one in outside if one.given or not (one.found and one.found.missing)]


def test_every_reference_is_in_the_key(references: tuple[Reference, ...], compared: list[Compared]) -> None:
    known = Counter((one.found.citing.document, one.found.phrase.start) for one in compared if one.found)
    told = [one for one in references if one.told and (one.citing.document, one.phrase.start) not in known]
    assert not [f"{one.citing.document}: {one.phrase.words}" for one in told]
