"""Which letter a letter means by the words that cite it: asked of all letters together.

What a publisher's note says right at the words counts first; then the day that they name, matched with the days of
writing and of receipt apart; then, where they name none, the order of the letters. Several letters that fit equally
well are told, and none is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from edition.annotate.citing import Citing, Phrase, Verdict
from edition.annotate.corpus import Corpus
from edition.annotate.letters import Letter, day_number, known_by

HIGH, MEDIUM = "high", "medium"
# In a decision: a letter that the edition does not have.
MISSING = "missing"
# A letter cited by a day may have been written so many days before: telegrams take their time.
UNDERWAY = 3
# A letter has its place in time, by sending or receipt, so many days at most from the day by which it is cited.
ABOUT = 45
# A letter acknowledged without its date is not older, in days, than this.
RECENT = 30
# "My last letter" is the last one where the one before it is older, in days, than this.
NEAR = 7
# Bounds wider than this, in days, tell nothing of a day.
WIDE = 14


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that cites a letter: the letters meant, or none of the edition; on what evidence, and how sure."""

    citing: Letter
    phrase: Phrase
    targets: tuple[Letter, ...] = ()
    missing: bool = False  # the edition does not have the letter, or not all that are meant
    evidence: str = ""  # a kind of `evidence.KINDS`; "" where nothing is told
    cert: str = ""
    answer: bool = False  # the words say that the citing letter answers the one meant
    may_mean: tuple[Letter, ...] = ()  # where none is chosen
    stale: bool = False  # a decision says what would be so without it
    absent: tuple[Letter, ...] = ()  # of the missing letters those that a register describes

    @property
    def told(self) -> bool:
        """Tell whether it is known what is meant."""
        return bool(self.targets) or self.missing


def resolve(letters: Sequence[Citing], corpus: Corpus) -> Iterator[Reference]:
    """Yield what each phrase means, letter by letter in the order of time; phrases that nothing can tell of, too."""
    acknowledged: set[Letter] = set()
    for each in sorted(letters, key=lambda one: one.letter.day):
        found: list[Reference] = []
        for phrase in each.phrases:
            reference = _inferred(each.letter, phrase, corpus, found, acknowledged)
            if phrase.verdict is not None:
                reference = _decided(each.letter, phrase, phrase.verdict, corpus, reference)
            if reference is not None:
                found.append(reference)
        acknowledged.update(target for one in found if one.answer for target in one.targets)
        yield from map(_parted, _each_day_once(found))


def _each_day_once(found: Sequence[Reference]) -> Iterator[Reference]:
    """Yield the references of a letter; where its words cite one by its very day, another day means another letter."""
    days = {target: one.phrase.days for one in found if one.evidence == "day" for target in one.targets}
    for one in found:
        taken = [target for target in one.targets if set(one.phrase.days).isdisjoint(days.get(target, one.phrase.days))]
        yield _missing(one.citing, one.phrase, "day") if one.evidence == "near" and taken else one


def _parted(reference: Reference) -> Reference:
    """The reference with the letters that only a register describes among the missing ones."""
    absent = tuple(one for one in reference.targets if one.missing)
    if not absent:
        return reference
    there = tuple(one for one in reference.targets if not one.missing)
    return replace(reference, targets=there, missing=True, absent=absent)


def _inferred(
    citing: Letter, phrase: Phrase, corpus: Corpus, before: Sequence[Reference], acknowledged: set[Letter]
) -> Reference | None:
    if (reference := _by_note(citing, phrase, corpus)) is not None:
        return reference
    if phrase.days:
        return _by_day(citing, phrase, corpus)
    return _by_order(citing, phrase, corpus, before, acknowledged)


def _decided(
    citing: Letter, phrase: Phrase, verdict: Verdict, corpus: Corpus, inferred: Reference | None
) -> Reference | None:
    """What an editor decided; None where the words cite nothing."""
    targets = tuple(one for id in verdict.targets if (one := corpus.document(id)) is not None)
    missing = MISSING in verdict.targets
    told = (targets, missing, verdict.answer)
    stale = inferred is not None and inferred.told and told == (inferred.targets, inferred.missing, inferred.answer)
    decided = Reference(
        citing, phrase, targets, missing, evidence="editor", cert=verdict.cert, answer=verdict.answer, stale=stale
    )
    return decided if verdict.targets else None


def _by_note(citing: Letter, phrase: Phrase, corpus: Corpus) -> Reference | None:
    """What the note says that is called at the words: the letters that it refers to, or that it is something else."""
    witness = corpus.notes.get(phrase.note)
    if witness is None:
        return None
    fits = _direction(citing, phrase, corpus)
    named = (one for path in witness.documents for one in corpus.at(path))
    meant = tuple(one for one in named if _before(one, citing) and fits(one))
    if meant:
        return Reference(
            citing,
            phrase,
            targets=meant,
            missing=phrase.count == 0 and len(meant) == 1,
            evidence="publishers",
            cert=HIGH,
            answer=_is_answer(citing, phrase, meant),
        )
    if witness.explains or (not phrase.days and not witness.documents):
        return _missing(citing, phrase, "publishers")
    return None


