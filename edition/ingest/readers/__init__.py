"""Readers: each turns one family of source texts into a `Work`, and names the steps that its works go through."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from edition.ingest.profile import Profile
from edition.ingest.readers import files, formatted, letters, witnesses
from edition.ingest.readers.files import Files
from edition.ingest.source import Source
from edition.ingest.transforms import Step
from edition.ingest.work import Work
from edition.yamlfile import decoded


class Reader(Protocol):
    """A module that reads one family of plain texts."""

    STEPS: tuple[Step, ...]

    def read(self, source: Source, profile: Profile) -> Work:
        """Read a source into a `Work`."""


PLAIN: dict[str, Reader] = {"letters": letters, "witnesses": witnesses}


def read(folder: Path, name: str, shown: str, profile: Profile) -> Work:
    """Read the source in `folder` by the reader that its profile names.

    Raises `EditionError` when its files cannot be read or told from others.
    """
    if profile.reader == "formatted":
        return formatted.read(name, files.find(folder, shown, formatted.ENDINGS), profile)
    found = files.find(folder, shown, frozenset({files.PLAIN}))
    return PLAIN[profile.reader].read(_plain(name, found), profile)


def steps(profile: Profile) -> tuple[Step, ...]:
    """The steps that a work goes through after its reader."""
    return formatted.STEPS if profile.reader == "formatted" else PLAIN[profile.reader].STEPS


def _plain(name: str, found: Files) -> Source:
    texts = [(file.path, decoded(file.data, file.path)) for file in found.files]
    return Source.of_files(name, found.path, texts) if found.is_folder else Source.of(name, *texts[0])
