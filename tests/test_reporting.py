"""Findings and progress as people see them."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from edition import reporting
from edition.diagnostics import Code, Diagnostic, Location, Related

DANGLING = Diagnostic(
    Code.DANGLING_REFERENCE,
    "`ref/@target` is `#p9`, but this file has no [such] id.",
    Location("tei/one.xml", 5, 7),
    "Did you mean `#p8`?",
    (Related(Location("tei/two.xml", 2), "looks like it"),),
)


def call_without_note(line: int) -> Diagnostic:
    return Diagnostic(Code.CALL_WITHOUT_NOTE, "The call has no note.", Location("tei/two.xml", line))


def reported(*diagnostics: Diagnostic, quiet: bool = False) -> str:
    stream = io.StringIO()
    reporting.report(diagnostics, quiet=quiet, stream=stream)
    return stream.getvalue()


def test_a_finding_is_a_line_with_place_and_code_then_other_places_then_the_way_out() -> None:
    assert reported(DANGLING) == (
        "tei/one.xml:5:7: error: `ref/@target` is `#p9`, but this file has no [such] id. [dangling-reference]\n"
        "    tei/two.xml:2: looks like it\n"
        "    Did you mean `#p8`?\n"
        "1 error.\n"
    )


def test_a_finding_has_its_place_in_words_and_the_line_that_cannot_be_read() -> None:
    found = Diagnostic(
        Code.MALFORMED, "An `&` stands alone.", Location("a.xml", 3, 6), place="letter 57", excerpt="<p>A & B\n     ^"
    )
    assert reported(found) == (
        "a.xml:3:6: error: An `&` stands alone. [malformed]\n"
        "    in letter 57\n"
        "    <p>A & B\n"
        "         ^\n"
        "1 error.\n"
    )


def test_equal_findings_are_folded_with_their_count() -> None:
    assert reported(call_without_note(9), call_without_note(3), call_without_note(4)) == (
        "tei/two.xml:3: warning: The call has no note. [call-without-note] (and 2 more like it)\n3 warnings.\n"
    )


def test_errors_and_warnings_are_counted() -> None:
    assert reported(DANGLING, call_without_note(1)).endswith("\n1 error, 1 warning.\n")


def test_quiet_prints_errors_only() -> None:
    assert reported(call_without_note(1), quiet=True) == ""
    assert "warning:" not in reported(DANGLING, call_without_note(1), quiet=True)


def test_nothing_found_is_said() -> None:
    assert reported() == "No findings.\n"
    assert reported(quiet=True) == ""


def test_long_lines_are_not_broken_where_no_terminal_is() -> None:
    message = "word " * 60
    found = Diagnostic(Code.ELEMENT_NOT_ALLOWED, message.strip(), Location("a.xml", 1))
    assert message.strip() in reported(found)


def test_a_terminal_sees_the_severity_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="standard", highlight=False)
    monkeypatch.setattr(reporting, "_console", lambda _: console)
    reporting.report([DANGLING])
    assert "\x1b[1;31merror\x1b[0m" in stream.getvalue()


def test_progress_is_told_in_a_few_lines_where_no_terminal_is() -> None:
    stream = io.StringIO()
    with reporting.progress("Checking", 8, stream=stream) as advance:
        for _ in range(8):
            advance(1)
    told = stream.getvalue().splitlines()
    assert told == [f"Checking: {done} of 8" for done in (0, 2, 4, 6, 8)]


def test_quiet_progress_says_nothing() -> None:
    stream = io.StringIO()
    with reporting.progress("Checking", 8, quiet=True, stream=stream) as advance:
        advance(8)
    assert stream.getvalue() == ""


def test_progress_of_no_work() -> None:
    stream = io.StringIO()
    with reporting.progress("Checking", 0, stream=stream):
        pass
    assert stream.getvalue() == "Checking: 0 of 0\n"


def test_a_terminal_sees_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(reporting, "_console", lambda _: Console(file=stream, force_terminal=True, width=80))
    with reporting.progress("Checking", 2) as advance:
        advance(2)
    assert "2/2" in stream.getvalue()
