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
    gap and the texts do not fit, it is an enclosure too, and a doubt. Texts before the first number count back from it,
    which is a doubt. Sources without numbers stay as they are.

    Raises `EditionError` for a number that is none or stands twice, and for a text that no number is left for.
    """
    if not any(message.number for message in work.divisions):
        return work
    wrong = [*_no_numbers(work), *_repeated(work), *_without_number(work)]
    if wrong:
        raise EditionError(*wrong)
    divisions: list[Division] = []
    doubts: list[Diagnostic] = []
    run: list[Division] = []
    last = 0
    for message in work.divisions:
        if not message.number:
            run.append(message)
            continue
        number = int(message.number)
        if run and not divisions:
            last = number - len(run) - 1
            doubts += _counted_back(run, number, work)
        divisions.extend(_numbered(run, last, number, work, doubts))
        divisions.append(message)
        last, run = number, []
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
            text = f"Texts without number that stand {between}: {len(run)}; numbers lacking there: {len(lacking)}."
            help = "Say with a decision which of them are messages of their own."
            doubts.append(Diagnostic(Code.DOUBTFUL_BOUNDARY, text, work.source.location(message.start), help))
        yield replace(message, role="enclosure")


def _counted_back(run: list[Division], first: int, work: Work) -> Iterator[Diagnostic]:
    for number, message in enumerate(run, first - len(run)):
        text = f"This text has no number and stands before No. {first}; it is taken for No. {number}."
        help = "If it is no message, let the profile know it as something else."
        yield Diagnostic(Code.DOUBTFUL_BOUNDARY, text, work.source.location(message.start), help)


def _no_numbers(work: Work) -> Iterator[Diagnostic]:
    for message in work.divisions:
        if message.number and not message.number.isdecimal():
            text = f"The number “{message.number}” of this heading is no whole number."
            help = "Let the group `number` of `blocks.heading` catch digits only, or leave the group out."
            yield Diagnostic(Code.NOT_A_NUMBER, text, work.source.location(message.start), help)


def _without_number(work: Work) -> Iterator[Diagnostic]:
    first = next(at for at, message in enumerate(work.divisions) if message.number)
    number = work.divisions[first].number
    if number.isdecimal() and first > int(number):
        text = f"Texts without number stand before No. {number}: {first}, more than there are numbers below it."
        help = "If they are no messages, let the profile know them as something else."
        yield Diagnostic(Code.TEXT_WITHOUT_PLACE, text, work.source.location(work.divisions[0].start), help)


def _repeated(work: Work) -> Iterator[Diagnostic]:
    seen: dict[str, Division] = {}
    for message in work.divisions:
        if message.number and message.number in seen:
            where = work.source.location(message.start)
            first = work.source.location(seen[message.number].start).line
            text = f"No. {message.number} stands here again; the first is at line {first}."
            yield Diagnostic(Code.REPEATED_NUMBER, text, where, "Correct the pattern of headings in the profile.")
        seen.setdefault(message.number, message)
