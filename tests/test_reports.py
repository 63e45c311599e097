"""Findings in the formats of other programs, each held against its schema or read by a program that consumes it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import junitparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition import baseline
from edition.diagnostics import Code, Diagnostic, EditionError, Location, Related
from edition.reports import automatic, write

HERE = Path(__file__).parent
SARIF = jsonschema.Draft202012Validator(json.loads((HERE / "schemas" / "sarif-2.1.0.json").read_text("utf-8")))
FINDINGS = jsonschema.Draft202012Validator(
    json.loads((HERE.parent / "docs" / "findings.schema.json").read_text("utf-8"))
)
# What a merge request shows of a Code Quality report, by its documentation.
GITLAB = jsonschema.Draft202012Validator({
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
})  # fmt: skip

DANGLING = Diagnostic(
    Code.DANGLING_REFERENCE, "“#n7” leads nowhere: 100 %,\nno <note>.", Location("tei/a letter.xml", 12, 5), "Mend it."
)
REPEATED = Diagnostic(
    Code.REPEATED_ID, "Twice “p1”.", Location("tei/b.xml", 3), related=(Related(Location("tei/b.xml", 9), "here too"),)
)
UNCALLED = Diagnostic(Code.NOTE_WITHOUT_CALL, "Nothing calls note \x0b3.", Location("tei/b.xml"))
ALL = (DANGLING, REPEATED, UNCALLED)

places = st.builds(
    Location,
    st.text(min_size=1).map(lambda name: f"tei/{name}"),
    st.none() | st.integers(1, 10**6),
    st.none() | st.integers(1, 10**4),
)
findings = st.lists(
    st.builds(
        Diagnostic,
        st.sampled_from(list(Code)),
        st.text(min_size=1),
        places,
        st.text(),
        st.lists(st.builds(Related, places, st.text()), max_size=2).map(tuple),
        st.text(),
        st.text(),
    ),
    max_size=6,
)


@settings(max_examples=40)
@given(findings)
def test_json_is_what_its_schema_says(found: list[Diagnostic]) -> None:
    report = json.loads(write("json", found))
    FINDINGS.validate(report)
    assert len(report["findings"]) == len(found)
    assert report["findings"] == [json.loads(line) for line in write("jsonl", found).split("\n")[:-1]]


@settings(max_examples=40)
@given(findings)
def test_sarif_is_valid_against_the_schema_of_the_standard(found: list[Diagnostic]) -> None:
    report = json.loads(write("sarif", found))
    SARIF.validate(report)
    (run,) = report["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[one["ruleIndex"]] for one in run["results"]] == [one.code.label for one in found]


@settings(max_examples=40)
@given(findings)
def test_gitlab_has_what_a_merge_request_needs_and_no_fingerprint_twice(found: list[Diagnostic]) -> None:
    report = json.loads(write("gitlab", found))
    GITLAB.validate(report)
    assert len({one["fingerprint"] for one in report}) == len(found)


@settings(max_examples=40)
@given(findings)
def test_junit_is_read_by_a_program_that_consumes_it(found: list[Diagnostic]) -> None:
    (suite,) = junitparser.JUnitXml.fromstring(write("junit", found).encode("utf-8"))
    cases = list(suite)
    assert suite.tests == len(cases) == max(len(found), 1)
    kinds = [type(one) for case in cases for one in case.result]
    assert kinds.count(junitparser.Failure) == suite.failures == sum(one.severity == "error" for one in found)
    assert kinds.count(junitparser.Skipped) == suite.skipped == sum(one.severity == "warning" for one in found)


@settings(max_examples=40)
@given(findings)
def test_every_annotation_is_one_command_that_reads_back_as_it_was_meant(found: list[Diagnostic]) -> None:
    commands = [parsed(line) for line in write("github", found).split("\n")[:-1]]
    assert commands == [
        (
            one.severity.value,
            {
                name: str(value)
                for name, value in (
                    ("file", one.location.path), ("line", one.location.line), ("col", one.location.column),
                    ("title", one.code.label),
                )
                if value
            },
            "\n".join(part for part in (one.message, one.help, one.place and f"In {one.place}.") if part),
        )
        for one in found
    ]  # fmt: skip


def parsed(command: str) -> tuple[str, dict[str, str], str]:
    """A workflow command as its runner reads it."""
    match = re.fullmatch(r"::(error|warning) ([^:]*)::(.*)", command, re.DOTALL)
    assert match, command
    facts = dict(one.split("=", 1) for one in match[2].split(","))
    return match[1], {name: unescaped(value) for name, value in facts.items()}, unescaped(match[3])


def unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def test_what_a_finding_becomes() -> None:
    assert write("github", [DANGLING]) == (
        "::error file=tei/a letter.xml,line=12,col=5,title=dangling-reference"
        "::“#n7” leads nowhere: 100 %25,%0Ano <note>.%0AMend it.\n"
    )
    assert json.loads(write("jsonl", [REPEATED])) == {
        "code": "repeated-id", "severity": "error", "message": "Twice “p1”.", "path": "tei/b.xml", "line": 3,
        "related": [{"message": "here too", "path": "tei/b.xml", "line": 9}],
        "fingerprint": baseline.fingerprints([REPEATED])[0],
    }  # fmt: skip
    sarif: Any = json.loads(write("sarif", [DANGLING]))["runs"][0]["results"][0]
    assert sarif["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "tei/a%20letter.xml"},
                "region": {"startLine": 12, "startColumn": 5},
            }
        }
    ]
    assert '<skipped message="Nothing calls note \ufffd3.">' in write("junit", [UNCALLED])


def test_annotations_are_chosen_where_a_service_shows_them() -> None:
    assert automatic({"GITHUB_ACTIONS": "true", "CI": "true"}) == "github"
    assert automatic({"GITLAB_CI": "true", "CI": "true"}) == "text"
    assert automatic({}) == "text"


@settings(max_examples=40)
@given(findings)
def test_a_baseline_knows_its_own_findings_on_whatever_lines_they_stand(found: list[Diagnostic]) -> None:
    known = frozenset(json.loads(baseline.write(found))["findings"])
    moved = [Diagnostic(one.code, one.message, Location(one.location.path, 7), one.help) for one in found]
    assert baseline.new(moved, known) == ()


def test_a_baseline_lets_through_what_is_new_and_one_more_of_what_is_known(tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(baseline.write([REPEATED, DANGLING]), encoding="utf-8")
    assert baseline.new([UNCALLED, REPEATED, REPEATED], baseline.load(file)) == (UNCALLED, REPEATED)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 2, "findings": {}}', '{"format": 1, "findings": 3}', "\x00"]
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EditionError) as refused:
        baseline.load(file)
    assert refused.value.diagnostics[0].code is Code.BAD_BASELINE
