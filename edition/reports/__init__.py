"""Findings for other programs: one module a format, all from the same values.

People read what `reporting` prints; a continuous integration, an editor or a script reads one of these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module

from edition.diagnostics import Diagnostic

TEXT = "text"
AUTO = "auto"

# The module of each format, imported when it is asked for: a command that reports nothing starts at once.
FORMATS: Mapping[str, str] = {
    "json": "json_report",
    "jsonl": "json_lines",
    "sarif": "sarif",
    "junit": "junit",
    "github": "github",
    "gitlab": "gitlab",
}


def write(format: str, findings: Sequence[Diagnostic]) -> str:
    """The findings, in their order, as the text of a report; `format` is a key of `FORMATS`."""
    text: str = import_module(f"edition.reports.{FORMATS[format]}").write(findings)
    return text


def automatic(environment: Mapping[str, str]) -> str:
    """The format to print in where `auto` is asked for: annotations in GitHub Actions, else text for people.

    GitLab reads its report from a file, not from what is printed.
    """
    return "github" if environment.get("GITHUB_ACTIONS") == "true" else TEXT
