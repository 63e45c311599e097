"""Findings as a JUnit XML report, as Jenkins, GitLab and most other services read test results."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from edition.diagnostics import Diagnostic, Severity
from edition.tei.names import NO_CHARACTER


def write(findings: Sequence[Diagnostic]) -> str:
    """A test case for each finding, or one that passes where there are none.

    An error is a failure. The format has no warnings: a warning is a skipped case, which fails nothing.
    """
    errors = sum(found.severity is Severity.ERROR for found in findings)
    counts = {
        "tests": str(max(len(findings), 1)), "failures": str(errors), "errors": "0",
        "skipped": str(len(findings) - errors),
    }  # fmt: skip
    root = etree.Element("testsuites")
    suite = etree.SubElement(root, "testsuite", {"name": "edition", **counts})
    if not findings:
        etree.SubElement(suite, "testcase", {"classname": "edition", "name": "no findings"})
    for found in findings:
        _case(suite, found)
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def _case(suite: etree._Element, found: Diagnostic) -> None:
    location = found.location
    facts = {"classname": location.path, "name": f"{found.code.label} at {location}", "file": location.path}
    if location.line:
        facts["line"] = str(location.line)
    case = etree.SubElement(suite, "testcase", {name: _safe(value) for name, value in facts.items()})
    kind = "failure" if found.severity is Severity.ERROR else "skipped"
    outcome = etree.SubElement(case, kind, {"message": _safe(found.message)})
    if kind == "failure":
        outcome.set("type", found.code.label)
    told = (str(location), found.place, found.message, found.excerpt, found.help)
    outcome.text = _safe("\n".join(part for part in told if part))


def _safe(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text)
