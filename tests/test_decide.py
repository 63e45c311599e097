"""`edition decide` and `edition doubts`: an editor's sessions, typed in; what is listed, and in which order."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edition.cli import main
from edition.diagnostics import Code, Diagnostic, Location
from edition.ingest import decisions, doubts
from edition.ingest.candidates import Candidate
from edition.ingest.decisions import Anchored, Decision
from edition.ingest.source import Source
from edition.ingest.work import Work
from tests.conftest import PROJECT
from tests.examples import Example, examples
from tests.ingesting import edition

PROFILE = r"""
blocks:
  heading: 'No\. (?P<number>\d+)'
  dateline: 'Sent (?P<date>{date})'
"""
LETTER = "No. 1\n\nSent 3 March 1890\n\n\n{}\n"
HAMLETS = PROJECT / "tests" / "hamlets"


@pytest.fixture
def hyphens_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """One check alone, which any text can be written for."""

    def find(text: str, *of: object) -> tuple[Candidate, ...]:
        return tuple(_hyphens(text))

    monkeypatch.setattr("edition.pipeline.doubts.candidates.find", find)


def _hyphens(text: str) -> Iterator[Candidate]:
    for count, found in enumerate(re.finditer(r"(\w+)- (\w+)", text)):
        said = {"correction": {"sic": found[0], "corr": found[1] + found[2], "fault": "transcription"}}
        evidence = ("The hyphen stands before a space.",)
        yield Candidate("hyphen", *found.span(), f"“{found[0]}” is one word.", evidence, said, 0.9 - count / 10)


def run(root: Path, *arguments: str, typed: str = "") -> Result:
    """Run a command on an edition, in this process, with lines typed in."""
    return CliRunner().invoke(main, [*arguments, "--root", str(root)], input=typed)


def decided(root: Path) -> str:
    """What the decisions file holds, without what every new one begins with."""
    path = root / "sources" / "letters" / "decisions.yml"
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return re.sub(r"\A# yaml-language-server.*\nmade_for: [0-9a-f]{64}\n", "", text)


@pytest.mark.usefixtures("hyphens_only")
@pytest.mark.parametrize("example", examples("sessions"))
def test_example(example: Example, tmp_path: Path) -> None:
    source, before, typed = re.split(r"^===\n", example.input + "\n", flags=re.MULTILINE)
    root = edition(tmp_path, LETTER.format(source.strip()), PROFILE, before)
    done = run(root, "decide", typed=typed)
    assert done.exit_code == 0, done.output
    assert f"{decided(root)}\n{done.output.splitlines()[-1]}".strip() == example.output
    assert run(root, "doubts").exit_code == 0


@pytest.mark.usefixtures("hyphens_only")
def test_a_session_shows_the_place_what_is_done_the_evidence_and_the_proposal(tmp_path: Path) -> None:
    root = edition(tmp_path, LETTER.format("All night the lan- terns burn."), PROFILE)
    shown = run(root, "decide", typed="q\n").output
    assert """
1 of 1
sources/letters/source.txt:6:15: hyphen (0.90)
    All night the lan- terns burn.
                  ^^^^^^^^^^
    “lan- terns” is one word.
    Undecided, the words are encoded as they stand.
    Evidence: The hyphen stands before a space.
    Proposal: correction: {sic: lan- terns, corr: lanterns, fault: transcription}
