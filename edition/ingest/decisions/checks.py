"""Decisions that cannot be right: names that nobody has, places decided twice, decisions without effect."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from edition.diagnostics import Code, Diagnostic, Location, Related
from edition.ingest.decisions.model import Anchored, Decision, Message
from edition.ingest.source import Source
from edition.quoting.moved import Move

# Two decisions of these kinds on words that overlap say different things of them.
EXCLUSIVE = frozenset({"correction", "surplus", "unclear", "stands"})
# Two decisions of one of these kinds on the same words are one too many.
ONCE = frozenset({"correction", "surplus", "unclear", "stands", "supplied", "join", "call", "no_call", "reference"})


def contradictions(decisions: Sequence[Anchored], source: Source, shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for each two decisions on one place that say different things, or the same twice.

    Who is said twice to have sent a message is found where messages are known.
    """
    before: list[Anchored] = []
    for one in sorted(decisions, key=lambda one: (one.extent, one.line)):
        before = [other for other in before if other.extent[1] > one.extent[0]]
        for other in before:
            if wrong := _wrong(other, one):
                first, second = sorted((other, one), key=lambda each: each.line)
                words = source.text[one.extent[0] : min(one.extent[1], other.extent[1])][:60]
                text = f"The decisions at lines {first.line} and {second.line} {wrong} “{words}”."
                also = (
                    Related(Location(shown, first.line), f"the other decision, `{first.decision.matter}`"),
                    Related(source.location(one.extent[0]), "the words decided on"),
                )
                where = Location(shown, second.line)
                yield Diagnostic(Code.DECISIONS_CONTRADICT, text, where, "Keep the one that is right.", also)
        before.append(one)


def _wrong(first: Anchored, second: Anchored) -> str:
    """What is wrong with two decisions whose words overlap; "" when they agree."""
    matters = {first.decision.matter, second.decision.matter}
    if matters <= ONCE and len(matters) == 1 and first.extent == second.extent:
        return "decide the same of"
    if (matters <= EXCLUSIVE and matters != {"stands"}) or matters == {"call", "no_call"}:
        return "contradict each other on"
    return ""


def unknown_names(
    decisions: tuple[Anchored, ...], people: Collection[str], editors: Collection[str], shown_as: str
) -> Iterator[Diagnostic]:
    """Yield a finding for each person and editor that a decision names and nothing defines."""
    for one in decisions:
        where = Location(f"{shown_as}/decisions.yml", one.line)
        message = one.decision.message
        for person in _people(message) if message else ():
            if person not in people:
                help = f"People of the profile: {', '.join(sorted(people)) or 'none'}."
                text = f"The decision names “{person}”, whom `people` of the profile does not have."
                yield Diagnostic(Code.UNKNOWN_NAME, text, where, help)
        if one.decision.resp not in editors:
            help = f"Known ids: {', '.join(sorted(editors)) or 'none'}."
            text = f"Nobody has the id “{one.decision.resp}”, neither in config.yml nor in the profile."
            yield Diagnostic(Code.UNKNOWN_NAME, text, where, help)


def _people(message: Message) -> tuple[str, ...]:
    perhaps = (*message.perhaps_sender, *message.perhaps_addressee)
    return (*message.sender, *message.addressee, *perhaps, *message.carrier)


def unused(decisions: tuple[Anchored, ...], applied: frozenset[int], shown_as: str) -> Iterator[Diagnostic]:
    """Yield a finding for each decision that changed nothing; one that says “right as it stands” need not."""
    for one in decisions:
        if one.line not in applied and not one.decision.stands:
            message = f"The decision on “{one.decision.quote[:60]}” has no effect."
            help = (
                "The place may be encoded by a rule or another decision already, the anchor stand in another block, "
                "or what the decision names not be there. Correct it, or take it out."
            )
            yield Diagnostic(Code.DECISION_UNUSED, message, Location(f"{shown_as}/decisions.yml", one.line), help)


def is_mended(decision: Decision, move: Move | None, text: str) -> bool:
    """Whether a text reads by now as a correction says it should: at the place found, or somewhere at some length."""
    wrong = decision.correction
    if wrong is None:
        return False
    mended = decision.quote.replace(wrong.sic, wrong.corr)
    if move is not None and move.quote == mended:
        return True
    return len(mended.split()) > 1 and f"{decision.prefix}{mended}{decision.suffix}" in text
