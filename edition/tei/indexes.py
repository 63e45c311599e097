"""Indexes: pairs of keys and values, brought together by their keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

Value = TypeVar("Value")


def grouped(pairs: Iterable[tuple[str, Value]]) -> dict[str, tuple[Value, ...]]:
    """All values of each key, in their order."""
    found: defaultdict[str, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def first_of_each(pairs: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """The first value of each key."""
    found: dict[str, Value] = {}
    for key, value in pairs:
        found.setdefault(key, value)
    return found
