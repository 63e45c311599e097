"""What a header says of the letters with which one belongs, written as a `correspContext` of the program's own.

`replyTo` is a letter that this one answers, by its words; `replyFrom` one that answers it; `prev` and `next` are those
before and behind it between the same correspondents, which merely follow. A letter that the edition does not have is a
`replyTo` of @subtype "missing", without @target. Where an editor has written a `correspContext`, none is added.

Source: TEI Guidelines, HD44CD; the practice of the Correspondence SIG.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from edition.annotate.evidence import indent
from edition.annotate.letters import DESCRIPTIONS, Letter
from edition.annotate.references import direction, way
from edition.annotate.resolving import HIGH, MEDIUM, Reference
from edition.tei import dates
from edition.tei.correspondence import COLLECTION, CORRESPONDENCE, MISSING
from edition.tei.documents import natural
from edition.tei.header import Agent, Moment
from edition.tei.markup import ANNOTATE, Layout
from edition.tei.names import elements, tei
from edition.tei.parties import Parties
from edition.tei.registers import Register
from edition.tei.threads.exchanges import Post, exchanges

SEQUENCE = "evidence-sequence"
DAY = len("YYYY-MM-DD")
Key = tuple[str, str, int]  # of a letter: file, document, number of its description


@dataclass(frozen=True, slots=True)
class Ref:
    """A `ref` in a `correspContext`: its attributes, and its words, as XML."""

    attributes: tuple[tuple[str, str], ...]
    words: str
    kinds: tuple[str, ...]  # of evidence


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file a `correspContext` goes: the number of its `correspDesc`, the offset, what indents it."""

    number: int
    at: int
    blank: str  # begins with a line end, or is ""
    prefix: str  # of the file's elements, with the colon


@dataclass(frozen=True, slots=True)
class Contexts:
    """What headers are to say, by letter."""

    found: Mapping[Key, tuple[Ref, ...]] = field(default_factory=dict)

    def of(self, path: str, document: str, number: int) -> tuple[Ref, ...]:
        """What the description of a letter is to say; () for one that belongs with no other."""
        return self.found.get((path, document, number), ())


def contexts(letters: Iterable[Letter], references: Iterable[Reference], register: Register) -> Contexts:
    """What the header of each letter can say: of what it answers, what answers it, what is before and behind it."""
    there = (letter for letter in letters if not letter.missing)
    known = {key(letter): letter for letter in sorted(there, key=lambda one: natural(one.path))}
    replies = [one for one in references if one.answer]
    found: defaultdict[Key, dict[Ref, None]] = defaultdict(dict)
    for letter, ref in (*_answers(replies), *_sequences(known, replies, register)):
        found[key(letter)][ref] = None
    return Contexts({where: tuple(refs) for where, refs in found.items()})


def last_actions(document: etree._Element) -> dict[int, etree._Element]:
    """The last `correspAction` of each letter that a document describes, by the number of its description.

    What an editor has written a context for is left out, and so is what has no sender or addressee.
    """
    found: dict[int, etree._Element] = {}
    for number, description in enumerate(elements(DESCRIPTIONS, document)):
        actions = list(description.iterchildren(tei("correspAction")))
        whole = {"sent", "received"} <= {one.get("type") for one in actions}
        if whole and description.find(tei("correspContext")) is None:
            found[number] = actions[-1]
    return found


def place(number: int, action: etree._Element, layout: Layout) -> Place:
    """The place behind a `correspAction`; `layout` has it."""
    extent = layout.extents[action]
    prefix = f"{action.prefix}:" if action.prefix else ""
    return Place(number, extent.end, indent(layout.text, extent.start), prefix)


def key(letter: Letter) -> Key:
    """By what a letter is known."""
    return letter.path, letter.document, letter.number


def written(refs: Sequence[Ref], place: Place) -> str:
    """The `correspContext` that has these."""
    blank, prefix = place.blank, place.prefix
    deeper = f"{blank}  " if blank else ""
    inner = "".join(
        f"{deeper}<{prefix}ref{''.join(f' {name}={quoteattr(value)}' for name, value in ref.attributes)}>"
        f"{ref.words.replace('<date', f'<{prefix}date')}</{prefix}ref>"
        for ref in refs
    )
    return f'{blank}<{prefix}correspContext resp="#{ANNOTATE}">{inner}{blank}</{prefix}correspContext>'


def _answers(replies: Sequence[Reference]) -> Iterator[tuple[Letter, Ref]]:
    """Yield what letters answer, and then what answers them."""
    for one in replies:
        kinds = (f"evidence-{one.evidence}", "reference-answer")
        for target in one.targets:
            yield one.citing, _ref("replyTo", one.citing, target, one.cert, kinds)
        for absent in one.absent:
            yield one.citing, _absent(one, absent, kinds)
        if one.missing and not one.absent:
            yield one.citing, _missing(one, kinds)
    for one in replies:
        for target in one.targets:
            yield target, _ref("replyFrom", target, one.citing, one.cert, (f"evidence-{one.evidence}",))


def _sequences(
    known: Mapping[Key, Letter], replies: Iterable[Reference], register: Register
) -> Iterator[tuple[Letter, Ref]]:
    """Yield what stands before and behind each letter, in each of its exchanges."""
    names = {key: "\n".join(map(str, key)) for key in known}
    letters = {names[key]: letter for key, letter in known.items()}
    for _, posts in sorted(exchanges(_posts(known, names, replies, register)).items()):
        for before, behind in pairwise(letters[post.key] for post in posts):
            cert = HIGH if _is_sure(before) and _is_sure(behind) else MEDIUM
            yield behind, _ref("prev", behind, before, cert, (SEQUENCE,), CORRESPONDENCE)
            yield before, _ref("next", before, behind, cert, (SEQUENCE,), CORRESPONDENCE)


