"""Reader of one document in two transcriptions, one after the other in the source, behind a catalogue record.

The first witness is the base: its blocks are those of the edited document; `collate` works the second one in.
"""

from __future__ import annotations

from dataclasses import replace

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest.profile import Profile
from edition.ingest.readers import letters
from edition.ingest.source import Source
from edition.ingest.transforms import Step, collation, correspondence, datelines, interventions, joins, marks
from edition.ingest.work import Work

STEPS: tuple[Step, ...] = (
    joins.join,
    collation.collate,
    datelines.date,
    marks.read,
    interventions.apply,
    correspondence.tell,
)


def read(source: Source, profile: Profile) -> Work:
    """Read the catalogue record into `front` and the blocks of both witnesses, in source order.

    Raises `EditionError` when a witness does not begin where the profile says, or not in its order.
    """
    work = letters.read(source, profile)
    starts = [_start(work, profile, witness.begins_with, witness.id) for witness in profile.witnesses]
    if starts != sorted(set(starts)):
        message = "The witnesses do not begin in the order in which the profile names them."
        help = "Name under `witnesses` first the one that stands first; correct `begins_with`."
        raise EditionError(Diagnostic(Code.NOTHING_MATCHES, message, Location(source.path), help))
    return replace(work, front=work.blocks[: starts[0]], blocks=work.blocks[starts[0] :])


def _start(work: Work, profile: Profile, begins_with: str, witness: str) -> int:
    pattern = profile.compile(begins_with)
    for index, block in enumerate(work.blocks):
        if pattern.fullmatch(block.text):
            return index
    message = f"Nothing in this source begins the witness “{witness}”: no block is {begins_with!r}."
    help = "Compare `witnesses` of the profile with the text."
    raise EditionError(Diagnostic(Code.NOTHING_MATCHES, message, Location(work.source.path), help))
