"""Who owns a file of `tei/`: ingest rewrites its own; what somebody edited is kept, merged, or a conflict."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from edition.diagnostics import Code, EditionError
from edition.ingest import ownership, run
from tests.ingesting import NAME, edition, ingest

PROFILE = r"blocks: {heading: 'No\. (?P<number>\d+)'}"
# Paragraphs are lines of the TEI; git merges changes of lines that do not touch.
SOURCE = """No. 1

The hay is in.

The rye is not.

The wheat is in.

Nor is it.

The peas are in.

No. 2

The oats are in.
"""
FIRST = f"tei/{NAME}/{NAME}-1.xml"
SECOND = f"tei/{NAME}/{NAME}-2.xml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An edition with one source, ingested and committed to git."""
    edition(tmp_path, SOURCE, PROFILE)
    said_by(tmp_path)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def git(root: Path, *arguments: str) -> None:
    """Run git in a folder, apart from the settings of whoever runs the tests."""
    settings = ("-c", "user.name=Edith", "-c", "user.email=edith@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *settings, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path) -> None:
    """Commit everything."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "State")


def said_by(root: Path) -> list[tuple[Code, str]]:
    """Ingest and save; the code and file of each finding of the saving."""
    return [(found.code, found.location.path) for found in run.save(root, ingest(root))]


def change(path: Path, old: str, new: str) -> None:
    """Replace words that a file has once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old} in {path.name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def change_source(root: Path, old: str, new: str) -> None:
    """The same in the source."""
    change(root / "sources" / NAME / "source.txt", old, new)


def test_ingest_twice_changes_no_byte_and_no_time(root: Path) -> None:
    files = [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
    assert said_by(root) == []
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files} == before


def test_a_file_that_nobody_edited_is_written_anew(root: Path) -> None:
    change_source(root, "hay is in", "hay is out")
    assert said_by(root) == []
    assert "hay is out" in (root / FIRST).read_text(encoding="utf-8")


def test_a_hand_edit_is_kept(root: Path) -> None:
    change(root / FIRST, "The hay is in.", "The <term>hay</term> is in.")
    edited = (root / FIRST).read_bytes()
    assert said_by(root) == said_by(root) == [(Code.EDITED_FILE_KEPT, FIRST)]
    assert (root / FIRST).read_bytes() == edited


def test_a_hand_edit_is_merged_with_new_output(root: Path) -> None:
    change(root / FIRST, "The hay is in.", "The <term>hay</term> is in.")
    change_source(root, "wheat is in", "wheat is out")
    assert said_by(root) == [(Code.EDITED_FILE_KEPT, FIRST)]
    merged = (root / FIRST).read_text(encoding="utf-8")
    assert "The <term>hay</term> is in." in merged
    assert "The wheat is out." in merged


def test_a_merged_file_is_merged_again(root: Path) -> None:
    change(root / FIRST, "The hay is in.", "The <term>hay</term> is in.")
    change_source(root, "wheat is in", "wheat is out")
    said_by(root)
    commit(root)
    merged = (root / FIRST).read_bytes()
    assert said_by(root) == [(Code.EDITED_FILE_KEPT, FIRST)]
    assert (root / FIRST).read_bytes() == merged
    change_source(root, "peas are in", "peas are out")
    assert said_by(root) == [(Code.EDITED_FILE_KEPT, FIRST)]
    twice = (root / FIRST).read_text(encoding="utf-8")
    assert [words in twice for words in ("<term>hay</term>", "wheat is out", "peas are out")] == [True] * 3


def test_a_hand_edit_in_conflict_is_reported_and_kept(root: Path) -> None:
    change(root / FIRST, "The hay is in.", "The <term>hay</term> is in.")
    edited = (root / FIRST).read_bytes()
    change_source(root, "hay is in", "hay is out")
    assert said_by(root) == [(Code.EDIT_CONFLICT, FIRST)]
    assert (root / FIRST).read_bytes() == edited


def test_a_document_that_is_no_longer_made_is_removed(root: Path) -> None:
    change_source(root, "\nNo. 2\n\nThe oats are in.\n", "")
    assert said_by(root) == []
    assert (root / FIRST).exists()
    assert not (root / SECOND).exists()
    assert SECOND not in ownership.read_lock(root)


def test_a_document_that_is_no_longer_made_stays_if_somebody_edited_it(root: Path) -> None:
    change(root / SECOND, "The oats", "The <term>oats</term>")
    change_source(root, "\nNo. 2\n\nThe oats are in.\n", "")
    assert said_by(root) == [(Code.EDITED_FILE_KEPT, SECOND)]
    assert "<term>oats</term>" in (root / SECOND).read_text(encoding="utf-8")


def test_a_file_that_ingest_never_wrote_is_left_alone(root: Path) -> None:
    own = root / "tei" / NAME / "afterword.xml"
    own.write_text("<TEI/>", encoding="utf-8")
    assert said_by(root) == []
    assert own.read_text(encoding="utf-8") == "<TEI/>"


@pytest.mark.parametrize("lost", ["git", "lock"])
def test_without_git_or_lock_an_edited_file_is_kept(lost: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    change(root / FIRST, "The hay is in.", "The <term>hay</term> is in.")
    edited = (root / FIRST).read_bytes()
    change_source(root, "wheat is in", "wheat is out")
    if lost == "git":
        monkeypatch.setenv("PATH", "")
    else:
        (root / ownership.LOCK).unlink()
    found = run.save(root, ingest(root))
    assert [(each.code, each.location.path) for each in found] == [(Code.EDIT_CONFLICT, FIRST)]
    assert "move it away and run ingest again" in found[0].help
    assert (root / FIRST).read_bytes() == edited


def test_without_lock_files_as_ingest_writes_them_are_its_own(root: Path) -> None:
    lock = (root / ownership.LOCK).read_bytes()
    (root / ownership.LOCK).unlink()
    assert said_by(root) == []
    assert (root / ownership.LOCK).read_bytes() == lock


def test_a_file_moved_away_is_written_anew(root: Path) -> None:
    before = (root / FIRST).read_bytes()
    (root / FIRST).unlink()
    assert said_by(root) == []
    assert (root / FIRST).read_bytes() == before


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (FIRST, Code.CANNOT_WRITE),
        (f"tei/{NAME}", Code.CANNOT_WRITE),
        ("sources/ingest.lock", Code.FILE_UNREADABLE),
    ],
)
def test_what_stands_in_the_place_of_a_file_is_a_finding(place: str, code: Code, tmp_path: Path) -> None:
    edition(tmp_path, SOURCE, PROFILE)
    if place == f"tei/{NAME}":
        (tmp_path / "tei").mkdir()
        (tmp_path / place).write_text("in the way", encoding="utf-8")
    else:
        (tmp_path / place).mkdir(parents=True)
    with pytest.raises(EditionError) as raised:
        run.save(tmp_path, ingest(tmp_path))
    (found,) = raised.value.diagnostics
    assert (found.code, found.location.path) == (code, place)


