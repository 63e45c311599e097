"""Who wrote to whom and when: from headings and formulas where the source has them, from decisions where it has not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from edition.diagnostics import Code, Diagnostic, Location, Related
from edition.ingest import dates
from edition.ingest.decisions import Anchored
from edition.ingest.profile import Profile
from edition.ingest.work import Block, Correspondence, Division, Event, Kind, Party, Work, blocks_of


def tell(work: Work, profile: Profile, decisions: tuple[Anchored, ...]) -> Work:
    """Give each message and enclosure its correspondence; what neither source nor decisions tell is a doubt.

    A formula that the profile does not explain, and decisions on one message that contradict, are errors.
    """
    if not profile.people and not any(division.correspondence for division in work.divisions):
        return work
    applied: list[int] = []
    divisions: list[Division] = []
    wrong: list[Diagnostic] = []
    last = work.notes[0].parts[0].start if work.notes else len(work.source.text)
    ends = [*(one.start for one in work.divisions[1:]), last]
    for division, end in zip(work.divisions, ends, strict=True):
        decided = [one for one in decisions if one.decision.message and division.start <= one.start < end]
        applied += [one.line for one in decided]
        told = _from_source(division, profile)
        for one in decided:
            told = _with_decision(told, one)
        wrong += [*_unexplained(division, work, profile), *_contradictions(division, decided, work)]
        divisions.append(replace(division, correspondence=_bounded(told)))
    doubts = tuple(doubt for one in divisions for doubt in _doubts(one, work))
    return replace(work, divisions=tuple(divisions)).applying(*applied).doubting(*wrong, *doubts)


def _from_source(division: Division, profile: Profile) -> Correspondence:
    """What the printed words tell; what a letter's front matter says goes before all of them."""
    if division.correspondence is not None:
        return _by_key(division.correspondence, profile)
    told = Correspondence()
    for block in blocks_of(tuple(part for part in division.parts if isinstance(part, Block))):
        if block.kind is Kind.HEADING:
            told = _from_heading(told, block, profile)
        elif block.kind is Kind.DATELINE:
            told = _from_formula(told, block, profile)
        elif block.kind is Kind.CLOSING_DATE:
            match = profile.matchers["closing_date"].fullmatch(block.text)
            told = _dated(told, "sent", match["date"] if match else "")
            place = match.groupdict().get("place") if match else None
            told = replace(told, places=(*told.places, ("sent", place))) if place else told
        elif block.kind is Kind.ADDRESS:
            told = replace(told, places=(*told.places, ("received", block.text)))
    return told


def _by_key(told: Correspondence, profile: Profile) -> Correspondence:
    """The same with the people whom the profile knows by their keys."""
    senders, addressees = (
        tuple(replace(party, person=profile.person(party.person) or party.person) for party in parties)
        for parties in (told.senders, told.addressees)
    )
    return replace(told, senders=senders, addressees=addressees)


def _from_heading(told: Correspondence, block: Block, profile: Profile) -> Correspondence:
    pattern = profile.matchers.get("heading")
    match = pattern.fullmatch(block.text) if pattern else None
    groups = match.groupdict() if match else {}
    sender, addressee = (profile.person(groups.get(name) or "") for name in ("sender", "addressee"))
    if sender:
        told = replace(told, senders=(Party(sender, evidence="heading"),))
    if addressee:
        told = replace(told, addressees=(Party(addressee, evidence="heading"),))
    return _dated(told, "sent", groups.get("date") or "")


def _from_formula(told: Correspondence, block: Block, profile: Profile) -> Correspondence:
    match = profile.matchers["dateline"].fullmatch(block.text)
    groups = match.groupdict() if match else {}
    formula = profile.formulas.get(groups.get("formula") or "")
    if formula is None:
        return _dated(told, "sent", groups.get("date") or "")
    told = replace(
        told,
        senders=tuple(Party(person, "high", "formula") for person in formula.sender),
        addressees=tuple(Party(person, "high", "formula") for person in formula.addressee),
    )
    return _dated(told, formula.event, groups.get("date") or "")


def _dated(told: Correspondence, event: str, words: str) -> Correspondence:
    """The same with a printed date, if the words name a day."""
    day = dates.day(words)
    return replace(told, events=(*told.events, Event(event, day, words=words))) if day else told


