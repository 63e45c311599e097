"""Quotations that are blocks of their own, over one paragraph or several; a quoted letter keeps its own dateline."""

from __future__ import annotations

from dataclasses import replace

from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Division, Kind, Part, Work

OPENING_MARKS = ('"', "“")
LETTER_PARTS = (Kind.CLOSING_DATE, Kind.SALUTATION, Kind.SIGNATURE, Kind.FORMULA, Kind.DATELINE)


def enclose(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Enclose each run of blocks from one that opens with a quotation mark to one that ends with the closing mark.

    An opening mark repeated at each paragraph stays as printed. A mark that never closes encloses its own block only.
    """
    ending = profile.matchers.get("quotation_ends_with")
    if ending is None:
        return work

    def enclosed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
        found: list[Part] = []
        index = 0
        while index < len(parts):
            block = parts[index]
            if isinstance(block, Division) or not block.text.startswith(OPENING_MARKS):
                found.append(block)
                index += 1
                continue
            end = next((at for at in range(index, len(parts)) if closes(parts[at])), index)
            run = parts[index : end + 1]
            letter = any(isinstance(part, Block) and part.kind in LETTER_PARTS for part in run)
            found.append(Division("letter" if letter else "quotation", run))
            index = end + 1
        return tuple(found)

    def closes(part: Part) -> bool:
        return isinstance(part, Block) and ending.search(part.text) is not None

    return replace(
        work,
        divisions=tuple(replace(one, parts=enclosed(one.parts)) for one in work.divisions),
        notes=tuple(replace(one, parts=enclosed(one.parts)) for one in work.notes),
    )
