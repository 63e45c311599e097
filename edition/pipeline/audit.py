"""The sources accounted for, from the TEI on disk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from edition import config
from edition.config import Config
from edition.diagnostics import Diagnostic, EditionError, in_order
from edition.ingest import audit as auditing
from edition.ingest.reasons import MACHINE
from edition.ledger import Ledger
from edition.pipeline import Outcome, Track, counted


def audit(root: Path, names: Sequence[str], *, track: Track) -> tuple[Outcome, tuple[Ledger, ...]]:
    """Account for every character of the named sources, or of all; the account of each that can be read.

    Raises `EditionError` when `config.yml` cannot be used.
    """
    settings = config.load(root)
    with track("Auditing", len(names or settings.sources)) as advance:
        ledgers, findings = accounts(root, settings, names, advance)
    characters = sum(ledger.characters for ledger in ledgers)
    unaccounted = sum(ledger.unaccounted for ledger in ledgers)
    summary = f"{counted(len(ledgers), 'source')}, {characters:,} characters, {unaccounted:,} unaccounted for"
    return Outcome(summary, tuple(in_order(findings))), ledgers


def accounts(
    root: Path, settings: Config, names: Sequence[str] = (), advance: Callable[[int], None] = lambda steps: None
) -> tuple[tuple[Ledger, ...], list[Diagnostic]]:
    """The account of each source that can be read, and what was found."""
    own = frozenset({MACHINE, *(person.id for person in settings.editors)})
    ledgers: list[Ledger] = []
    findings: list[Diagnostic] = []
    for name in names or settings.sources:
        try:
            ledger, found = auditing.audit(root, name, own)
            ledgers.append(ledger)
            findings += found
        except EditionError as error:
            findings += error.diagnostics
        advance(1)
    return tuple(ledgers), findings
