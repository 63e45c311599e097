"""Drafts of annotate kept between runs: they change nothing but the time that a run takes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from edition.annotate import drafts
from edition.cache import Store
from edition.pipeline import DRAFTS, Outcome
from edition.pipeline.annotate import Report, annotate

LARK = "<person xml:id='lark'><persName>Lark</persName></person>"
DECIDED = """rules:
  - forms: [Wren]
    entry: lark
    documents: [letter-2]
    reason: She was called so by her friends.
    resp: ed
"""


def letter(name: str, words: str, day: str = "1890-05-01") -> str:
    """A letter of a day; "" for notes, which have none."""
    said = (
        f"<profileDesc><correspDesc><correspAction type='sent'><persName>{name}</persName><date when='{day}'/>"
        "</correspAction></correspDesc></profileDesc>"
        if day
        else ""
    )
    return (
        f"<TEI xmlns='http://www.tei-c.org/ns/1.0' xml:id='{name}' xml:lang='en'><teiHeader><fileDesc><titleStmt>"
        "<title>A letter</title></titleStmt><publicationStmt><p>None.</p></publicationStmt><sourceDesc><p>None.</p>"
        f"</sourceDesc></fileDesc>{said}</teiHeader><text><body>{words}</body></text></TEI>"
    )


def corpus(root: Path) -> Path:
    """Letters and notes with a register: a call of a note tells the year of a date in it."""
    folder = root / "tei"
    (folder / "registers").mkdir(parents=True)
    called = "<p>I saw Lark.<ref type='noteAnchor' target='notes.xml#n1'>1</ref></p>"
    (folder / "letter-1.xml").write_text(letter("letter-1", called))
    (folder / "letter-2.xml").write_text(
        letter("letter-2", "<p>\nHe met Wren in Cairo, and Mrs Lark.</p>", "1890-06-01")
    )
    (folder / "notes.xml").write_text(letter("notes", "<note xml:id='n1'>Lark came on May 3.</note>", ""))
    register = letter("register", "", "").replace(
        "<text>", f"<standOff><listPerson>{LARK}</listPerson></standOff><text>"
    )
    (folder / "registers" / "persons.xml").write_text(register)
    return root


@contextmanager
def untold(description: str, steps: int) -> Iterator[Callable[[int], None]]:
    """Follow no work."""
    yield lambda done: None


def run(
    root: Path, *, write: bool = True, with_cache: bool = True, jobs: int = 1
) -> tuple[Outcome, str, dict[str, str]]:
    """What a run tells, its doubts, and the files behind it."""
    outcome, report = annotate(root, write=write, unknown=True, with_cache=with_cache, jobs=jobs, track=untold)
    return outcome, report.doubts(), contents(root, report)


def contents(root: Path, report: Report) -> dict[str, str]:
    """The files as they are, or would become."""
    there = {file.path: (root / "tei" / file.path).read_text() for file in report.files}
    return there | {file.path: file.content.decode() for file in report.files if file.content is not None}


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_is_found_with_and_without(tmp_path: Path, jobs: int) -> None:
    root = corpus(tmp_path)
    without = run(root, write=False, with_cache=False)
    assert not (root / DRAFTS).exists()
    assert [run(root, write=False, jobs=jobs) for _ in range(2)] == [without, without]
    assert 'when="1890-05-03"' in without[2]["notes.xml"]
    assert "Mrs" in without[1]


def test_a_run_behind_one_that_wrote_looks_through_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = corpus(tmp_path)
    first = run(root)
    fresh = run(root, with_cache=False)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a file is looked through again")

    monkeypatch.setattr(drafts, "_looked_through", refuse)
    assert run(root) == fresh
    assert fresh[2] == first[2]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("letter-2.xml", "Wren", "Lark"),
        ("letter-1.xml", "1890-05-01", "1891-05-01"),
        ("letter-1.xml", "notes.xml#n1", "notes.xml#n2"),
        ("registers/persons.xml", "Lark</persName>", "Wren</persName>"),
        ("registers/persons.xml", "xml:id='lark'", "xml:id='alouette'"),
    ],
    ids=["a text", "the day of a letter that calls a note", "what it calls", "a name", "the id of an entry"],
)
def test_what_changes_between_two_runs_counts(tmp_path: Path, file: str, old: str, new: str) -> None:
    root = corpus(tmp_path)
    run(root)
    changed = (root / "tei" / file).read_text()
    assert old in changed
    (root / "tei" / file).write_text(changed.replace(old, new))
    assert run(root, write=False) == run(root, write=False, with_cache=False)


def test_what_is_decided_between_two_runs_counts(tmp_path: Path) -> None:
    root = corpus(tmp_path)
    before = run(root)
    (root / "tei" / "registers" / "decisions.yml").write_text(DECIDED)
    after = run(root, write=False)
    assert after == run(root, write=False, with_cache=False)
    assert after[2] != before[2]


def test_another_version_of_the_program_looks_through_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = corpus(tmp_path)
    run(root)
    monkeypatch.setattr("edition.pipeline.annotate.program", lambda: "another version")
    seen: list[str] = []
    looked_through = drafts._looked_through

    def watched(empty: drafts.Draft, *rest: object, **more: object) -> drafts.Draft:
        seen.append(empty.path)
        return looked_through(empty, *rest, **more)  # type: ignore[arg-type]  # passed on as they are

    monkeypatch.setattr(drafts, "_looked_through", watched)
    run(root)
    assert {"letter-1.xml", "letter-2.xml", "notes.xml"} <= set(seen)


def test_a_draft_of_another_shape_counts_for_nothing(tmp_path: Path) -> None:
    root = corpus(tmp_path)
    first = run(root)
    with closing(sqlite3.connect(root / DRAFTS)) as file:
        kept = file.execute("SELECT name, key FROM kept").fetchall()
    assert len(kept) > 3
    with Store(root / DRAFTS) as store:
        for name, key in kept:
            store.put(name.decode(), key, b'{"path": 3}')
    assert run(root)[1:] == first[1:]
