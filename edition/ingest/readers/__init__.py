"""Readers: each turns one family of source texts into a `Work`, and names the steps that its works go through."""

from __future__ import annotations

from typing import Protocol

from edition.ingest.profile import Profile
from edition.ingest.readers import letters, witnesses
from edition.ingest.transforms import Step
from edition.ingest.work import Source, Work


class Reader(Protocol):
    """A module that reads one family of sources."""

    STEPS: tuple[Step, ...]

    def read(self, source: Source, profile: Profile) -> Work:
        """Read a source into a `Work`."""


READERS: dict[str, Reader] = {"letters": letters, "witnesses": witnesses}
