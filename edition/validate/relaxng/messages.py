"""Mistakes in plain words: what stands at a place, what is allowed there, and the way out."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from edition.diagnostics import Code
from edition.validate.relaxng import expected
from edition.validate.relaxng.derivatives import State
from edition.validate.relaxng.expected import Expected
from edition.validate.relaxng.names import namespace_of, qualified, shown
from edition.validate.relaxng.patterns import Choice, Data, Items, OneOrMore, Pattern, Value
from edition.validate.relaxng.schema import Schema
from edition.validate.relaxng.values import described

# Names or values that one message lists, and letters of the document that it repeats.
LISTED = 8
QUOTED = 40
# How much alike two names are of which one may be the other misspelt.
ALIKE = 0.78
# Messages kept: a mistake that an editor makes is made often, and what is alike takes long to find.
REMEMBERED = 2000


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place where a document does not fit its schema; line and column count from 1."""

    code: Code
    message: str
    help: str
    line: int = 0
    column: int = 0
    place: str = ""  # in words: `letter 57, paragraph 4, note 29`
    earlier: tuple[int, int] | None = None  # the other place that it is about

    def at(self, line: int, column: int, place: str) -> Mismatch:
        """The same, at a place."""
        return replace(self, line=line, column=column, place=place)


@lru_cache(REMEMBERED)
def element(name: str, parent: str, here: State, begun: State, schema: Schema, near: str) -> Mismatch:
    """An element that may not stand where it does; `near` is one of the elements allowed there that it may be."""
    if name not in schema.names:
        return unknown(name, schema, near, here)
    allowed = expected.next_elements(here)
    if parent and name in expected.all_elements(begun).names:
        message = f"`{shown(name)}` may not stand at this place in `{shown(parent)}`."
        return Mismatch(Code.ELEMENT_NOT_ALLOWED, message, _allowed(allowed, ending=any(here.complete)))
    where = f"in `{shown(parent)}`" if parent else "at the root"
    message = f"`{shown(name)}` may not stand {where}."
    holders = schema.holders(name)
    if between := sorted({shown(each) for each in holders if each in allowed.names}):
        return Mismatch(Code.ELEMENT_NOT_ALLOWED, message, f"It may stand in {_few(_quoted(between), 'or')}.")
    return Mismatch(Code.ELEMENT_NOT_ALLOWED, message, _allowed(allowed, ending=any(here.complete)))


@lru_cache(REMEMBERED)
def unknown(name: str, schema: Schema, near: str = "", here: State | None = None) -> Mismatch:
    """An element that the schema does not have; `here` is where it stands, if anything is known of that."""
    for other in sorted(schema.names):
        if shown(other) == shown(name):
            space, right = namespace_of(name) or "no namespace", namespace_of(other) or "no namespace"
            message = f"`{shown(name)}` is in {space}, where the schema has it in {right}."
            return Mismatch(Code.ELEMENT_NOT_ALLOWED, message, "Correct the namespace (xmlns).")
    message = f"The schema has no element `{shown(name)}`."
    if meant := near or _nearest(name, schema.names):
        return Mismatch(Code.ELEMENT_NOT_ALLOWED, message, f"Did you mean `{shown(meant)}`?")
    help = _allowed(expected.next_elements(here)) if here else "Use an element that the schema has."
    return Mismatch(Code.ELEMENT_NOT_ALLOWED, message, help)


@lru_cache(REMEMBERED)
def missing_before(name: str, parent: str, here: State) -> Mismatch:
    """An element that comes too early: something must stand before it."""
    missing = _either(expected.next_elements(here))
    where = f"In `{shown(parent)}`" if parent else "At the root"
    message = f"{where}, {missing} is missing before `{shown(name)}`."
    return Mismatch(Code.ELEMENT_INCOMPLETE, message, "Add it.")


@lru_cache(REMEMBERED)
def incomplete(name: str, end: State, *, empty: bool) -> Mismatch:
    """An element that ends too early."""
    allowed = expected.next_elements(end)
    missing = _either(allowed)
    message = f"`{shown(name)}` is {'empty' if empty else 'not complete'}: {missing} is missing."
    return Mismatch(Code.ELEMENT_INCOMPLETE, message, "Add it, or take the element out.")


@lru_cache(REMEMBERED)
def attribute(name: str, on: str, begun: State) -> Mismatch:
    """An attribute that may not stand where it does."""
    known = expected.attributes(begun).names
    if name in known:
        message = f"`{shown(on)}` may not have @{shown(name)} together with its other attributes."
        return Mismatch(Code.ATTRIBUTE_NOT_ALLOWED, message, "Take one of them out.")
    near = _nearest(name, known)
    message = f"`{shown(on)}` may not have @{shown(name)} here."
    help = f"Did you mean @{shown(near)}?" if near else "Take the attribute out."
    return Mismatch(Code.ATTRIBUTE_NOT_ALLOWED, message, help)