a accept, r reject,""" in shown


@pytest.mark.usefixtures("hyphens_only")
def test_what_a_decision_settles_is_asked_no_more(tmp_path: Path) -> None:
    root = edition(tmp_path, LETTER.format("The lan- terns burn."), PROFILE)
    run(root, "decide", typed="a\n\n")
    done = run(root, "decide")
    assert "0 decisions written, 0 doubts skipped, 0 undecided." in done.output
    assert run(root, "ingest", "--quiet").exit_code == 0
    assert "lanterns" in (root / "tei" / "letters" / "letters-1.xml").read_text(encoding="utf-8")


@pytest.mark.usefixtures("hyphens_only")
def test_what_cannot_be_done_is_said_and_asked_again(tmp_path: Path) -> None:
    root = edition(tmp_path, LETTER.format("The lan- terns burn."), PROFILE)
    typed = "u\nx\nc\nlamp\nc\n\nother\ncorrection: {sic: lan-\nc\n\nother\ncall: '4'\nhigh\nIt is so.\nq\n"
    output = run(root, "decide", typed=typed).output
    for said in (
        "Not written: there is nothing to undo.",
        "'x' is not one of",
        "Not written: “lamp” does not stand in that line.",
        "Not YAML",
        "Not written: `quote` does not end with the label of `call`.",
    ):
        assert said in output
    assert decided(root) == ""


def test_a_doubt_of_ingest_has_no_proposal_and_may_be_right(tmp_path: Path) -> None:
    text = LETTER.format("The hay is in.").replace("Sent 3 March 1890\n", "")
    root = edition(tmp_path, text, PROFILE + "people: {ada: {name: Ada}}\n")
    listed = json.loads(run(root, "doubts", "--json").stdout)
    assert [(one["kind"], one["line"], one["words"], one["proposal"]) for one in listed] == [
        ("undated", 1, "No. 1", None),
        ("unknown-correspondent", 1, "No. 1", None),
    ]
    output = run(root, "decide", typed="a\nr\nNothing tells who wrote it, or when.\n").output
    assert "there is no proposal to accept" in output
    assert "This settles another doubt too: The sender of No. 1 is not told." in output
    assert run(root, "ingest").output.count("warning") == 0


def test_a_doubt_of_a_source_in_many_files_has_its_place_in_one_of_them() -> None:
    files = [("sources/letters/a.txt", "The hay.\n\nIs in.\n"), ("sources/letters/b.txt", "The rye.\n\nIs out 4 now.")]
    source = Source.of_files("letters", "sources/letters", files)
    place = Location("sources/letters/b.txt", 3, 8)
    found = Diagnostic(Code.DOUBTFUL_CALL, "Note 4 is called here.", place)
    (doubt,) = doubts.of_ingest(Work(source), [found])
    assert source.text[doubt.start : doubt.end] == "4"
    around = doubts.context(doubt, source)
    assert (str(around.location), around.before, around.after) == ("sources/letters/b.txt:3:8", "Is out ", " now.")


def test_a_place_that_stands_settles_a_doubt_of_ingest_and_no_error() -> None:
    source = Source.of("letters", "sources/letters/source.txt", "Is out 4 now.")
    decision = Decision(quote="4 now", stands=True, reason="It is so.", resp="ed")
    made = decisions.Made((Anchored(decision, 7, 12, 2),))
    warning = Diagnostic(Code.DOUBTFUL_CALL, "Note 4 is called here.", source.location(7))
    other, error = replace(warning, location=source.location(0)), replace(warning, code=Code.DECISIONS_CONTRADICT)
    assert list(doubts.unsettled(Work(source, doubts=(warning, other, error)), made)) == [other, error]


def test_a_note_without_call_is_put_to_the_numeral_that_may_call_it(tmp_path: Path) -> None:
    root = tmp_path / "edition"
    shutil.copytree(HAMLETS, root)
    source = root / "sources" / "hamlets" / "source.txt"
    text = source.read_text(encoding="utf-8").replace("Lanterns came", "Dogs 5 came").rstrip()
    source.write_text(f"{text}\n\nNote 5: They bark.\n", encoding="utf-8")
    first = json.loads(run(root, "doubts", "--json").stdout)[0]
    assert (first["kind"], first["words"], first["proposal"]) == ("endnote-without-call", "5", {"call": "5"})
    assert "1 decision written" in run(root, "decide", typed="a\nNote 5 is on dogs.\nq\n").output
    assert "quote: '5'\n    prefix: 'ours. Dogs '\n    suffix: ' came before'\n    call: '5'\n" in (
        root / "sources" / "hamlets" / "decisions.yml"
    ).read_text(encoding="utf-8")


def test_a_numeral_that_is_no_call_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "edition"
    shutil.copytree(HAMLETS, root)
    source = root / "sources" / "hamlets" / "source.txt"
    text = source.read_text(encoding="utf-8").replace("still. 3 We", "still. 4 We").replace("weir4", "weir3")
    source.write_text(text, encoding="utf-8")
    (found,) = [one for one in json.loads(run(root, "doubts", "--json").stdout) if one["kind"] == "doubtful-call"]
    assert (found["words"], found["proposal"]) == ("3", {"no_call": True})


def test_the_checks_of_damaged_places_are_asked(tmp_path: Path) -> None:
    root = tmp_path / "edition"
    shutil.copytree(HAMLETS, root)
    source = root / "sources" / "hamlets" / "source.txt"
    source.write_text(source.read_text(encoding="utf-8").replace("two lanterns", "two lan- terns"), encoding="utf-8")
    (found,) = [one for one in json.loads(run(root, "doubts", "--json").stdout) if "lan-" in one["words"]]
    assert found["proposal"]["correction"]["corr"] == "lanterns"


@pytest.mark.usefixtures("hyphens_only")
def test_doubts_are_listed_with_the_most_doubtful_first_and_are_no_errors(tmp_path: Path) -> None:
    long = "and so on " * 20
    root = edition(tmp_path, LETTER.format(f"{long}the lan- terns {long}burn. The hay- stack."), PROFILE)
    done = run(root, "doubts", "--quiet")
    assert done.exit_code == 0
    first, second = done.stdout.strip().split("\n\n")
    assert first.splitlines()[1:3] == [
        f"    …{long[-46:]}the lan- terns {long[:49]}…",
        " " * 55 + "^" * 10,
    ]
    assert "“hay- stack” is one word." in second
    assert run(root, "doubts", "--limit", "1").stdout == f"{first}\n\n… and 1 more\n\n2 doubts in 1 source.\n"
    assert [one["words"] for one in json.loads(run(root, "doubts", "--json").stdout)] == ["lan- terns", "hay- stack"]
    assert [one["weight"] for one in json.loads(run(root, "doubts", "--json", "--limit", "1").stdout)] == [0.9]


@pytest.mark.usefixtures("hyphens_only")
def test_words_that_stand_are_in_no_list(tmp_path: Path) -> None:
    words = "words: [{forms: [lan- terns], reason: It is so.}]\n"
    root = edition(tmp_path, LETTER.format("The lan- terns."), PROFILE, words)
    assert json.loads(run(root, "doubts", "--json").stdout) == []


def test_a_source_that_cannot_be_read_is_an_error_and_hides_no_other(tmp_path: Path) -> None:
    root = edition(tmp_path, LETTER.format("The hay is in."), PROFILE)
    done = run(root, "doubts", "letters", "nowhere")
    assert done.exit_code == 1
    assert "There is no source sources/nowhere." in done.output
    assert "in 1 source." in done.output


@pytest.mark.usefixtures("hyphens_only")
def test_a_misspelt_decision_is_an_error_before_the_rest_is_asked(tmp_path: Path) -> None:
    misspelt = "decisions:\n  - {quote: The, standz: true, reason: It is so., resp: ed}\n"
    root = edition(tmp_path, LETTER.format("The lan- terns burn."), PROFILE, misspelt)
    listed = run(root, "doubts")
    assert listed.exit_code == 1
    assert "sources/letters/decisions.yml:2: error: Nothing reads the key `decisions.0.standz`." in listed.stderr
    assert "1 doubt in 1 source." in listed.stdout
    asked = run(root, "decide", typed="a\n\n")
    assert asked.exit_code == 1
    assert asked.output.index("`decisions.0.standz`") < asked.output.index("hyphen")
    assert "Written to sources/letters/decisions.yml, line 3." in asked.output
    assert decided(root).startswith(misspelt)
    ingested = run(root, "ingest")
    assert ingested.exit_code == 1
    assert not list((root / "tei").glob("letters/*"))


EDITORS = {
    "": (2, "config.yml names no editor, and each decision says who made it."),
    "editors: [{id: ed, name: Ed, role: r}, {id: jo, name: Jo, role: r}]": (0, "Who decides (ed, jo)"),
}


@pytest.mark.usefixtures("hyphens_only")
@pytest.mark.parametrize("editors", EDITORS)
def test_somebody_decides(editors: str, tmp_path: Path) -> None:
    root = edition(tmp_path, LETTER.format("The lan- terns burn."), PROFILE)
    (root / "config.yml").write_text(f"title: Letters\nsources: [letters]\n{editors}\n", encoding="utf-8")
    code, said = EDITORS[editors]
    done = run(root, "decide", typed="jo\na\n\n")
    assert (done.exit_code, said in done.output) == (code, True)
    assert ("resp: jo" in decided(root)) is (code == 0)


@pytest.mark.usefixtures("hyphens_only")
def test_the_option_says_who_decides(tmp_path: Path) -> None:
    root = edition(tmp_path, LETTER.format("The lan- terns burn."), PROFILE)
    done = run(root, "decide", "--resp", "eve", typed="a\n\n")
    assert (done.exit_code, "Nobody has the id “eve”" in done.output) == (2, True)
    assert run(root, "decide", "--resp", "ed", typed="a\n\n").exit_code == 0
    assert "resp: ed" in decided(root)


# What a shell starts in the background ignores Ctrl-C, and so do its children.
INTERRUPTIBLE = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from edition.cli import main
main()
"""


