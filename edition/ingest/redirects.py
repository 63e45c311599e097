"""Where texts of retired identifiers are now: under which others, by the fingerprints of their paragraphs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

Prints = Mapping[str, Mapping[str, str]]  # by document and paragraph: the fingerprint of its text


def redirects(retired: Iterable[str], known: Mapping[str, str], before: Prints, now: Prints) -> dict[str, str]:
    """What has taken the place of each retired identifier, as far as it is known, in their order.

    A paragraph is where its text alone now stands, a document where most of its paragraphs are. What was `known`
    stays; where its goal is retired itself, it leads to the goal of that.
    """
    found = _successors(before, now)
    goals: dict[str, str] = {}
    for id in retired:
        goal = known.get(id) or found.get(id, "")
        goal = found.get(goal, goal)
        if goal and goal != id:
            goals[id] = goal
    return goals


def _successors(before: Prints, now: Prints) -> dict[str, str]:
    """The identifiers under which texts stand that had others, by these."""
    places: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for document, prints in now.items():
        for id, print in prints.items():
            places[print].append((document, id))
    found: dict[str, str] = {}
    for document, prints in before.items():
        documents: Counter[str] = Counter()
        for id, print in prints.items():
            if len(places[print]) == 1 and id not in now.get(document, {}):
                (goal,) = places[print]
                found[id] = goal[1]
                documents[goal[0]] += 1
        if document not in now and documents:
            found[document] = documents.most_common(1)[0][0]
    return found
