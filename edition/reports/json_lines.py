"""Findings as JSON Lines: one object a line, as in the `findings` of the JSON report."""

from __future__ import annotations

import json
from collections.abc import Sequence

from edition.diagnostics import Diagnostic
from edition.reports.json_report import as_data


def write(findings: Sequence[Diagnostic]) -> str:
    """The findings in their order, a line each; nothing where there are none."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in as_data(findings))
