"""The programs as lines, one module each: ingest makes `tei/`, validate and audit read it, build makes the site.

A module imports what its program needs and no more, so that a command starts at once.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from edition.diagnostics import Diagnostic

CONFIG = "config.yml"
TEI = "tei"
ODD = "schema/edition.odd"
SCHEMA = "schema/edition.rng"
RULES = "schema/edition.sch"
BUILD = "build"
CACHE = ".cache/edition/verdicts.sqlite"
DRAFTS = ".cache/edition/drafts.sqlite"

# Shows how far a piece of work is: called with its description and size, gives a function to count steps with.
Track = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a program did, in one line, and what it found, in order of place."""

    summary: str
    findings: tuple[Diagnostic, ...]


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 source", "5 sources"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
