"""Numbers that the transcription lost are supplied where the sequence proves them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from edition.diagnostics import Code, Diagnostic, EditionError
from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import Division, Work


def supply(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Give each message that lost its number the one that the sequence lacks at its place.

    A text that begins like a message where no number is lacking is an enclosure of the message before it; where the
    gap and the texts do not fit, it is an enclosure too, and a doubt. Sources without numbers stay as they are.
    """
    if not any(message.number for message in work.divisions):
        return work
    repeated = list(_repeated(work))
    if repeated:
        raise EditionError(*repeated)
    divisions: list[Division] = []
    doubts: list[Diagnostic] = []
    run: list[Division] = []
    last = 0
    for message in work.divisions:
        if not message.number:
            run.append(message)
            continue
        divisions.extend(_numbered(run, last, int(message.number), work, doubts))
        divisions.append(message)
        last, run = int(message.number), []
    divisions.extend(_numbered(run, last, last + 1, work, doubts))
    return replace(work, divisions=tuple(divisions)).doubting(*doubts)


def _numbered(
    run: list[Division], before: int, after: int, work: Work, doubts: list[Diagnostic]
) -> Iterator[Division]:
    """Number a run of messages without number between two numbered ones."""
    lacking = range(before + 1, after)
    if len(lacking) == len(run):
        for number, message in zip(lacking, run, strict=True):
            yield replace(message, number=str(number), number_lost=True)
        return
    for message in run:
        if lacking:
            between = f"between No. {before} and No. {after}"
            text = f"{len(run)} texts without number stand {between}, where {len(lacking)} are lacking."
            help = "Say with a decision which of them are messages of their own."
            doubts.append(Diagnostic(Code.DOUBTFUL_BOUNDARY, text, work.source.location(message.start), help))
        yield replace(message, role="enclosure")


def _repeated(work: Work) -> Iterator[Diagnostic]:
    seen: dict[str, Division] = {}
    for message in work.divisions:
        if message.number and message.number in seen:
            where = work.source.location(message.start)
            first = work.source.location(seen[message.number].start).line
            text = f"No. {message.number} stands here again; the first is at line {first}."
            yield Diagnostic(Code.REPEATED_NUMBER, text, where, "Correct the pattern of headings in the profile.")
        seen.setdefault(message.number, message)
