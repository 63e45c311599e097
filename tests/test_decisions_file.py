"""Writing decisions: one entry changes, every other byte of the file stays, and each change can be undone."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from edition import yamlfile
from edition.diagnostics import EditionError
from edition.ingest.decisions import DecisionFile, file
from edition.ingest.decisions.anchors import located
from edition.ingest.decisions.file import DecisionsFile, with_anchor, with_entry, with_made_for
from edition.quoting import moved
from edition.quoting.moved import Anchor
from edition.tei.names import NO_CHARACTER
from tests.conftest import PROJECT

SHIPPED = sorted((PROJECT / "sources").glob("*/decisions.yml"))
ENTRY = {
    "quote": "hay: 'in'",
    "correction": {"sic": "hay", "corr": "hey", "fault": "print"},
    "reason": "It is so: “hay”, # not hey.",
    "resp": "ed",
}
LINES = """\
  - quote: 'hay: ''in'''
    correction: {sic: hay, corr: hey, fault: print}
    reason: 'It is so: “hay”, # not hey.'
    resp: ed
"""
words = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: not NO_CHARACTER.search(text))


def names(path: Path) -> str:
    return path.parent.name


@pytest.mark.parametrize("path", SHIPPED, ids=names)
def test_an_entry_is_added_to_a_shipped_file_and_all_else_stays(path: Path) -> None:
    text = path.read_bytes().decode()
    assert with_entry(text, ENTRY, "it") == text + LINES


@pytest.mark.parametrize("path", SHIPPED, ids=names)
def test_an_entry_of_a_shipped_file_is_anchored_anew_and_all_else_stays(path: Path) -> None:
    text = path.read_bytes().decode()
    count = len(yamlfile.load(path, DecisionFile).decisions)
    for index in {0, count // 2, count - 1}:
        before = yamlfile.load(path, DecisionFile).decisions[index]
        new = with_anchor(text, index, Anchor("it's", before.prefix, before.suffix), "it")
        lines = list(zip(text.splitlines(), new.splitlines(), strict=True))
        assert [new.strip(" -") for old, new in lines if old != new] == ["quote: 'it''s'"]


@pytest.mark.parametrize("path", SHIPPED, ids=names)
def test_the_anchors_of_the_shipped_decisions_could_have_been_computed(path: Path) -> None:
    source = (path.parent / "source.txt").read_bytes().decode("utf-8-sig")
    read, lines = yamlfile.load_with_lines(path, DecisionFile)
    for one in located(read, lines, source):
        (start,) = one.places
        anchor = moved.anchor(source, start, start + len(one.decision.quote))
        whole = anchor.prefix + anchor.quote + anchor.suffix
        assert anchor.quote == one.decision.quote
        assert source.count(whole) == 1
        assert source.index(whole) + len(anchor.prefix) == start


LAYOUTS = {
    "": file.HEADER + "decisions:\n" + LINES,
    "# none yet\n": "# none yet\ndecisions:\n" + LINES,
    "decisions: []  # none yet\n": "decisions:\n" + LINES.rstrip() + "  # none yet\n",
    "words:\n- forms: [a]": "words:\n- forms: [a]\ndecisions:\n" + LINES,
    "decisions:\n  - {quote: a}  # so\n\n# The end.\n": "decisions:\n  - {quote: a}  # so\n" + LINES + "\n# The end.\n",
    "decisions:\n  - quote: a": "decisions:\n  - quote: a\n" + LINES.rstrip(),
    "decisions:\n  - quote: |\n      a\n\n": "decisions:\n  - quote: |\n      a\n" + LINES + "\n",
    "decisions:\n  - quote: a\nwords: []\n": "decisions:\n  - quote: a\n" + LINES + "words: []\n",
    "\ufeffdecisions:\n  - quote: 𝄞\n": "\ufeffdecisions:\n  - quote: 𝄞\n" + LINES,
}


@pytest.mark.parametrize("text", LAYOUTS)
def test_an_entry_fits_into_each_layout(text: str) -> None:
    assert with_entry(text, ENTRY, "it") == LAYOUTS[text]


def test_the_line_ends_and_the_indentation_of_a_file_are_kept() -> None:
    text = "decisions:\r\n- quote: a\r\n  resp: ed\r\n"
    assert with_entry(text, {"quote": "b", "resp": "ed"}, "it") == text + "- quote: 'b'\r\n  resp: ed\r\n"


@pytest.mark.parametrize("text", ["decisions: [{quote: a}]\n", "{decisions: []}\n", "{words: []}\n"])
def test_a_list_that_is_not_in_lines_is_a_finding(text: str) -> None:
    with pytest.raises(EditionError, match="no entry can be added") as raised:
        with_entry(text, ENTRY, "it")
    assert raised.value.diagnostics[0].help.startswith("Write each entry on lines of its own")


@given(
    st.fixed_dictionaries(
        {"quote": words, "supplied": words, "reason": words},
        optional={"prefix": words, "message": st.dictionaries(words, st.lists(words)), "note_belongs_to": words},
    ),
    st.sampled_from(sorted(LAYOUTS)),
)
def test_what_is_written_is_read_the_same(entry: dict[str, Any], text: str) -> None:
    written = with_entry(text, entry, "it")
    assert yaml.safe_load(written.removeprefix("\ufeff"))["decisions"][-1] == entry


@given(words, words, words, st.sampled_from(["- quote: a", "- {quote: a}", "- quote: a\n  suffix: >-\n    b\n    c"]))
def test_an_anchor_is_written_into_each_layout(quote: str, prefix: str, suffix: str, entry: str) -> None:
    written = with_anchor(f"decisions:\n{entry}\n", 0, Anchor(quote, prefix, suffix), "it")
    said = {"quote": quote, "prefix": prefix, "suffix": suffix}
    assert yaml.safe_load(written)["decisions"] == [said]


def test_the_text_that_decisions_were_made_for_is_recorded_once() -> None:
    text = "# Comment\ndecisions:\n  - quote: a\n"
    once = with_made_for(text, "abc", "it")
    assert once == "# Comment\nmade_for: abc\ndecisions:\n  - quote: a\n"
    assert with_made_for(once, "def", "it") == once.replace("abc", "def")


@pytest.mark.parametrize("path", SHIPPED, ids=names)
def test_what_is_added_and_anchored_anew_is_undone_to_the_byte(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, tmp_path / "decisions.yml")
    written = DecisionsFile(tmp_path / "decisions.yml", "it")
    line = written.add(ENTRY)
    assert (tmp_path / "decisions.yml").read_text(encoding="utf-8").splitlines()[line - 1] == LINES.splitlines()[0]
    written.anchor(0, Anchor("it's", "", "so"))
    written.made_for("abc")
    for _ in range(3):
        written.undo()
    assert (tmp_path / "decisions.yml").read_bytes() == path.read_bytes()


@given(st.lists(st.fixed_dictionaries({"quote": words, "reason": words}), min_size=1, max_size=4))
def test_any_entries_added_and_undone_leave_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, entries: list[dict[str, str]]
) -> None:
    path = tmp_path_factory.mktemp("decisions") / "decisions.yml"
    path.write_bytes(b"# Mine\r\ndecisions:\n  - {quote: 'a'}   # so\n\n\n# End")
    before = path.read_bytes()
    written = DecisionsFile(path, "it")
    for entry in entries:
        written.add(entry)
    for _ in entries:
        written.undo()
    assert path.read_bytes() == before


def test_a_file_that_was_not_there_is_gone_again_after_undoing(tmp_path: Path) -> None:
    written = DecisionsFile(tmp_path / "decisions.yml", "it")
    assert written.add(ENTRY, made_for="abc") == 4
    assert written.path.read_text(encoding="utf-8") == f"{file.HEADER}made_for: abc\ndecisions:\n{LINES}"
    written.undo()
    assert list(tmp_path.iterdir()) == []


def test_what_somebody_else_wrote_is_not_undone(tmp_path: Path) -> None:
    written = DecisionsFile(tmp_path / "decisions.yml", "it")
    written.add(ENTRY)
    text = written.path.read_text(encoding="utf-8") + "# Mine\n"
    written.path.write_text(text, encoding="utf-8")
    with pytest.raises(EditionError, match="changed by somebody else"):
        written.undo()
    assert written.path.read_text(encoding="utf-8") == text


def test_a_file_is_replaced_whole_and_keeps_its_mode_and_its_place_behind_a_link(tmp_path: Path) -> None:
    real = tmp_path / "real.yml"
    real.write_text("decisions: []\n", encoding="utf-8")
    real.chmod(0o600)
    link = tmp_path / "decisions.yml"
    link.symlink_to(real)
    DecisionsFile(link, "it").add(ENTRY)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "decisions:\n" + LINES
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["decisions.yml", "real.yml"]


def test_a_file_that_cannot_be_written_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*paths: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "decisions.yml"
    path.write_text("decisions: []\n", encoding="utf-8")
    monkeypatch.setattr("edition.writing.os.replace", refuse)
    with pytest.raises(EditionError, match="it cannot be written: Permission denied"):
        DecisionsFile(path, "it").add(ENTRY)
    assert path.read_text(encoding="utf-8") == "decisions: []\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("text", ["decisions:\n\t- quote: a\n", "decisions: []\ndecisions: []\n"])
def test_tabs_and_repeated_keys_are_findings_of_the_file(text: str, tmp_path: Path) -> None:
    (tmp_path / "decisions.yml").write_text(text, encoding="utf-8")
    with pytest.raises(EditionError, match=r"decisions\.yml:2"):
        yamlfile.load(tmp_path / "decisions.yml", DecisionFile)


@given(st.text("ab \n", min_size=1, max_size=40), st.data())
def test_an_anchor_always_occurs_once(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    anchor = moved.anchor(text, start, end)
    whole = anchor.prefix + anchor.quote + anchor.suffix
    places = [at for at in range(len(text)) if text.startswith(whole, at)]
    assert [at + len(anchor.prefix) for at in places] == [start]
    assert anchor.quote == text[start:end]


def test_an_anchor_stays_on_its_line_where_that_is_enough() -> None:
    text = "The hay of the upper barn is out.\nThe hay of the lower barn is out.\n"
    start = text.rindex("hay")
    assert moved.anchor(text, start, start + 3) == Anchor("hay", "The ", " of the lower")


@pytest.mark.parametrize("path", SHIPPED, ids=names)
def test_nearly_every_anchor_is_found_again_where_one_letter_of_each_has_changed(path: Path) -> None:
    source = (path.parent / "source.txt").read_bytes().decode("utf-8-sig")
    read, lines = yamlfile.load_with_lines(path, DecisionFile)
    places = {one.index: one.places[0] for one in located(read, lines, source) if len(one.decision.quote) > 12}
    changed = list(source)
    for index, start in places.items():
        changed[start + len(read.decisions[index].quote) // 2] = "#"
    gram_index = moved.Index.of("".join(changed))
    moves = {at: move for at in places if (move := moved.find(read.decisions[at], gram_index)) is not None}
    assert len(moves) >= 0.9 * len(places)
    assert [move.start for move in moves.values()] == [places[at] for at in moves]
