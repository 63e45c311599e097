"""A baseline: the findings that a corpus had when checking began, so that from then on only new ones count.

A finding is known again by its code, its file and its message, wherever in the file it now stands; of several that say
the same, as many are known as were there.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from edition.diagnostics import Code, Diagnostic, EditionError, Location

FORMAT_VERSION = 1


def fingerprints(findings: Sequence[Diagnostic]) -> list[str]:
    """A fingerprint for each finding, all different, the same in each run and on other lines of the file."""
    return list(_fingerprints(findings))


def write(findings: Sequence[Diagnostic]) -> str:
    """The text of a baseline file that knows these findings; each is told in words for whoever reads a diff of it."""
    known = {
        fingerprint: f"{found.location.path}: {found.message} [{found.code.label}]"
        for found, fingerprint in zip(findings, fingerprints(findings), strict=True)
    }
    data = {"format": FORMAT_VERSION, "findings": dict(sorted(known.items(), key=lambda one: (one[1], one[0])))}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def load(path: Path) -> frozenset[str]:
    """The fingerprints that a baseline file knows. Raises `EditionError` when it cannot be read or is none."""
    where = Location(path.as_posix())
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != FORMAT_VERSION:
            raise ValueError(f"its format is {data['format']}")
        return frozenset(data["findings"])
    except OSError as error:
        help = "Make it with --write-baseline."
        raise EditionError(
            Diagnostic(Code.FILE_MISSING, f"The baseline cannot be read: {error.strerror}.", where, help)
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        help = "Make it anew with --write-baseline; what is written there is JSON."
        raise EditionError(Diagnostic(Code.BAD_BASELINE, f"This is no baseline: {error}.", where, help)) from None


def new(findings: Sequence[Diagnostic], known: frozenset[str]) -> tuple[Diagnostic, ...]:
    """The findings that a baseline does not know."""
    return tuple(
        found
        for found, fingerprint in zip(findings, fingerprints(findings), strict=True)
        if fingerprint not in known
    )


def _fingerprints(findings: Sequence[Diagnostic]) -> Iterator[str]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for found in findings:
        said = (found.code.label, found.location.path, found.message)
        seen[said] += 1
        yield hashlib.sha256("\0".join((*said, str(seen[said]))).encode()).hexdigest()[:32]