def test_the_lock_has_the_id_that_git_gives_a_file(root: Path) -> None:
    command = ["git", "hash-object", FIRST]
    known = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.strip()
    assert ownership.read_lock(root)[FIRST] == known


def with_mention(file: Path) -> None:
    """Put a mention into a file as annotate does."""
    marked = '<name ref="#rye" cert="high" resp="#annotate">rye</name>'
    file.write_text(file.read_text(encoding="utf-8").replace("rye", marked), encoding="utf-8")


def test_markup_of_annotate_is_no_edit(root: Path) -> None:
    with_mention(root / FIRST)
    before = (root / FIRST).read_bytes()
    assert said_by(root) == []
    assert (root / FIRST).read_bytes() == before


def test_where_the_source_changed_a_file_with_markup_of_annotate_is_written_anew(root: Path) -> None:
    with_mention(root / FIRST)
    change_source(root, "The wheat is in.", "The wheat is out.")
    assert said_by(root) == []
    assert "wheat is out" in (root / FIRST).read_text(encoding="utf-8")
    assert "annotate" not in (root / FIRST).read_text(encoding="utf-8")


def test_an_edit_is_merged_when_git_has_only_the_annotated_file(root: Path) -> None:
    with_mention(root / FIRST)
    shutil.rmtree(root / ".git")
    git(root, "init", "--quiet")
    commit(root)
    edited = (root / FIRST).read_text(encoding="utf-8").replace("The hay is in.", "The hay is in, I think.")
    (root / FIRST).write_text(edited, encoding="utf-8")
    change_source(root, "The peas are in.", "The peas are out.")
    assert said_by(root) == [(Code.EDITED_FILE_KEPT, FIRST)]
    merged = (root / FIRST).read_text(encoding="utf-8")
    assert "The hay is in, I think." in merged
    assert "The peas are out." in merged
