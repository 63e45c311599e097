"""Exchanges: the letters between two correspondents, in the order of time.

Letters have their places by their days, undated ones last; those of one day as the files come. A letter stands behind
what it is known to follow where the days do not tell: an answer behind a letter of the same day, an undated letter
behind the one that a header names as the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from edition.tei.dates import in_time

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Post:
    """A letter, as far as its place in an exchange is concerned; letters and correspondents are known by keys."""

    key: str
    senders: tuple[str, ...]
    addressees: tuple[str, ...]
    day: str  # ISO 8601; "" when nothing is known
    follows: tuple[str, ...] = ()  # letters that an editor says come before it
    answers: tuple[str, ...] = ()


def exchanges(posts: Iterable[Post]) -> Mapping[Pair, tuple[Post, ...]]:
    """The letters between each two correspondents, in the order of time; posts come in the order of the files.

    The pair is in alphabetical order. A letter with several senders or addressees is in several exchanges; what
    somebody sends to himself is in none.
    """
    found: defaultdict[Pair, list[Post]] = defaultdict(list)
    for post in posts:
        for pair in pairs_of(post.senders, post.addressees):
            found[pair].append(post)
    return {pair: in_order(each) for pair, each in found.items()}


def pairs_of(senders: Iterable[str], addressees: Iterable[str]) -> Iterable[Pair]:
    """The pairs of correspondents between whom a letter goes, each once, in alphabetical order."""
    receivers = list(addressees)
    both = ((one, other) for one in senders for other in receivers if one != other)
    return dict.fromkeys((min(pair), max(pair)) for pair in both)


def in_order(posts: Sequence[Post]) -> tuple[Post, ...]:
    """The letters of an exchange in the order of time; posts come in the order of the files."""
    by_key = {post.key: post for post in posts}
    placed = [_placed(post, by_key) for post in posts]
    placed.sort(key=lambda post: (post.day == "", in_time(post.day)))
    before = {post.key: _before(post, by_key) for post in placed}
    done: dict[str, None] = {}
    for post in placed:
        waiting, open_ones = [post.key], set[str]()
        while waiting:
            key = waiting[-1]
            left = [one for one in before[key] if one not in done and one not in open_ones]
            if left and key not in open_ones:
                open_ones.add(key)
                waiting += reversed(left)
            else:
                done[waiting.pop()] = None
    return tuple(by_key[key] for key in done)


def _placed(post: Post, by_key: Mapping[str, Post]) -> Post:
    """The letter with the day of the one before where it has none of its own."""
    known = [day for key in post.follows if key in by_key and (day := by_key[key].day)]
    return post if post.day else replace(post, day=max(known, key=in_time, default=""))


def _before(post: Post, by_key: Mapping[str, Post]) -> tuple[str, ...]:
    """The letters of an exchange behind which one stands whatever the order of files."""
    same_day = (key for key in post.answers if key in by_key and by_key[key].day == post.day)
    return tuple(dict.fromkeys((*(key for key in post.follows if key in by_key), *same_day)))
