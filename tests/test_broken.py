"""Documents as editors break them: each mistake is told where it is, in plain words, and nothing else is."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from edition.cli.checking import validate
from edition.diagnostics import Code, Diagnostic, in_order
from edition.tei import documents
from edition.validate.files import FileFindings, corpus_findings, inspect
from edition.validate.schemas import SchemaPath, Schemas

BROKEN = Path(__file__).parent / "broken"
SCHEMA = Path(__file__).parent.parent / "tei" / "schema"
OURS = Schemas(
    own=SchemaPath(SCHEMA / "edition.rng", "edition.rng", SCHEMA),
    rules=SchemaPath(SCHEMA / "edition.sch", "edition.sch", SCHEMA),
)
ROW = re.compile(r"\| (?P<file>[\w/-]+) \| (?P<line>\d*) ?\| (?P<code>[\w-]*) ?\| (?P<words>.*?) ?\|")
BY_TEI_ALL = "By the schema of the whole of TEI"

# What parsers say to programmers.
JARGON = re.compile(
    r"""Expecting|Did\ not\ expect|parser\ error|xmlParse|EntityRef|PCDATA|CharRef|AttValue|StartTag|EndTag|GtRequired
    |Opening\ and\ ending|tag\ mismatch|Premature\ end|Extra\ content|Relax-NG|RELAXNG|validity\ error|xmlns:xi\ not
    |Namespace\ prefix|amplification|subset|XML_ERR|not\ well-formed\ \(|invalid\ token|junk\ after|unclosed\ token
    |Traceback|Error\(|lxml|libxml|expat""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """A file, or a folder of files, and what is to be found there: file, line, code, words, in the order of places."""

    name: str
    expected: tuple[tuple[str, int | None, str, str], ...]


def cases(*, by_tei_all: bool) -> list[pytest.ParameterSet]:
    """The cases of the tables, those by the schema of the whole of TEI or the others."""
    ours, _, whole = (BROKEN / "README.md").read_text(encoding="utf-8").partition(f"## {BY_TEI_ALL}")
    found: dict[str, list[tuple[str, int | None, str, str]]] = {}
    for row in ROW.finditer(whole if by_tei_all else ours):
        if row["file"] == "file":
            continue
        told = found.setdefault(row["file"].partition("/")[0], [])
        if row["code"]:
            told.append((f"{row['file']}.xml", int(row["line"]) if row["line"] else None, row["code"], row["words"]))
    return [pytest.param(Case(name, tuple(told)), id=name) for name, told in found.items()]


@pytest.fixture(scope="module")
def sound() -> FileFindings:
    """A letter without fault: so that a folder with one broken file has a document."""
    return inspect(BROKEN / "sound.xml", BROKEN, known=OURS)


def findings(case: Case, sound: FileFindings, known: Schemas) -> list[Diagnostic]:
    """All findings of a case, in order."""
    alone = BROKEN / f"{case.name}.xml"
    files = [alone] if alone.is_file() else documents.find(BROKEN / case.name)
    checked = [inspect(file, BROKEN, known=known, shown_in="") for file in files]
    together = corpus_findings([*checked, sound], BROKEN, shown_in="")
    return in_order([*(one for file in checked for one in file.diagnostics), *together])


def assert_told(case: Case, found: list[Diagnostic]) -> None:
    """What is found is what is expected, all of it, and in plain words."""
    places = [(one.location.path, one.location.line, one.code.label) for one in found]
    assert places == [told[:3] for told in case.expected], [one.message for one in found]
    for one, (*_, words) in zip(found, case.expected, strict=True):
        assert words in one.message
        assert not JARGON.search(f"{one.message} {one.help}")
        assert one.help


@pytest.mark.parametrize("case", cases(by_tei_all=False))
def test_a_broken_document(case: Case, sound: FileFindings) -> None:
    assert_told(case, findings(case, sound, OURS))


@pytest.mark.tei_all
@pytest.mark.parametrize("case", cases(by_tei_all=True))
def test_a_broken_document_by_the_schema_of_the_whole_of_tei(case: Case, sound: FileFindings) -> None:
    schema = Path(os.environ["TEI_ALL_RNG"]).resolve()
    assert_told(case, findings(case, sound, Schemas(named=(SchemaPath(schema, schema.name, schema.parent),))))


def test_the_letter_that_was_broken_is_sound(sound: FileFindings) -> None:
    assert sound.documents
    assert not sound.diagnostics


def test_every_broken_file_is_in_a_table() -> None:
    listed = {case.values[0].name for case in cases(by_tei_all=False)}  # type: ignore[union-attr]  # each is a Case
    assert listed == {path.stem for path in BROKEN.iterdir()} - {"README", "sound"}
    assert len(listed) >= 60


def test_what_cannot_be_parsed_is_shown_with_a_caret(sound: FileFindings) -> None:
    (found,) = findings(Case("bare-ampersand", ()), sound, OURS)
    line, caret = found.excerpt.split("\n")
    assert line[caret.index("^") :].startswith("& Sons")


def test_a_line_is_shown_around_the_place(tmp_path: Path) -> None:
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{"<p>One.</p>" * 400} & {"<p>Two.</p>" * 400}</TEI>'
    (tmp_path / "long.xml").write_text(text, encoding="utf-8")
    (found,) = inspect(tmp_path / "long.xml", tmp_path).diagnostics
    line, caret = found.excerpt.split("\n")
    assert line[caret.index("^")] == "&"
    assert len(line) < 80
    assert line[0] == line[-1] == "…"


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """Run `edition validate` in this process; the exit code, and all that it prints."""
    done = CliRunner().invoke(validate, [*arguments, "--root", str(root)])
    assert done.exception is None or isinstance(done.exception, SystemExit)
    return done.exit_code, done.output


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """An edition of one sound letter."""
    (tmp_path / "tei").mkdir()
    shutil.copy(BROKEN / "sound.xml", tmp_path / "tei" / "sound.xml")
    return tmp_path


@pytest.mark.parametrize(("wrong", "right"), [("wehn", "when"), ("whe", "when"), ("id", "xml:id")])
def test_the_attribute_that_is_meant_is_named(edition: Path, wrong: str, right: str) -> None:
    letter = edition / "tei" / "sound.xml"
    words = letter.read_text(encoding="utf-8").replace("<date when=", f"<date {wrong}=", 1)
    letter.write_text(words, encoding="utf-8")
    code, told = run(edition, "--schema", str(SCHEMA / "edition.rng"))
    assert (code, f"Did you mean @{right}?" in told) == (1, True), told


def test_what_is_checked_by_no_schema_is_told(edition: Path) -> None:
    assert "1 TEI file checked without a schema; --schema names one." in run(edition)[1]
    assert "1 TEI file checked." in run(edition, "--schema", str(SCHEMA / "edition.rng"))[1]
    (edition / "tei" / "named.xml").write_text(
        '<?xml-model href="own.rng"?>' + (edition / "tei" / "sound.xml").read_text(encoding="utf-8").partition("?>")[2]
    )
    shutil.copy(SCHEMA / "edition.rng", edition / "tei" / "own.rng")
    assert "2 TEI files checked, 1 of them without a schema; --schema names one." in run(edition)[1]


def test_links_that_lead_in_a_circle(edition: Path) -> None:
    (edition / "tei" / "loop.xml").symlink_to("loop.xml")
    (edition / "tei" / "self").symlink_to(".")
    assert run(edition)[0] == 1
    assert "tei/loop.xml cannot be read: Too many levels of symbolic links." in run(edition)[1]
    assert "2 TEI files checked" in run(edition)[1]
    code, told = run(edition, str(edition / "tei" / "loop.xml"))
    assert (code, "There is nothing at" in told) == (2, True)


def test_a_file_that_is_too_large_is_not_read_and_the_others_are(
    edition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (edition / "tei" / "large.xml").open("wb") as file:
        file.truncate(200_000_000)  # it takes no room on the disk
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: pytest.fail(f"{path} is read") if "large" in path.name else b""
    )
    code, told = run(edition)
    assert code == 1
    assert "tei/large.xml has 200 MB; larger files than 100 MB are not read." in told
    assert "2 TEI files checked" in told


def test_a_folder_that_may_not_be_read(edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (edition / "tei" / "secret").mkdir()
    scandir = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("secret"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    code, told = run(edition)
    assert code == 1
    assert "The folder tei/secret cannot be read: Permission denied; what is in it was not checked." in told


def test_a_folder_with_the_name_of_a_file(edition: Path) -> None:
    (edition / "tei" / "letters.xml").mkdir()
    assert run(edition)[0] == 0
    (found,) = inspect(edition / "tei" / "letters.xml", edition / "tei").diagnostics
    assert found.code is Code.FILE_UNREADABLE
    assert "Is a directory" in found.message


def test_a_folder_without_tei(edition: Path) -> None:
    (edition / "empty").mkdir()
    code, told = run(edition, str(edition / "empty"))
    assert (code, "has no TEI document" in told) == (1, True)


def test_a_large_file_that_is_broken_is_explained_in_a_moment(tmp_path: Path) -> None:
    paragraphs = "<p>One &amp; <hi>two</hi>.</p>\n" * 100_000
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">\n{paragraphs}<p>\n</TEI>'
    (tmp_path / "large.xml").write_text(text, encoding="utf-8")
    start = process_time()
    (found,) = inspect(tmp_path / "large.xml", tmp_path).diagnostics
    assert found.location.line == 100_002
    assert process_time() - start < 10  # seconds of this process alone; what is quadratic takes many minutes


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("dangling-reference", "letter 7, paragraph 2"),
        ("identifier-missing", "letter 7, paragraph 1"),
        ("labels-that-differ", "letter 7, paragraph 2"),
        ("note-without-call", "back matter, notes 1, note 1"),
        ("received-before-sent", "letter, header"),
        ("date-against-its-words", "letter 7, paragraph 1"),
    ],
)
def test_the_place_in_words(name: str, place: str, sound: FileFindings) -> None:
    assert findings(Case(name, ()), sound, OURS)[0].place == place


def test_a_line_of_several_elements_has_the_place_that_they_share(tmp_path: Path) -> None:
    body = (
        '<p n="4"><note n="1"/><note n="2"><ref target="#a">x</ref></note></p>\n<p n="5"><ref target="#b">y</ref></p>'
    )
    text = f'<body>\n<div type="letter" n="57">\n{body}</div></body>'
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>{text}</text></TEI>'
    (tmp_path / "letter.xml").write_text(text, encoding="utf-8")
    found = list(corpus_findings([inspect(tmp_path / "letter.xml", tmp_path)], tmp_path))
    assert [one.place for one in found] == ["letter 57, paragraph 4", "letter 57, paragraph 5"]
