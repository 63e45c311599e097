"""Findings as SARIF 2.1.0, the Static Analysis Results Interchange Format of OASIS, for code scanning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from edition import __version__
from edition.baseline import fingerprints
from edition.diagnostics import Code, Diagnostic, Location

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(findings: Sequence[Diagnostic]) -> str:
    """One run with its rules, those alone that findings are of, and a result for each finding."""
    codes = sorted({found.code for found in findings}, key=lambda code: code.label)
    rules = {code: index for index, code in enumerate(codes)}
    run = {
        "tool": {"driver": {"name": "edition", "version": __version__, "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(found, rules[found.code], fingerprint)
            for found, fingerprint in zip(findings, fingerprints(findings), strict=True)
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.label,
        "shortDescription": {"text": code.value.meaning},
        "help": {"text": f"{code.value.meaning} `edition explain {code.label}` says more."},
        "defaultConfiguration": {"level": code.severity.value},
    }


def _result(found: Diagnostic, rule: int, fingerprint: str) -> dict[str, Any]:
    text = f"{found.message} {found.help}" if found.help else found.message
    result: dict[str, Any] = {
        "ruleId": found.code.label,
        "ruleIndex": rule,
        "level": found.severity.value,
        "message": {"text": text},
        "locations": [_place(found.location, found.place)],
        "partialFingerprints": {"edition/v1": fingerprint},
    }
    if found.related:
        result["relatedLocations"] = [
            {"id": number, "message": {"text": one.message}, **_place(one.location)}
            for number, one in enumerate(found.related)
        ]
    return result


def _place(location: Location, in_words: str = "") -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(location.path)}}
    if location.line:
        column = {"startColumn": location.column} if location.column else {}
        physical["region"] = {"startLine": location.line, **column}
    logical = {"logicalLocations": [{"fullyQualifiedName": in_words}]} if in_words else {}
    return {"physicalLocation": physical, **logical}
