"""Places that may be damaged: what the checks propose and what they leave alone, and how good they are."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from edition.ingest import candidates, decisions
from edition.ingest.candidates import Candidate, Lexicon, find, undecided
from edition.ingest.candidates.measure import Judged, as_table, measure
from edition.ingest.decisions import Made
from edition.ingest.source import Source
from edition.ingest.work import Block, Division, Kind, Note, Role, Span, Text, Work
from edition.pipeline import doubts, precision
from tests.conftest import PROJECT
from tests.examples import Example, examples

HAMLETS = "We saw the the barges. The Coun- cil is con cerned."


def proposed(text: str, language: str = "en", work: Work | None = None) -> tuple[Candidate, ...]:
    return find(text, work, Lexicon.of(language, [text]))


def shown(candidate: Candidate, text: str) -> str:
    """A candidate as the examples write it: its check, its words, what is proposed for them."""
    return f"{candidate.kind}: “{text[candidate.start : candidate.end]}”{proposal(candidate.proposal or {})}"


def proposal(decision: Mapping[str, object]) -> str:
    match decision:
        case {"correction": {"corr": corr}}:
            return f" → “{corr}”"
        case {"supplied": words}:
            return f" + “{words}”"
        case {"surplus": True}:
            return " → surplus"
        case _:
            return ""


@pytest.mark.parametrize("example", examples("candidates"))
def test_what_is_proposed(example: Example) -> None:
    head, _, text = example.input.rpartition("===\n")
    language = head.removeprefix("language: ").strip() or "en"
    assert "\n".join(shown(one, text) for one in proposed(text, language)) == example.output


def test_every_candidate_says_what_and_why_and_the_likeliest_stand_first() -> None:
    found = proposed(HAMLETS)
    assert len(found) == 3
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)
    for one in found:
        assert one.message.endswith(".") and one.evidence and 0 < one.weight <= 1


def test_the_hash_seed_changes_nothing() -> None:
    text = "tbe mornirg barqes wcir miil llii hcl rnl ccr re-ceived"
    program = (
        "import sys; from edition.ingest.candidates import Lexicon, find; "
        "print(find(sys.argv[1], None, Lexicon.of('en', [sys.argv[1]])))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, text],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1 and "barges" in outputs.pop()


def test_the_other_texts_of_the_edition_are_known_words() -> None:
    text = "The zugwind came."
    assert [one.kind for one in proposed(text)] == ["spelling"]
    assert find(text, None, Lexicon.of("en", [text, "A zugwind. No zugwind."])) == ()
    assert find(text, None, Lexicon.of("en", [text], ["Zugwind", "zugwind"])) == ()


def test_halves_of_broken_words_are_no_known_words() -> None:
    text = "The So- viet and the So- viet and the Soviet."
    assert not Lexicon.of("en", [text]).knows("viet")


def test_addresses_of_the_web_are_not_read() -> None:
    assert proposed("See https://hamlets.example/tbe,mill.And and tell us.") == ()


def block(text: str, source: str, kind: Kind = Kind.PARAGRAPH) -> Block:
    start = source.index(text)
    return Block(kind, (Text(text, start),), start)


def work_of(text: str, divisions: tuple[Division, ...], notes: tuple[Note, ...] = ()) -> Work:
    return Work(Source.of("hamlets", "source.txt", text), divisions=divisions, notes=notes)


def test_documents_and_notes_that_the_sequence_lacks() -> None:
    text = "First.\n\nSecond.\n\nFourth.\n\n1. One.\n\n3. Three.\n"
    divisions = tuple(
        Division("message", (block(words, text),), number=number, number_lost=number == "2")
        for words, number in (("First.", "1"), ("Second.", "2"), ("Fourth.", "4"))
    )
    notes = tuple(Note(label, (block(words, text),)) for words, label in (("1. One.", "1"), ("3. Three.", "3")))
    found = proposed(text, work=work_of(text, divisions, notes))
    assert [(one.kind, one.message) for one in found] == [
        ("gap", "The document 4 follows the document 1."),
        ("gap", "The note 3 follows the note 1."),
    ]


def test_title_matter_calls_and_marks_are_not_read() -> None:
    text = "Tbe titel :\n\nThe weir 12 , the mill."
    start = text.index("The weir")
    call = Span(Role.CALL, (Text("12", start + 9),))
    content = (Text("The weir ", start), call, Text(" , the mill.", start + 11))
    division = Division("message", (Block(Kind.PARAGRAPH, content, start),))
    assert proposed(text, work=work_of(text, (division,))) == ()
    assert [one.kind for one in proposed(text)] != []


def test_cells_of_a_flattened_table_are_no_words_run_together() -> None:
    text = "outputLong 30"
    cells = (Span(Role.CELL, (Text("output", 0),)), Span(Role.CELL, (Text("Long", 6),)), Text(" 30", 10))
    division = Division("message", (Block(Kind.TABLE_ROW, cells, 0),))
    sentence = " The long output is long."
    words = Lexicon.of("en", [text, sentence, sentence])
    assert [one.kind for one in find(text, None, words)] == ["spacing"]
    assert find(text, work_of(text, (division,)), words) == ()


def made(folder: Path, text: str, yaml: str) -> Made:
    (folder / "decisions.yml").write_text(yaml, encoding="utf-8")
    return decisions.read(folder, "sources/hamlets", Source.of("hamlets", "sources/hamlets/source.txt", text))


def decision(quote: str, matter: str) -> str:
    return f"  - {{quote: '{quote}', {matter}, reason: So it is., resp: editor}}\n"


@pytest.mark.parametrize(
    ("entry", "left"),
    [
        (decision("the the", "correction: {sic: the the, corr: the, fault: print}"), ["Coun- cil", "con cerned"]),
        (decision("the the barges", "stands: true"), ["Coun- cil", "con cerned"]),
        (decision("Coun- cil is con cerned", "unclear: true"), ["the the"]),
        (decision("Coun- cil", "surplus: true"), ["con cerned", "the the"]),
        (decision("con cerned", "supplied: ' greatly'"), ["Coun- cil", "the the"]),
        (decision("We saw", "supplied: ' greatly'"), ["Coun- cil", "con cerned", "the the"]),
        (decision("saw the the", "comment: Twice."), ["Coun- cil", "con cerned", "the the"]),
    ],
)
def test_what_a_decision_covers_is_decided(tmp_path: Path, entry: str, left: list[str]) -> None:
    done = made(tmp_path, HAMLETS, f"decisions:\n{entry}")
    found = undecided(proposed(HAMLETS), HAMLETS, done.decisions, done.standing)
    assert sorted(HAMLETS[one.start : one.end] for one in found) == left


def test_listed_words_stand_wherever_they_are(tmp_path: Path) -> None:
    text = "The zugwind came."
    done = made(tmp_path, text, "words:\n  - {forms: [zugwind], reason: A dialect word.}\n")
    assert undecided(proposed(text), text, done.decisions, done.standing) == ()


def test_a_joined_paragraph_is_decided_from_where_its_first_half_ends(tmp_path: Path) -> None:
    text = (
        "We have been told by the miller of the Upper Hamlet that the weir will soon be opened by or\n\n47\n\n"
        "with the help of the Lower Hamlet, and that all of the barges will be there on time.\n"
    )
    assert len(proposed(text)) == 3
    done = made(tmp_path, text, f"decisions:\n{decision('with the help', 'join: {between: 1}')}")
    assert undecided(proposed(text), text, done.decisions) == ()
    apart = made(tmp_path, text, f"decisions:\n{decision('with the help', 'join: {}')}")
    assert [one.kind for one in undecided(proposed(text), text, apart.decisions)] == ["sentence"]


def test_the_measure_counts_what_the_editors_decided(tmp_path: Path) -> None:
    entries = decision("the the", "correction: {sic: the the, corr: the, fault: print}")
    entries += decision("Coun- cil", "stands: true") + decision("is", "supplied: ' much'")
    done = made(tmp_path, HAMLETS, f"decisions:\n{entries}")
    measured = measure([Judged(HAMLETS, proposed(HAMLETS), done.decisions)])
    counts = {tally.name: (tally.of, tally.hits) for tally in (*measured.precision, *measured.top)}
    assert counts == {
        "doubled": (1, 1), "hyphen": (1, 0), "spacing": (1, 0), "all": (3, 1),
        "first 10": (3, 1), "first 50": (3, 1), "first 100": (3, 1),
    }  # fmt: skip
    recall = {tally.name: (tally.of, tally.hits) for tally in measured.recall}
    assert recall["correction"] == (1, 1) and recall["supplied"] == (1, 0) and recall["all"] == (2, 1)
    assert "first 10            3        1    33 %" in as_table(measured)


@contextmanager
def silently(description: str, size: int) -> Iterator[Callable[[int], None]]:
    yield lambda steps: None


def test_the_shipped_edition_leaves_no_place_in_doubt() -> None:
    _, found = doubts.doubts(PROJECT, (), track=silently)
    assert [doubt.message for doubt in found.doubts] == []


def test_the_documentation_tells_the_measure_of_the_shipped_edition() -> None:
    _, measured = precision.precision(PROJECT, (), track=silently)
    assert min(tally.hits / tally.of for tally in measured.top) >= 0.9
    page = (PROJECT / "docs" / "doubts.md").read_text(encoding="utf-8")
    assert as_table(measured).strip() in page, "docs/doubts.md has older numbers than `make precision` prints"


def test_the_documentation_tells_of_every_check() -> None:
    folder = Path(candidates.__file__).parent
    code = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.py")))
    kinds = set(re.findall(r'Candidate\(\s*"(\w+)"', code))
    page = (PROJECT / "docs" / "doubts.md").read_text(encoding="utf-8")
    assert kinds == set(re.findall(r"^\| `(\w{2,})` \|", page, re.MULTILINE))
