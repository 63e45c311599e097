"""An edition in Python, as the documentation shows it, and questions from the command line."""

from __future__ import annotations

import csv
import doctest
import io
import json
import os
import shutil
from pathlib import Path

import pytest

from edition.api import Edition
from edition.cli import asking
from edition.diagnostics import Code, EditionError
from edition.pipeline import query
from edition.tei import roles
from tests.annotating import HEADER, tei
from tests.conftest import PROJECT, run_edition

LARK = PROJECT / "tests" / "lark"


def test_the_examples_of_the_documentation_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    told = doctest.testfile(os.fspath(PROJECT / "docs" / "python.md"), module_relative=False, encoding="utf-8")
    assert told.attempted > 15
    assert told.failed == 0


def test_a_file_that_cannot_be_read_is_told_and_hides_no_other(tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="one"><teiHeader/></TEI>')
    (tmp_path / "two.xml").write_text("<TEI>")
    edition = Edition.load(tmp_path)
    assert [document.id for document in edition.documents] == ["one"]
    assert [(found.code, found.location.path) for found in edition.unread] == [(Code.MALFORMED, "two.xml")]
    assert edition.text(edition.documents[0]) == ""


def test_a_folder_without_tei_cannot_be_loaded(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"There is no TEI file in"):
        Edition.load(tmp_path)


def answer(*question: str) -> list[dict[str, str]]:
    found = json.loads(run_edition("query", *question, "--format", "json", root=LARK, check=True).stdout)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (("--person", "lark"), ["lark-1 lark-1-p1 Mrs Lark", "lark-2 lark-2-p1 the miller"]),
        (("--person", "lark", "--year", "1901"), ["lark-2 lark-2-p1 the miller"]),
        (("--person", "pers-finch", "--year", "1900"), ["lark-1 volume-n1 Berta Fińch"]),
        (("--person", "lark", "--place", "weir"), ["lark-2 lark-2-p1 the miller", "lark-2 lark-2-p1 Weir"]),
        (("--text", "HAY  is"), ["lark-1  hay is"]),
        (("--text", "hay", "--sender", "finch"), []),
        (("--text", "says berta"), ["volume volume-n1 says Berta"]),
    ],
)
def test_places_are_found(question: tuple[str, ...], expected: list[str]) -> None:
    assert [f"{row['document']} {row['place']} {row['words']}" for row in answer(*question)] == expected


def test_documents_are_found_by_who_wrote_to_whom() -> None:
    assert [(row["date"], row["document"]) for row in answer("--addressee", "anna")] == [("1901-05-09", "lark-2")]


@pytest.mark.parametrize(
    ("role", "expected"), [("sent", ["lark-1"]), ("received", ["lark-2"]), ("transmitted", []), ("attended", [])]
)
def test_documents_are_found_by_the_part_that_somebody_takes(role: str, expected: list[str]) -> None:
    assert [row["document"] for row in answer("--person", "lark", "--role", role)] == expected


def test_the_command_offers_the_roles_that_there_are() -> None:
    assert (asking.MENTIONED, asking.ROLES) == (query.MENTIONED, roles.ROLES)


def test_the_answer_as_a_table_and_as_csv() -> None:
    table = run_edition("query", "--person", "lark", root=LARK, check=True).stdout
    assert table.splitlines()[2].endswith("medium     Is [the miller] well at Weir? You did not say it in your …")
    written = run_edition("query", "--person", "lark", "--format", "csv", root=LARK, check=True).stdout
    assert [row["words"] for row in csv.DictReader(io.StringIO(written))] == ["Mrs Lark", "the miller"]


LETTERS = {
    "one": ("Anna", "Berta", "1900-03-01", "The hay is in."),
    "two": (
        "Berta", "Anna", "1900-03-04",
        "I have received your letter of March 1. It rains. Hay rots. Your letter of March 2 is lost.",
    ),
}  # fmt: skip


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A letter, and one that answers it and tells of a missing one."""
    (tmp_path / "tei").mkdir()
    (tmp_path / "config.yml").write_text("title: Two letters\n", encoding="utf-8")
    for id, (sender, addressee, day, words) in LETTERS.items():
        actions = f'''<correspAction type="sent"><persName>{sender}</persName><date when="{day}"/></correspAction>
            <correspAction type="received"><persName>{addressee}</persName></correspAction>'''
        described = f"<profileDesc><correspDesc>{actions}</correspDesc></profileDesc>"
        header = HEADER.replace("</teiHeader>", f"{described}</teiHeader>")
        content = tei(f"<text><body><p>{words}</p></body></text>", id, header=header)
        (tmp_path / "tei" / f"{id}.xml").write_bytes(content)
    run_edition("annotate", root=tmp_path, check=True)
    return tmp_path


def test_answers_and_missing_letters_are_found(letters: Path) -> None:
    def found(*question: str) -> list[dict[str, str]]:
        answer = json.loads(run_edition("query", *question, "--format", "json", root=letters, check=True).stdout)
        assert isinstance(answer, list)
        return answer

    (row,) = found("--answers", "--sender", "berta")
    assert (row["document"], row["answers"], row["days"]) == ("two", "one", "3")
    assert row["words"] == "your letter of March 1"
    assert found("--answers", "--sender", "anna") == []
    (row,) = found("--missing", "--sender", "anna", "--year", "1900")
    assert (row["date"], row["addressee"], row["told by"]) == ("1900-03-02", "Berta", "two")
    assert row["words"] == "Your letter of March 2"
    assert found("--missing", "--sender", "berta") == found("--missing", "--year", "1901") == []
    edition = Edition.load(letters)
    assert [len(one.letters) for one in edition.exchanges("anna", "berta")] == [3]
    assert edition.exchanges("anna", "clara") == ()


def test_answers_go_without_words() -> None:
    done = run_edition("query", "--answers", "--text", "hay", root=LARK)
    assert done.returncode == 2
    assert "--answers and --text cannot be given together." in done.stderr


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (("--person", "larc"), "There is no person “larc”. Did you mean Lark, Anna?"),
        (("--person", "ana larc"), "There is no person “ana larc”. Did you mean Lark, Anna?"),
        (("--person", "weir"), "There is no person “weir”, but the place Weir."),
        (("--sender", "lrk"), "Nobody of that name wrote or received a letter: “lrk”. Did you mean Anna Lark?"),
        (("--addressee", "gull", "--missing"), "Nobody of that name wrote or received a letter: “gull”."),
        (("--year", "1900-13"), "'1900-13' is no year, month or day like 1942, 1942-05, 1942-05-09."),
        (("--year", "last"), "'last' is no year, month or day"),
        (("--role", "sent"), "--role is of somebody: give --person, --org, --place or --name, too."),
    ],
)
def test_a_question_that_cannot_be_meant_is_told_with_what_might_be(question: tuple[str, ...], told: str) -> None:
    done = run_edition("query", *question, root=LARK)
    assert done.returncode == 2
    assert told in done.stderr


def test_a_file_whose_name_is_not_utf8_is_told_by_every_command_that_reads(tmp_path: Path) -> None:
    shutil.copytree(LARK, tmp_path, dirs_exist_ok=True)
    Path(os.fsdecode(os.fsencode(tmp_path / "tei") + b"/\xff.xml")).write_text("<TEI/>", encoding="utf-8")
    assert [str(one.location) for one in Edition.load(tmp_path).unread] == ["tei/?.xml"]
    for command in ("annotate", "validate"):
        assert "?.xml: error: The name of this file is not UTF-8." in run_edition(command, root=tmp_path).stderr
