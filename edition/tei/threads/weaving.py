"""Threads woven from the facts of all documents: the answers, the missing letters, the exchanges with both in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.tei.facts import DocumentFacts
from edition.tei.header import days_between
from edition.tei.indexes import grouped
from edition.tei.parties import slug
from edition.tei.registers import Register
from edition.tei.threads.answering import Reply, replies
from edition.tei.threads.exchanges import Post, exchanges
from edition.tei.threads.letters import Letter, Letters
from edition.tei.threads.lost import Lost, lost
from edition.tei.threads.model import Answer, Exchange, Missing, Place, Telling, Threads, Turn
from edition.tei.threads.neighbours import Named, named


def weave(
    documents: Sequence[DocumentFacts],
    registers: Sequence[DocumentFacts],
    in_time: Iterable[DocumentFacts],
    register: Register,
    document_at: Callable[[str], DocumentFacts | None],
) -> Threads:
    """The threads of an edition: `documents` in the order of their files, `in_time` the same in that of time.

    `registers` are the documents that describe what others mention, `register` are the entries in them; `document_at`
    finds the document at an address.
    """
    letters = Letters.of(documents, registers, register, document_at)
    by_document = grouped((letter.document.id, letter) for letter in letters.all)
    everything = {document.id: None for document in (*in_time, *documents)}
    times = [letter for id in everything for letter in by_document.get(id, ())]
    missing = lost(letters, times)
    in_exchange, in_collection = named(letters)
    loom = _loom(letters, missing)
    woven = _exchanges(loom, _posts(loom, in_exchange))
    answers = tuple(answer for letter in times for answer in loom.answers.get(letter.key, ()))
    told = {(told.document.id, one.missing.id): one.missing for one in missing for told in one.missing.told_by}
    return Threads(
        exchanges=tuple(exchange for exchange, _ in woven),
        answers=answers,
        missing=tuple(one.missing for one in missing),
        _places=grouped(place for exchange, keys in woven for place in _places(exchange, keys, loom, in_exchange)),
        _answers=grouped((answer.document.id, answer) for answer in answers),
        _answered=grouped((answer.to.id, answer) for answer in answers),
        _by_id={exchange.id: exchange for exchange, _ in woven},
        _told=grouped((document, one) for (document, _), one in told.items()),
        _in_collection={
            letter.document.id: (_document(in_collection.before, letter), _document(in_collection.behind, letter))
            for letter in letters.all
            if letter.key in in_collection.before or letter.key in in_collection.behind
        },
    )


@dataclass(frozen=True, slots=True)
class _Loom:
    """What exchanges are made of, by the keys of letters and the ids of missing ones."""

    letters: Mapping[str, Letter]
    lost: Mapping[str, Lost]
    answers: Mapping[str, tuple[Answer, ...]]
    before: Mapping[str, tuple[str, ...]]  # what a letter answers or speaks of was there before it


def _loom(letters: Letters, missing: Iterable[Lost]) -> _Loom:
    by_key = {letter.key: letter for letter in letters.all}
    replied = replies(letters)
    found = [(reply.letter, _answer(by_key[reply.letter], by_key[reply.to], reply)) for reply in _all(replied)]
    before = [(reply.letter, reply.to) for reply in _all(replied)]
    for gone in missing:
        found += ((key, _answer_to_missing(by_key[key], gone, words)) for key, words in gone.answered_by.items())
        before += ((key, gone.missing.id) for key in gone.told_in)
    return _Loom(by_key, {gone.missing.id: gone for gone in missing}, grouped(found), grouped(before))


def _all(replied: Mapping[str, Sequence[Reply]]) -> Iterator[Reply]:
    return (reply for each in replied.values() for reply in each)


def _answer(letter: Letter, to: Letter, reply: Reply) -> Answer:
    return Answer(
        document=letter.document,
        to=to.document,
        how=reply.how,
        certainty=reply.certainty,
        evidence=reply.evidence,
        telling=reply.telling,
        days=days_between(to.moment, letter.moment),
        part=letter.act.part,
    )


def _answer_to_missing(letter: Letter, to: Lost, words: Telling) -> Answer:
    return Answer(
        document=letter.document,
        to=to.missing,
        how=words.how,
        certainty=words.certainty,
        evidence=words.evidence,
        telling=words if words.place else None,
        days=days_between(to.missing.moment, letter.moment),
        part=letter.act.part,
    )


def _posts(loom: _Loom, in_exchange: Named) -> Iterator[Post]:
    """Yield all letters, and then the missing ones, as their places in exchanges need them."""
    follows = grouped(
        (
            *((key, other.key) for key, other in in_exchange.before.items()),
            *((other.key, key) for key, other in in_exchange.behind.items()),
        )
    )
    for key, letter in loom.letters.items():
        yield _post(key, letter, loom.before.get(key, ()), follows.get(key, ()))
    for key, gone in loom.lost.items():
        yield _post(key, gone.missing)


def _post(key: str, letter: Letter | Missing, answers: Sequence[str] = (), follows: Sequence[str] = ()) -> Post:
    senders, addressees = (tuple(party.key for party in each) for each in (letter.senders, letter.addressees))
    return Post(
        key, senders, addressees, letter.moment.sort_key if letter.moment else "", tuple(follows), tuple(answers)
    )


def _exchanges(loom: _Loom, posts: Iterable[Post]) -> list[tuple[Exchange, tuple[str, ...]]]:
    """The exchanges, those of most documents first, each with the keys of its letters."""
    taking_part = [{*letter.senders, *letter.addressees} for letter in loom.letters.values()]
    parties = {party.key: party for each in taking_part for party in each}
    shares = Counter(party.key for each in taking_part for party in each)
    taken: set[str] = set()
    found = []
    for pair, each in sorted(exchanges(posts).items()):
        keys = tuple(post.key for post in each)
        if any(key in loom.letters for key in keys):
            one, other = sorted((parties[key] for key in pair), key=lambda party: (-shares[party.key], party.key))
            id = _free("--".join(slug(parties[key]) for key in pair), taken)
            found.append((Exchange(id, (one, other), tuple(_turns(keys, one.key, other.key, loom))), keys))
    return sorted(found, key=lambda one: (-len(one[0].documents), one[0].id))


def _free(id: str, taken: set[str]) -> str:
    """An id that none has yet, on disks that tell no small letters from capitals either."""
    number, free = 1, id
    while free.casefold() in taken:
        number += 1
        free = f"{id}-{number}"
    taken.add(free.casefold())
    return free


def _turns(keys: Sequence[str], first: str, second: str, loom: _Loom) -> Iterator[Turn]:
    before = None
    for key in keys:
        letter = loom.letters.get(key)
        who = letter or loom.lost[key].missing
        senders, addressees = ({party.key for party in each} for each in (who.senders, who.addressees))
        yield Turn(
            letter=letter.document if letter else loom.lost[key].missing,
            side=0 if first in senders and second in addressees else 1,
            moment=who.moment,
            days=days_between(before, who.moment),
            joint=len(senders) > 1 or len(addressees) > 1,
            answers=loom.answers.get(key, ()),
            part=letter.act.part if letter else "",
        )
        before = who.moment


def _places(
    exchange: Exchange, keys: Sequence[str], loom: _Loom, in_exchange: Named
) -> Iterator[tuple[str, Place]]:
    """Yield the id of each document of an exchange with its place there."""
    there = [index for index, key in enumerate(keys) if key in loom.letters]
    inside = set(keys)
    for before, index, behind in zip([None, *there], there, [*there[1:], None], strict=False):
        key = keys[index]
        encoded = [side.get(key) for side in (in_exchange.before, in_exchange.behind)]
        named = [letter if letter is not None and letter.key in inside else None for letter in encoded]
        computed = [None if at is None else loom.letters[keys[at]] for at in (before, behind)]
        previous, following = (one or other for one, other in zip(named, computed, strict=True))
        yield (
            loom.letters[key].document.id,
            Place(
                exchange=exchange,
                index=index,
                previous=previous.document if previous else None,
                next=following.document if following else None,
                how="encoded" if any(named) else "computed",
            ),
        )


def _document(beside: Mapping[str, Letter], letter: Letter) -> DocumentFacts | None:
    found = beside.get(letter.key)
    return found.document if found else None