def _with_decision(told: Correspondence, one: Anchored) -> Correspondence:
    decision, message = one.decision, one.decision.message
    if message is None:
        return told
    evidence = message.evidence or (message.date.evidence if message.date else "wording")

    def parties(people: tuple[str, ...], perhaps: tuple[str, ...] = ()) -> tuple[Party, ...]:
        sure = tuple(Party(person, decision.cert, evidence, decision.source) for person in people)
        return (*sure, *(Party(person, "low", evidence, decision.source) for person in perhaps))

    places = (("sent", message.sent_from), ("received", message.received_at), ("transmitted", message.transmitted_at))
    told = replace(
        told,
        senders=(*(parties(message.sender) or told.senders), *parties((), message.perhaps_sender)),
        addressees=(*(parties(message.addressee) or told.addressees), *parties((), message.perhaps_addressee)),
        carriers=parties(message.carrier) or told.carriers,
        places=(*told.places, *((kind, place) for kind, place in places if place)),
        grounds=(*told.grounds, decision.reason),
    )
    if message.date:
        date = message.date
        bounds = (date.when, date.not_before, date.not_after)
        event = Event(date.event, *bounds, date.words, date.cert, date.evidence, decision.source)
        # What is decided of a day takes the place of what is printed of it: the print is wrong there.
        told = replace(told, events=(*(one for one in told.events if one.kind != date.event), event))
    return told


def _bounded(told: Correspondence) -> Correspondence:
    """Bound an unknown day of sending by the day of receipt."""
    received = [event for event in told.events if event.kind == "received" and event.when]
    if not received or any(event.kind == "sent" for event in told.events):
        return told
    latest = Event("sent", not_after=received[0].when, certainty="high", evidence=received[0].evidence or "formula")
    return replace(told, events=(*told.events, latest))


def _unexplained(division: Division, work: Work, profile: Profile) -> Iterator[Diagnostic]:
    """Yield a finding for each dateline whose formula the profile does not explain."""
    for block in blocks_of(division.parts):
        match = profile.matchers["dateline"].fullmatch(block.text) if block.kind is Kind.DATELINE else None
        formula = match.groupdict().get("formula") if match else None
        if formula and formula not in profile.formulas:
            text = f"The formula “{formula}” of this dateline is not in `formulas` of the profile."
            help = "Say there what it means: event, sender, addressee."
            yield Diagnostic(Code.UNKNOWN_NAME, text, work.source.location(block.start), help)


def _contradictions(division: Division, decided: list[Anchored], work: Work) -> Iterator[Diagnostic]:
    """Yield a finding for each matter of a message that two decisions speak of."""
    seen: dict[str, Anchored] = {}
    for one in decided:
        for matter in _matters(one):
            if matter in seen:
                text = f"Two decisions say the {matter} of this message: at lines {seen[matter].line} and {one.line}."
                where = Location(f"sources/{work.source.name}/decisions.yml", one.line)
                also = Related(work.source.location(division.start), "the message that both are about")
                yield Diagnostic(Code.DECISIONS_CONTRADICT, text, where, "Keep the one that is right.", (also,))
            seen[matter] = one


def _matters(one: Anchored) -> Iterator[str]:
    message = one.decision.message
    if message is None:
        return
    for matter, said in (("sender", message.sender), ("addressee", message.addressee), ("carrier", message.carrier)):
        if said:
            yield matter
    if message.date:
        yield f"day it was {message.date.event}"


def _doubts(division: Division, work: Work) -> Iterator[Diagnostic]:
    told = division.correspondence or Correspondence()
    where = work.source.location(division.start)
    name = f"No. {division.number}" if division.number else "This text"
    if not told.senders or not told.addressees:
        lacking = "sender" if not told.senders else "addressee"
        help = "Say who it was with a decision (`message:`), quoting what proves it."
        yield Diagnostic(Code.UNKNOWN_CORRESPONDENT, f"The {lacking} of {name} is not told.", where, help)
    if not told.events:
        help = "Give the day or its bounds with a decision (`message: date:`), quoting what proves it."
        yield Diagnostic(Code.UNDATED, f"{name} has no date.", where, help)
