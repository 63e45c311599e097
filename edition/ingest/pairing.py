"""Notes and calls that miss each other within a letter, as any kind of source may have them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from edition.diagnostics import Code, Diagnostic, Location, Related
from edition.ingest.work import Role, Span

# The label of a note, and where the note or its call stands.
Labelled = tuple[str, Location]


def unpaired(notes: Iterable[Labelled], calls: Sequence[Labelled]) -> Iterator[Diagnostic]:
    """Yield a finding for each second note of a label, note without call, and call without note."""
    called = {label for label, _ in calls}
    first: dict[str, Location] = {}
    for label, where in notes:
        if label in first:
            message = f"A second note has the label {label}; calls lead to the first."
            help, related = "Give each note a label of its own.", Related(first[label], "the first of them")
            yield Diagnostic(Code.REPEATED_NOTE, message, where, help, (related,))
        elif label not in called:
            help = "Put its call where it belongs; without one it stands under its letter."
            yield Diagnostic(Code.ENDNOTE_WITHOUT_CALL, f"Nothing calls the note {label}.", where, help)
        first.setdefault(label, where)
    for label, where in calls:
        if label not in first:
            message = f"The note {label} is called here, and the letter has no such note."
            help = "Write the note, or correct the label of the call."
            yield Diagnostic(Code.CALL_WITHOUT_ENDNOTE, message, where, help)


def settled(span: Span, labels: Collection[str]) -> Span:
    """The span, which leads nowhere if it is a call to a note of none of these labels."""
    if span.role is Role.CALL and span.fact("note") not in labels:
        return replace(span, facts=(("label", span.fact("label")), ("note", "")))
    return span
