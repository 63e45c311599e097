"""Findings as the workflow commands by which GitHub Actions annotates the lines of a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from edition.diagnostics import Diagnostic

# What ends or parts a command must be escaped: in the message, and further signs in the value of a property.
MESSAGE = {"%": "%25", "\r": "%0D", "\n": "%0A"}
PROPERTY = {**MESSAGE, ":": "%3A", ",": "%2C"}


def write(findings: Sequence[Diagnostic]) -> str:
    """A command for each finding, a line each: its severity, file, line, column, title, message and help."""
    return "".join(_command(found) + "\n" for found in findings)


def _command(found: Diagnostic) -> str:
    where = found.location
    known = {"file": where.path, "line": where.line, "col": where.column, "title": found.code.label}
    facts = ",".join(f"{name}={_escaped(str(value), PROPERTY)}" for name, value in known.items() if value)
    place = f"In {found.place}." if found.place else ""
    message = "\n".join(part for part in (found.message, found.help, place) if part)
    return f"::{found.severity.value} {facts}::{_escaped(message, MESSAGE)}"


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
