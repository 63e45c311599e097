"""Findings as a GitLab Code Quality report: the part of the Code Climate format that merge requests show."""

from __future__ import annotations

import json
from collections.abc import Sequence

from edition.baseline import fingerprints
from edition.diagnostics import Diagnostic, Severity

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor"}


def write(findings: Sequence[Diagnostic]) -> str:
    """An issue for each finding; one without a line is shown at the first of its file."""
    issues = [
        {
            "description": f"{found.message} {found.help}" if found.help else found.message,
            "check_name": found.code.label,
            "fingerprint": fingerprint,
            "severity": SEVERITIES[found.severity],
            "location": {"path": found.location.path, "lines": {"begin": found.location.line or 1}},
        }
        for found, fingerprint in zip(findings, fingerprints(findings), strict=True)
    ]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"
