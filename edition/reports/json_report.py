"""Findings as one JSON document; `docs/findings.schema.json` describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from edition import __version__
from edition.baseline import fingerprints
from edition.diagnostics import Diagnostic, Location, Severity

# Raised when a reader of the report would have to change.
FORMAT_VERSION = 1


def write(findings: Sequence[Diagnostic]) -> str:
    """The report: who wrote it, how many findings of each severity, and the findings in their order."""
    report = {
        "format": FORMAT_VERSION,
        "tool": {"name": "edition", "version": __version__},
        "counts": {
            severity.value: sum(found.severity is severity for found in findings) for severity in Severity
        },
        "findings": as_data(findings),
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def as_data(findings: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    """Each finding as a JSON object; what is not known of it is left out."""
    return [
        {
            "code": found.code.label,
            "severity": found.severity.value,
            "message": found.message,
            **({"help": found.help} if found.help else {}),
            **place(found.location),
            **({"place": found.place} if found.place else {}),
            **({"excerpt": found.excerpt} if found.excerpt else {}),
            **({"related": [{"message": one.message, **place(one.location)} for one in found.related]}
               if found.related else {}),
            "fingerprint": fingerprint,
        }
        for found, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]  # fmt: skip


def place(location: Location) -> Mapping[str, str | int]:
    """A place as the members `path`, `line`, `column` and `paragraph`, as far as they are known."""
    known = {
        "path": location.path, "line": location.line, "column": location.column, "paragraph": location.paragraph,
    }  # fmt: skip
    return {name: value for name, value in known.items() if value is not None}
