"""Findings that an edition accepts, each with a reason; what no finding needs any more is a finding itself."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from edition.diagnostics import Code, Diagnostic, Location
from edition.yamlfile import Strict


def _code(name: str) -> str:
    if name not in {code.label for code in Code}:
        raise ValueError("no code of a finding; `edition explain` lists them")
    return name


class Acceptance(Strict):
    """Findings that stand: of a code, in the files that a pattern matches, saying certain words, for a reason."""

    code: Annotated[str, AfterValidator(_code)]
    path: Annotated[str, StringConstraints(min_length=1)] = Field(
        description="the file, from the edition's folder; `*` stands for any part of the name or path"
    )
    message: str = Field("", description="words that the finding says; without them any finding of the code there")
    reason: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

    def covers(self, found: Diagnostic) -> bool:
        """Tell whether this accepts a finding."""
        same = found.code.label == self.code and fnmatchcase(found.location.path, self.path)
        return same and self.message in found.message


def apply(
    findings: Sequence[Diagnostic], accepted: Sequence[tuple[Acceptance, Location]]
) -> tuple[Diagnostic, ...]:
    """The findings that nothing accepts, and one for each entry that accepts nothing; entries with their places."""
    left = [found for found in findings if not any(entry.covers(found) for entry, _ in accepted)]
    stale = [
        Diagnostic(
            Code.STALE_ACCEPTANCE,
            f"Nothing in {entry.path} has the finding “{entry.code}” that is accepted here.",
            where,
            "Take the entry out, or correct its `path` or `message`.",
        )
        for entry, where in accepted
        if not any(entry.covers(found) for found in findings)
    ]
    return (*left, *stale)