def _posts(
    known: Mapping[Key, Letter], names: Mapping[Key, str], replies: Iterable[Reference], register: Register
) -> Iterator[Post]:
    parties = Parties.of((one for letter in known.values() for one in (*letter.senders, *letter.addressees)), register)
    answers: defaultdict[Key, list[str]] = defaultdict(list)
    for one in replies:
        answers[key(one.citing)] += (names[key(target)] for target in one.targets)
    follows = _encoded(known, names)
    for where, letter in known.items():
        yield Post(
            key=names[where],
            senders=tuple(party.key for party in parties.each(letter.senders)),
            addressees=tuple(party.key for party in parties.each(letter.addressees)),
            day=letter.moment.sort_key if letter.moment else "",
            follows=tuple(follows[where]),
            answers=tuple(answers[where]),
        )


def _encoded(known: Mapping[Key, Letter], names: Mapping[Key, str]) -> defaultdict[Key, list[str]]:
    """The letters behind which each one stands as editors say, by their names."""
    at: dict[str, Key] = {}
    for where, letter in known.items():
        for address in _addresses(letter):
            at.setdefault(address, where)
    follows: defaultdict[Key, list[str]] = defaultdict(list)
    for where, letter in known.items():
        for context in letter.context:
            if context.scope != COLLECTION:
                for other in (at[target] for target in context.targets if target in at):
                    if context.relation == "prev":
                        follows[where].append(names[other])
                    elif context.relation == "next":
                        follows[other].append(names[where])
    return follows


def _addresses(letter: Letter) -> Iterator[str]:
    yield letter.path
    yield f"{letter.path}#{letter.document}"
    if letter.division:
        yield f"{letter.path}#{letter.division}"


def _ref(
    relation: str, letter: Letter, to: Letter, cert: str, kinds: tuple[str, ...], subtype: str = ""
) -> Ref:
    scope = (("subtype", subtype),) if subtype else ()
    said = (("type", relation), *scope, ("target", _way(letter, to)), ("cert", cert), ("ana", _ana(kinds)))
    return Ref(said, escape(_words(to)), kinds)


def _way(letter: Letter, to: Letter) -> str:
    """The relative address of a letter: of its document, or, of an enclosure, of its division."""
    if not to.number or not to.division:
        return way(letter, to)
    return f"{way(letter, to).partition('#')[0]}#{to.division}"


def _absent(one: Reference, letter: Letter, kinds: tuple[str, ...]) -> Ref:
    """A letter that is answered, and that only a register describes."""
    said = (("type", "replyTo"), ("subtype", MISSING), ("corresp", way(one.citing, letter)), ("cert", one.cert))
    words = escape(_who(letter.senders, letter.addressees))
    if (moment := letter.moment) is not None:
        names = ("from", "to") if moment.lasted else ("notBefore", "notAfter")
        known = dict(zip(("when", *names), (moment.when, moment.not_before, moment.not_after), strict=True))
        bounds = "".join(f" {name}={quoteattr(value)}" for name, value in known.items() if value)
        words += f", <date{bounds}>{_day_words(moment)}</date>"
    return Ref((*said, ("ana", _ana(kinds))), words, kinds)


def _missing(one: Reference, kinds: tuple[str, ...]) -> Ref:
    """A letter that is answered, and that the edition does not have: who wrote it to whom, and when, if it is told."""
    found = {sender.name for target in one.targets for sender in target.senders}
    left = tuple(agent for agent in one.citing.addressees if agent.name not in found)
    received = direction(replace(one, targets=())) == "received"
    who = _who(left or one.citing.addressees, one.citing.senders) if received else one.phrase.words
    known = {each.exact for target in one.targets for each in (*target.sent, *target.received)}
    days = [day for day in one.phrase.days if len(day) == DAY]
    day = next((day for day in (*(day for day in days if day not in known), *days)), "")
    latest = one.citing.moment.sort_key if one.citing.moment else ""
    name, value = ("when", day) if day else ("notAfter", latest)
    shown = dates.bounds(day, "", latest)
    words = f"{escape(who)}, <date {name}={quoteattr(value)}>{shown}</date>" if value else escape(who)
    said = (("type", "replyTo"), ("subtype", MISSING), ("cert", one.cert), ("ana", _ana(kinds)))
    return Ref(said, words, kinds)


def _ana(kinds: Iterable[str]) -> str:
    return " ".join(f"#{kind}" for kind in kinds)


def _words(letter: Letter) -> str:
    """A letter in words: the title of its document; of an enclosure who wrote it to whom, and when."""
    if letter.title:
        return letter.title
    who = _who(letter.senders, letter.addressees)
    moment = letter.moment
    return f"{who}, {_day_words(moment)}" if moment else who


def _day_words(moment: Moment) -> str:
    return dates.bounds(moment.when, moment.not_before, moment.not_after, lasted=moment.lasted)


def _who(senders: Sequence[Agent], addressees: Sequence[Agent]) -> str:
    return " to ".join(" and ".join(agent.name for agent in each) or "unknown" for each in (senders, addressees))


def _is_sure(letter: Letter) -> bool:
    """Tell whether the day of a letter is known, and who wrote it to whom."""
    agents = (*letter.senders, *letter.addressees)
    known = letter.moment is not None and len(letter.moment.when) == DAY and letter.moment.kind != "received"
    return known and all(one.certainty in ("", HIGH) for one in agents)
