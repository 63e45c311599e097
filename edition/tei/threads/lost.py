"""Letters that the edition does not have: all words that speak of one, brought together.

A register may describe such letters (`correspDesc` with an id, in a document of @type "register"); words mean the one
that their @corresp points to. Others mean the same letter when they say the same of it: sender, addressee and day; and
words without a day the one that the same letter cites with its day, in the same direction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.tei.cited import TO_NAMED, YOURS, Cited
from edition.tei.correspondence import Context
from edition.tei.dates import in_time
from edition.tei.facts import Moment
from edition.tei.parties import Party
from edition.tei.threads.letters import Letter, Letters
from edition.tei.threads.model import Missing, Telling, how

DAY = len("YYYY-MM-DD")
Direction = tuple[tuple[str, ...], tuple[str, ...]]  # the keys of senders and addressees


@dataclass(frozen=True, slots=True)
class Lost:
    """A missing letter, and the keys of the letters that answer it and that speak of it."""

    missing: Missing
    answered_by: Mapping[str, Telling]  # by the key of the letter that answers
    told_in: tuple[str, ...]  # keys of letters


@dataclass(frozen=True, slots=True)
class _Told:
    """What one place says of a missing letter."""

    letter: Letter
    telling: Telling
    senders: tuple[Party, ...]
    addressees: tuple[Party, ...]
    day: str  # "" when the words name none
    answer: bool
    described: str = ""  # the address of a register's description that the words point to


def lost(letters: Letters, ordered: Iterable[Letter]) -> tuple[Lost, ...]:
    """The missing letters, in the order of time, those without a date last; in this the letters are `ordered`."""
    told = [one for letter in ordered for one in _told(letter, letters)]
    numbers: defaultdict[str, int] = defaultdict(int)
    found = []
    for described, group in _groups(told, letters):
        if described is None:
            first = group[0].telling.document.id
            numbers[first] += 1
            missing = _inferred(f"missing-{first}" + (f"-{numbers[first]}" if numbers[first] > 1 else ""), group)
        else:
            missing = _described(described, group)
        answered = {one.letter.key: one.telling for one in reversed(group) if one.answer}
        found.append(Lost(missing, answered, tuple(dict.fromkeys(one.letter.key for one in group))))
    return tuple(sorted(found, key=lambda one: _sort_key(one.missing.moment)))


def _told(letter: Letter, letters: Letters) -> Iterator[_Told]:
    """Yield what a letter says of missing ones, in its words and then in its header."""
    for cited in letter.document.cited:
        if cited.missing and cited.part == letter.act.part:
            words = Telling.of(letter.document, cited)
            described = [address for address in cited.corresp if address in letters.missing]
            for address in described:
                yield _Told(letter, words, (), (), "", cited.answer, address)
            for day in () if described else _days(cited, letters):
                yield _Told(letter, words, *_direction(cited, letter, letters), day, cited.answer)
    for one in letter.act.context:
        if how(one.responsible) == "encoded" and not one.targets and (one.missing or one.relation == "replyTo"):
            yield _named(one, letter)


def _days(cited: Cited, letters: Letters) -> Sequence[str]:
    """The days of the missing letters that words mean: those that no letter meant is of; one that is "" if none is."""
    found = [one for target in cited.targets if (one := letters.find(target))]
    known = {moment.when[:DAY] for letter in found for moment in letter.act.moments}
    return [day for day in cited.days if day not in known] or cited.days[:1] or ("",)


def _direction(cited: Cited, letter: Letter, letters: Letters) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who sent a missing letter to whom: as the words say, seen from the letter that they stand in.

    Where only one of several letters meant is missing, it is by whoever did not send the others.
    """
    yours, to_named = (kind in cited.evidence for kind in (YOURS, TO_NAMED))
    if cited.note or not (yours or cited.direction in ("received", "sent")):
        return (), ()
    if to_named:
        named = letters.parties.pointed(cited.named) or letters.parties.called(cited.called)
        return letter.addressees if yours else letter.senders, (named,) if named.name else ()
    if cited.direction == "sent":
        return letter.senders, letter.addressees
    others = {party.key for target in cited.targets if (one := letters.find(target)) for party in one.senders}
    left = tuple(party for party in letter.addressees if party.key not in others)
    return left or letter.addressees, letter.senders


def _named(context: Context, letter: Letter) -> _Told:
    """A letter that a header names without pointing to it."""
    answered = context.relation == "replyTo"
    certainty, evidence = context.certainty, context.evidence
    words = Telling(letter.document, "", context.words, how="encoded", certainty=certainty, evidence=evidence)
    senders, addressees = (letter.addressees, letter.senders) if answered else ((), ())
    return _Told(letter, words, senders, addressees, "", answered)


def _groups(told: Sequence[_Told], letters: Letters) -> Iterator[tuple[Letter | None, list[_Told]]]:
    """Yield what is told of the same letters, in the order in which one first hears of each, and its description."""
    dated: defaultdict[tuple[str, Direction], set[str]] = defaultdict(set)
    for one in told:
        if len(one.day) == DAY:
            dated[one.letter.key, _keys(one)].add(one.day)
    described = {(_keys(one), one.moment.when): address for address, one in letters.missing.items() if one.moment}
    groups: dict[object, list[_Told]] = {}
    for number, one in enumerate(told):
        days = dated[one.letter.key, _keys(one)]
        day = min(days) if len(days) == 1 and min(days).startswith(one.day) else one.day
        address = one.described or (described.get((_keys(one), day), "") if len(day) == DAY else "")
        groups.setdefault(address or _meaning(number, one, day), []).append(one)
    yield from ((letters.missing.get(str(key)), group) for key, group in groups.items())
    yield from ((letter, []) for address, letter in letters.missing.items() if address not in groups)


def _meaning(number: int, one: _Told, day: str) -> object:
    """By what words are known to mean the same letter; the `number` of the words where nothing tells."""
    if not (one.senders and one.addressees):
        return number
    return (_keys(one), day) if len(day) == DAY else (_keys(one), day, one.letter.key)


def _keys(letter: _Told | Letter) -> Direction:
    senders, addressees = (sorted(party.key for party in each) for each in (letter.senders, letter.addressees))
    return tuple(senders), tuple(addressees)


def _inferred(id: str, group: Sequence[_Told]) -> Missing:
    """A letter that is known by words alone: written before the first letter that speaks of it, if they name no day."""
    day = max((one.day for one in group), key=len)
    known = [one.letter.moment.sort_key for one in group if one.letter.moment]
    moment = Moment("dated", when=day) if day else Moment("dated", not_after=min(known)) if known else None
    return Missing(id, moment, group[0].senders, group[0].addressees, tuple(one.telling for one in group))


def _described(letter: Letter, group: Sequence[_Told]) -> Missing:
    return Missing(
        id=letter.act.part,
        moment=letter.moment,
        senders=letter.senders,
        addressees=letter.addressees,
        told_by=tuple(one.telling for one in group),
        grounds=letter.act.grounds,
        register=letter.document,
    )


def _sort_key(moment: Moment | None) -> tuple[bool, tuple[int, str]]:
    return moment is None, in_time(moment.sort_key if moment else "")
