"""Sections of a message under headings of their own."""

from __future__ import annotations

from dataclasses import replace

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Division, Kind, Part, Work

ENDING = (Kind.FORMULA, Kind.SIGNATURE, Kind.CLOSING_DATE, Kind.POSTSCRIPT, Kind.FOOTNOTE, Kind.SOURCE)


def divide(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Gather each subheading with what follows it into a section; the close of the message is in none."""
    divisions = tuple(replace(one, parts=tuple(_sections(one.parts))) for one in work.divisions)
    return replace(work, divisions=divisions)


def _sections(parts: tuple[Part, ...]) -> list[Part]:
    divided: list[Part] = []
    section: list[Part] = []
    for part in parts:
        begins = isinstance(part, Block) and part.kind is Kind.SUBHEADING
        ends = isinstance(part, Block) and part.kind in ENDING
        if section and (begins or ends):
            divided.append(Division("section", tuple(section)))
            section = []
        if begins or section:
            section.append(part)
        else:
            divided.append(part)
    if section:
        divided.append(Division("section", tuple(section)))
    return divided