def lacking(on: str, state: State) -> Mismatch:
    """A start tag without attributes that it cannot do without."""
    wanted = [" or ".join(f"@{shown(name)}" for name in sorted(names)) for names in expected.lacking(state) if names]
    message = f"`{shown(on)}` lacks {', '.join(wanted) or 'an attribute'}."
    return Mismatch(Code.ATTRIBUTE_MISSING, message, "Add it.")


def value(name: str, text: str, on: str, tests: Sequence[Pattern]) -> Mismatch:
    """A value that an attribute may not have."""
    message = f"`{shown(on)}/@{shown(name)}` is `{_short(text)}`, which is "
    return _wrong_value(message, text, tests)


def content(name: str, text: str, tests: Sequence[Pattern]) -> Mismatch:
    """A text that an element may not hold."""
    return _wrong_value(f"`{shown(name)}` holds `{_short(text)}`, which is ", text, tests)


def words(name: str, text: str, here: State) -> Mismatch:
    """Words in an element that holds elements only, or nothing."""
    allowed = expected.next_elements(here)
    only = "only elements may stand there" if allowed.names or allowed.others else "nothing may stand there"
    message = f"`{shown(name)}` has words of its own, “{_short(text)}”: {only}."
    help = f"Put the words into an element. {_allowed(allowed)}" if allowed.names else "Take the words out."
    return Mismatch(Code.TEXT_NOT_ALLOWED, message, help)


def repeated_identifier(value: str, name: str, on: str, earlier: tuple[int, int]) -> Mismatch:
    """An identifier that was given before."""
    message = f"`{shown(on)}/@{shown(name)}` is `{value}`, which stands before in this file."
    help = "Give one of the two another identifier, and change the references that mean it."
    return Mismatch(Code.REPEATED_ID, message, help, earlier=earlier)


def reference_without_target(value: str, name: str, on: str) -> Mismatch:
    """A reference to an identifier that the file does not have."""
    message = f"`{shown(on)}/@{shown(name)}` refers to `{value}`, but this file has no such identifier."
    return Mismatch(Code.DANGLING_REFERENCE, message, "Correct the reference, or give what is meant this identifier.")


@lru_cache(REMEMBERED)
def nearest(name: str, here: State) -> str:
    """The element allowed at a place whose name is spelt most like an unknown one, "" if none is."""
    return _nearest(name, expected.next_elements(here).names)


def _wrong_value(message: str, text: str, tests: Sequence[Pattern]) -> Mismatch:
    values = sorted({each.text for test in tests for each in _values(test)})
    kinds = list(dict.fromkeys(kind for test in tests for kind in described(test)))
    allowed = [*(f"`{value}`" for value in values), *kinds]
    if not values:
        help = f"Write {_few(kinds, 'or')}." if kinds else "Correct the value."
        return Mismatch(Code.VALUE_NOT_ALLOWED, f"{message}no value of its kind.", help)
    close = difflib.get_close_matches(text, values, n=1)
    help = f"Did you mean `{close[0]}`?" if close else f"Allowed are: {_few(allowed)}."
    return Mismatch(Code.VALUE_NOT_ALLOWED, f"{message}not allowed.", help)


def _values(pattern: Pattern) -> Iterable[Value]:
    match pattern:
        case Value():
            yield pattern
        case Choice():
            for part in pattern.parts:
                yield from _values(part)
        case Items():
            yield from _values(pattern.words)
        case OneOrMore():
            yield from _values(pattern.repeated)
        case Data():
            return


def _nearest(name: str, names: Iterable[str]) -> str:
    """The name that is spelt most like another one, of the same namespace first; upper and lower case are alike.

    The same letters in another order are nearer than any other, as is the same name behind `xml:`.
    """
    known = {shown(each).lower(): each for each in sorted(names, reverse=True)}
    wanted = shown(name).lower()
    swapped = [each for each in sorted(known) if sorted(each) == sorted(wanted) or each == f"xml:{wanted}"]
    close = swapped or difflib.get_close_matches(wanted, sorted(known), n=1, cutoff=ALIKE)
    same = qualified(namespace_of(name), shown(name))
    return next((known[each] for each in close if known[each] != same), "")


def _allowed(allowed: Expected, *, ending: bool = False) -> str:
    what = _quoted(shown(name) for name in allowed.names)
    what += ["other elements"] * allowed.others + ["words"] * allowed.text
    what += ["the end of the element"] * (ending and not allowed.text)
    return f"Allowed here: {_few(what)}." if what else "Nothing more may stand here."


def _either(missing: Expected) -> str:
    what = _quoted(shown(name) for name in missing.names) + ["an element"] * missing.others + ["text"] * missing.text
    return _few(what, "or") if what else "something that can never be there"


def _quoted(names: Iterable[str]) -> list[str]:
    return [f"`{name}`" for name in names]


def _few(what: Sequence[str], last: str = "and") -> str:
    """The first of some things, and how many more there are."""
    if len(what) > LISTED:
        return f"{', '.join(what[:LISTED])} {last} {len(what) - LISTED} more"
    return f" {last} ".join([", ".join(what[:-1]), what[-1]]) if len(what) > 1 else "".join(what)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTED else f"{words[:QUOTED].rstrip()}…"