def _by_day(citing: Letter, phrase: Phrase, corpus: Corpus) -> Reference:
    """The letters of the days that the words name; missing when no letter of the edition is of that day."""
    fits = _direction(citing, phrase, corpus)
    wanted = phrase.count if len(phrase.days) == 1 else 0
    matches = []
    for day in phrase.days:
        possible = partial(_may_be_meant, citing=citing, phrase=phrase, fits=fits)
        matches.append(_nearest(possible, day, phrase, wanted, corpus))
    targets = tuple(dict.fromkeys(one for match in matches for one in match.letters))
    if not targets:
        return _missing(citing, phrase, "day")
    if wanted and len(targets) != wanted:
        return Reference(citing, phrase, may_mean=targets)
    return Reference(
        citing,
        phrase,
        targets=targets,
        missing=any(not match.letters for match in matches),
        evidence=max((match.evidence for match in matches), key=EVIDENCE.index),
        cert=MEDIUM if any(match.evidence in DOUBTFUL for match in matches) else HIGH,
        answer=_is_answer(citing, phrase, targets),
    )


@dataclass(frozen=True, slots=True)
class _Match:
    letters: tuple[Letter, ...] = ()
    evidence: str = "day"


def _nearest(fits: Callable[[Letter], bool], day: str, phrase: Phrase, wanted: int, corpus: Corpus) -> _Match:
    """The letters that match a day best, by the first kinds of evidence that give as many as wanted."""
    order = ("receipt", "day", "bounds", "near") if phrase.when == "receipt" else EVIDENCE
    number = day_number(day)
    possible = [one for one in corpus.on(day) if fits(one)]
    widened = False
    found: dict[Letter, None] = {}
    for evidence in order:
        if evidence in DOUBTFUL and number and not widened:
            possible, widened = [one for one in corpus.between(number - ABOUT, number + ABOUT) if fits(one)], True
        away = {one: distance for one in possible if (distance := TESTS[evidence](one, day)) is not None}
        least = min(away.values(), default=0)
        found |= {one: None for one in away if away[one] == least}
        if found and (len(found) >= wanted or evidence in DOUBTFUL):
            return _Match(tuple(one for one in possible if one in found), evidence)
    return _Match(tuple(found), "receipt") if found else _Match()


def _written_on(letter: Letter, day: str) -> int | None:
    return 0 if any(one.exact == day for one in letter.sent) else None


def _received_on(letter: Letter, day: str) -> int | None:
    return 0 if any(one.exact == day for one in letter.received) else None


def _in_month(letter: Letter, day: str) -> int | None:
    """A month is that of any day that is known of the letter."""
    known = [one.exact for one in (*letter.sent, *letter.received) if one.exact]
    return 0 if len(day) == len("YYYY-MM") and any(one.startswith(day) for one in known) else None


def _in_bounds(letter: Letter, day: str) -> int | None:
    for one in letter.sent:
        first, last = day_number(one.first), day_number(one.last)
        if first and last and first != last and last - first <= WIDE and first <= day_number(day) <= last:
            return 0
    return None


def _underway(letter: Letter, day: str) -> int | None:
    """How many days before, or, where only its receipt is known, after the day the letter has its own."""
    number = day_number(day)
    sent = [day_number(one.exact) for one in letter.sent if one.exact]
    received = [day_number(one.exact) for one in letter.received if one.exact]
    if not number or len(day) == len("YYYY-MM"):
        return None
    if sent:
        known = [number - one for one in sent if 0 < number - one <= UNDERWAY]
        return min(known, default=None) if not received or number <= max(received) else None
    return min((one - number for one in received if 0 < one - number <= UNDERWAY), default=None)


def _by_order(
    citing: Letter, phrase: Phrase, corpus: Corpus, before: Sequence[Reference], acknowledged: set[Letter]
) -> Reference | None:
    """What words without a date mean, by the order of the letters; None where they may mean anything."""
    if not phrase.answers and phrase.whose != "my":
        return _repeated(citing, phrase, before) if phrase.whose == "your" and phrase.count == 1 else None
    fits = _direction(citing, phrase, corpus)
    today = day_number(citing.day)
    recent = [one for one in corpus.between(today - RECENT, today) if _before(one, citing) and fits(one)]
    if phrase.answers:
        return _acknowledged(citing, phrase, corpus, recent, acknowledged, before)
    if phrase.whose == "my" and phrase.count == 1 and not phrase.own_reply:
        if phrase.latest and recent and not any(_days_between(one, recent[-1]) <= NEAR for one in recent[:-1]):
            return Reference(citing, phrase, targets=(recent[-1],), evidence="order", cert=MEDIUM)
        if not recent and citing.day:
            return _missing(citing, phrase, "order")
        return Reference(citing, phrase, may_mean=tuple(recent))
    return None


