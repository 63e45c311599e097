"""Verdicts kept between runs: they change nothing but the time that a run takes."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.cache import Store
from edition.pipeline import CACHE, Outcome
from edition.pipeline.validate import validate
from edition.validate import cache, files
from edition.validate.cache import Verdicts
from edition.validate.files import inspect
from edition.validate.schemas import SchemaPath, Schemas

BROKEN = Path(__file__).parent / "broken"
SCHEMA = Path(__file__).parent.parent / "tei" / "schema"
NAMES = sorted(path.name for path in BROKEN.glob("*.xml"))
GRAMMAR = '<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="{}"/></grammar>'


@contextmanager
def silent(description: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show nothing of how far the work is."""
    yield lambda steps: None


def checked(root: Path, *, jobs: int = 1, with_cache: bool = True) -> Outcome:
    """What validating an edition gives."""
    return validate(root, [], with_cache=with_cache, jobs=jobs, track=silent)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition of some of the broken documents."""
    return made(tmp_path, NAMES[::12])


def made(root: Path, names: Sequence[str]) -> Path:
    """An edition of these documents; its folder."""
    (root / "tei").mkdir()
    for name in names:
        shutil.copy(BROKEN / name, root / "tei" / name)
    return root


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_findings_are_the_same_with_and_without_and_in_several_processes(tmp_path: Path, jobs: int) -> None:
    edition = made(tmp_path, NAMES)
    shutil.copytree(SCHEMA, tmp_path / "tei" / "schema")
    without = checked(edition, with_cache=False)
    assert not (edition / CACHE).exists()
    assert [checked(edition, jobs=jobs) for _ in range(2)] == [without, without]
    assert len(without.findings) > 100


@settings(max_examples=8)
@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=6))
def test_whatever_changes_between_two_runs_the_findings_are_those_of_a_fresh_one(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str]]
) -> None:
    root = made(tmp_path_factory.mktemp("edition"), NAMES[::12])
    checked(root)
    for name, other in changes:
        shutil.copy(BROKEN / other, root / "tei" / name)
    assert checked(root) == checked(root, with_cache=False)


def refuse(file: Path, *_: object, **__: object) -> None:
    """In the place of the check of a file."""
    raise AssertionError(f"{file.name} is checked again")


def test_no_file_is_checked_a_second_time(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = checked(edition)
    monkeypatch.setattr(files, "inspect", refuse)
    assert checked(edition) == first


def test_what_was_damaged_is_checked_anew_and_kept(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = checked(edition)
    (edition / CACHE).write_text("a text", encoding="utf-8")
    assert checked(edition) == first
    monkeypatch.setattr(files, "inspect", refuse)
    assert checked(edition) == first


def test_a_verdict_that_was_altered_counts_for_nothing(edition: Path) -> None:
    first = checked(edition)
    code = first.findings[0].code.label
    with closing(sqlite3.connect(edition / CACHE)) as file, file:
        changed = file.execute(
            "UPDATE kept SET data = CAST(replace(data, ?, 'not-tei') AS BLOB) WHERE instr(CAST(data AS TEXT), ?)",
            (code, code),
        )
        assert changed.rowcount > 0
    assert checked(edition) == first


def key(folder: Path, known: Schemas = Schemas()) -> str:  # noqa: B008 - it is frozen
    """The key of the only document of a folder, as a new run makes it."""
    return Verdicts(Store(folder / "kept"), folder, "tei", known).key(folder / "letter.xml")


def test_a_key_depends_on_document_schema_parts_of_the_schema_and_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.xml").write_text('<?xml-model href="named.rng"?>\n<TEI/>', encoding="utf-8")
    (tmp_path / "own.rng").write_text(GRAMMAR.format("part.rng"), encoding="utf-8")
    own = Schemas(own=SchemaPath(tmp_path / "own.rng", "own.rng", tmp_path))
    keys = [key(tmp_path), key(tmp_path, own)]
    for name in ("part.rng", "named.rng", "own.rng"):
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write(GRAMMAR.format("more.rng") + "\n")
        keys.append(key(tmp_path, own))
    (tmp_path / "more.rng").write_text("<grammar/>", encoding="utf-8")
    keys.append(key(tmp_path, own))
    (tmp_path / "letter.xml").write_text('<?xml-model href="named.rng"?>\n<TEI />', encoding="utf-8")
    keys.append(key(tmp_path, own))
    monkeypatch.setattr(cache, "program", lambda: "another version")
    keys.append(key(tmp_path, own))
    assert len(set(keys)) == len(keys)
    assert all(keys)


@pytest.mark.parametrize("content", ["<?xml version='1.0'?><TEI/>".encode("utf-16"), b"", b"TEI"])
def test_what_cannot_be_looked_into_has_no_key(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.xml").write_bytes(content)
    assert key(tmp_path) == ""


def test_a_schema_whose_parts_cannot_be_told_has_no_key(tmp_path: Path) -> None:
    (tmp_path / "letter.xml").write_text("<TEI/>", encoding="utf-8")
    (tmp_path / "own.rng").write_text(GRAMMAR.replace("<include", '<include xml:base="parts/"'), encoding="utf-8")
    assert key(tmp_path, Schemas(own=SchemaPath(tmp_path / "own.rng", "own.rng", tmp_path))) == ""


def test_a_document_that_changes_while_it_is_checked_is_not_kept(tmp_path: Path) -> None:
    letter = tmp_path / "letter.xml"
    letter.write_text("<TEI/>", encoding="utf-8")
    verdicts = Verdicts(Store(tmp_path / "kept"), tmp_path, "tei", Schemas())
    before = verdicts.key(letter)
    letter.write_text("<TEI >", encoding="utf-8")
    with verdicts.store:
        verdicts.put(letter, before, inspect(letter, tmp_path))
    with verdicts.store:
        assert verdicts.get(letter, before) is None


def test_there_are_never_too_many(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST_BYTES", 1)
    checked(edition)
    with closing(sqlite3.connect(edition / CACHE)) as file:
        assert file.execute("SELECT count(*) FROM kept").fetchall() == [(0,)]


def test_git_is_told_to_leave_them_out_and_a_folder_that_leads_elsewhere_is_not_written(edition: Path) -> None:
    checked(edition)
    assert (edition / CACHE).with_name(".gitignore").read_text(encoding="utf-8") == "*\n"
    shutil.rmtree(edition / ".cache")
    (edition / "elsewhere").mkdir()
    (edition / ".cache").symlink_to("elsewhere")
    checked(edition)
    assert not list((edition / "elsewhere").iterdir())


def test_where_nothing_can_be_written_nothing_is_kept(edition: Path) -> None:
    (edition / ".cache").write_text("a file", encoding="utf-8")
    assert checked(edition) == checked(edition, with_cache=False)


def test_a_schema_that_is_none_is_told_though_all_verdicts_are_kept(edition: Path) -> None:
    checked(edition)
    named = edition / "other.rng"
    named.write_text("<grammar", encoding="utf-8")
    with pytest.raises(Exception, match=r"other\.rng is not well-formed"):
        validate(edition, [], schemas=[named], jobs=1, track=silent)
