"""Drafts kept between runs: what a file was found to have, as long as nothing that it depends on has changed.

A draft is a pure function of the file without the program's own markup, of the registers, of what editors decided, and
of this program. So a run behind another one looks only through the files that an editor or ingest has changed since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter

from edition.annotate.drafts import Draft
from edition.cache import Store
from edition.tei.registers import Entry

# Of the drafts together; the oldest are deleted when there are more.
MOST_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of the files of a TEI folder, by what all of them depend on; read and kept while the store is open."""

    store: Store
    given: str  # the digest of this
    called: bool = False  # the days of letters that call notes are known, and part of what is given

    def get(self, path: str, text: str) -> Draft | None:
        """The draft of a file with this text, the program's own markup left out; None when none is kept."""
        data = self.store.get(self._name(path), self._key(path, text))
        with suppress(ValueError):
            return None if data is None else _adapter().validate_json(data)
        return None

    def put(self, draft: Draft, text: str) -> None:
        """Keep the draft of a file with this text; one with findings is not kept."""
        if not draft.findings and not draft.survey.findings:
            self.store.put(self._name(draft.path), self._key(draft.path, text), _adapter().dump_json(draft))

    def called_on(self, calls: Mapping[str, str]) -> Drafts:
        """The drafts for which the days are known of the letters that call notes, by the addresses of these."""
        return replace(self, given=digest([self.given, repr(sorted(calls.items()))]), called=True)

    def tidy(self) -> None:
        """Delete the oldest drafts until all together are no larger than they may be."""
        with self.store:
            self.store.tidy(MOST_BYTES)

    def _name(self, path: str) -> str:
        return f"{path} called" if self.called else path

    def _key(self, path: str, text: str) -> str:
        return digest([self.given, path, text])


def digest(parts: Iterable[str]) -> str:
    """One digest of strings, in their order."""
    found = hashlib.sha256()
    for part in parts:
        found.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    return found.hexdigest()


def of_entries(entries: Iterable[Entry]) -> str:
    """The digest of what names the entries of registers, on whatever lines."""
    return digest(
        repr((one.id, one.kind, one.type, one.preferred, one.path, [replace(form, line=0) for form in one.forms]))
        for one in entries
    )


@cache
def _adapter() -> TypeAdapter[Draft]:
    return TypeAdapter(Draft)