def test_ctrl_c_leaves_what_is_written(tmp_path: Path) -> None:
    text = LETTER.format("The lan- terns of the upper barn burn. A lan- tern of the upper barn burns.")
    root = edition(tmp_path, text, PROFILE)
    command = [sys.executable, "-u", "-c", INTERRUPTIBLE, "decide", "--quiet", "--root", str(root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as session:
        assert session.stdin is not None and session.stdout is not None
        session.stdin.write("r\nThe writer spells it so in all letters.\n")
        session.stdin.flush()
        for line in session.stdout:
            if "Written to" in line:
                break
        session.stdout.readline()
        session.stdout.readline()
        session.send_signal(signal.SIGINT)
        rest = session.stdout.read()
        assert session.wait(timeout=60) == 0
    assert "Ended; what is written stays." in rest
    assert decided(root).count("stands: true") == 1


MOVED = """decisions:
  # Of the upper barn
  - {quote: upper barn is empty, comment: It was full.,  # so
     reason: It is so., resp: ed}
  - quote: 'the doors'   # which?
    unclear: true
    reason: It is so.
    resp: ed
  - quote: Ben's oxen
    comment: All of them.
    reason: It is so.
    resp: ed
"""


def test_anchors_that_moved_are_mended_one_by_one_as_the_editor_says(tmp_path: Path) -> None:
    text = "The uper barn is empty. Shut the doors. Open the doors. The cows of Ben are out."
    root = edition(tmp_path, LETTER.format(text), PROFILE, MOVED)
    assert run(root, "ingest").exit_code == 1
    done = run(root, "decide", "--reanchor", typed="y\n2\n")
    assert "sources/letters/decisions.yml:3: comment: “upper barn is empty”" in done.output
    assert "sources/letters/source.txt:6:5: now reads “uper barn is empty”" in done.output
    assert "2  sources/letters/source.txt:6:46: doors. Open the doors" in done.output
    assert "No place in the source reads like it." in done.output
    assert "2 decisions anchored anew, 1 without their place." in done.output
    assert decided(root) == MOVED.replace("upper barn is empty", "'uper barn is empty', prefix: 'The '").replace(
        "'the doors'   #", "'the doors'\n    prefix: 'doors. Open '   #"
    )


@pytest.mark.parametrize("typed", ["n\n", "", "0\n"])
def test_nothing_is_anchored_anew_that_the_editor_does_not_confirm(typed: str, tmp_path: Path) -> None:
    root = edition(tmp_path, LETTER.format("The uper barn is empty."), PROFILE, MOVED)
    run(root, "decide", "--reanchor", typed=typed)
    assert decided(root) == MOVED


def test_a_file_whose_anchors_hold_records_its_text(tmp_path: Path) -> None:
    entry = "decisions:\n  - {quote: The hay, comment: It was in., reason: It is so., resp: ed}\n"
    root = edition(tmp_path, LETTER.format("The hay is in."), PROFILE, f"made_for: 'of old'\n{entry}")
    assert "another version of sources/letters/source.txt" in run(root, "ingest").output
    assert run(root, "decide", "--reanchor").exit_code == 0
    digest = decisions.digest(LETTER.format("The hay is in."))
    assert decided(root) == f"made_for: {digest}\n{entry}"
    assert "warning" not in run(root, "ingest").output