def _acknowledged(
    citing: Letter,
    phrase: Phrase,
    corpus: Corpus,
    recent: Sequence[Letter],
    acknowledged: set[Letter],
    before: Sequence[Reference],
) -> Reference:
    """The only letter that is still to be acknowledged, where there is one only."""
    if repeated := [one for one in before if one.answer]:
        return _repeated(citing, phrase, repeated) or Reference(citing, phrase)
    if not recent:
        return _missing(citing, phrase, "order") if citing.day else Reference(citing, phrase)
    today = day_number(citing.day)
    own = [one for one in corpus.between(today - RECENT, today - 1) if _share(one.writers, citing.writers)]
    since = max((day_number(one.day) for one in own if _share(one.readers, citing.readers)), default=0)
    open_ones = [one for one in recent if one not in acknowledged and day_number(one.day) >= since - UNDERWAY]
    if phrase.joint:
        open_ones = [one for one in open_ones if len(one.senders) > 1]
    if placed := [one for one in open_ones if phrase.before and phrase.before in one.places]:
        open_ones = placed
    if len(open_ones) != 1 or phrase.count > 1:
        return Reference(citing, phrase, may_mean=tuple(open_ones))
    return Reference(citing, phrase, tuple(open_ones), evidence="order", cert=MEDIUM, answer=True)


def _missing(citing: Letter, phrase: Phrase, evidence: str) -> Reference:
    """A reference to a letter that the edition does not have."""
    answer = phrase.answers and phrase.whose == "your"
    return Reference(citing, phrase, missing=True, evidence=evidence, cert=MEDIUM, answer=answer)


def _repeated(citing: Letter, phrase: Phrase, before: Sequence[Reference]) -> Reference | None:
    """The letter that the same letter has cited before, where it is one only."""
    meant = {target for one in before if one.phrase.whose != "my" for target in one.targets}
    mine = {one for one in meant if _share(one.writers, citing.readers)}
    if len(mine) != 1:
        return None
    return Reference(citing, phrase, targets=tuple(mine), evidence="repeated", cert=MEDIUM)


def _direction(citing: Letter, phrase: Phrase, corpus: Corpus) -> Callable[[Letter], bool]:
    """The question whether a letter goes from whom to whom the words say."""
    named = known_by(corpus.named(phrase.name)) if phrase.name else frozenset()
    receivers = {
        "": citing.readers if phrase.whose == "my" else citing.writers,
        "me": citing.writers,
        "you": citing.readers,
        "name": named,
    }[phrase.to]
    if phrase.whose == "any" and not phrase.to:
        return lambda one: _goes(one, citing.writers, citing.readers) or _goes(one, citing.readers, citing.writers)
    if phrase.whose in ("any", "theirs"):
        return lambda one: _share(one.readers, receivers) and (phrase.to != "name" or _share(one.writers, named))
    senders = {"your": citing.readers, "my": citing.writers, "name": named}[phrase.whose]
    if phrase.whose == "name" and phrase.to == "name":
        return lambda one: _share(one.writers, named)
    return lambda one: _goes(one, senders, receivers)


def _goes(letter: Letter, senders: frozenset[str], receivers: frozenset[str]) -> bool:
    return not (letter.writers.isdisjoint(senders) or letter.readers.isdisjoint(receivers))


def _share(some: frozenset[str], others: frozenset[str]) -> bool:
    return not some.isdisjoint(others)


def _may_be_meant(letter: Letter, citing: Letter, phrase: Phrase, fits: Callable[[Letter], bool]) -> bool:
    """Tell whether words that name a day may mean a letter: one that has not come if they say so."""
    known = _is_written_before if phrase.unreceived else _before
    return known(letter, citing) and fits(letter)


def _before(letter: Letter, citing: Letter) -> bool:
    """Tell whether a letter may have been known when another was written."""
    arrived = letter.arrived <= citing.last_day or letter.readers.isdisjoint(citing.writers)
    return arrived and _is_written_before(letter, citing)


def _is_written_before(letter: Letter, citing: Letter) -> bool:
    return letter is not citing and bool(letter.day and citing.day) and letter.day <= citing.last_day


def _days_between(earlier: Letter, later: Letter) -> int:
    return day_number(later.day) - day_number(earlier.day)


def _is_answer(citing: Letter, phrase: Phrase, targets: Sequence[Letter]) -> bool:
    """Tell whether the words say that the letter answers those meant: each came from whom it goes to."""
    return phrase.answers and all(_goes(one, citing.readers, citing.writers) for one in targets)


# Kinds of evidence by a day, the best first, and how far from the day a letter may be by each.
EVIDENCE = ("day", "receipt", "month", "bounds", "near")
DOUBTFUL = frozenset({"month", "bounds", "near"})
TESTS: Mapping[str, Callable[[Letter, str], int | None]] = {
    "day": _written_on,
    "receipt": _received_on,
    "month": _in_month,
    "bounds": _in_bounds,
    "near": _underway,
}
