"""The names of a register as one walks through them word by word: which entries claim the words at a place.

Words are compared letter by letter, points and hyphens leniently (`words.fits`); words in capitals throughout also with
names that are not. The longest name counts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from edition.annotate.languages import Genitive, Language
from edition.annotate.line import Line
from edition.annotate.words import fits, joints, spellings, words
from edition.tei.registers import FORM, OFFICE, Entry, Form, Register

LINE = sys.maxsize  # no line has so many words
END = "\0"  # the key of what ends at a node; no XML document has the character
ANY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry that has a form; `sure` if the form alone tells that it is meant.

    A bare surname (`alone`), derived or registered, may be that of somebody else too.
    """

    entry: Entry
    sure: bool
    office: bool = False
    alone: bool = False


@dataclass
class Name:
    """A name in the lexicon: its words, what may stand between them, and the entries that claim it, by address."""

    words: tuple[str, ...]
    joints: set[tuple[str, ...]] = field(default_factory=set)
    claims: dict[str, Claim] = field(default_factory=dict)
    pointed: bool = False  # a form of it ends with a point, which belongs to it: "U.S.S.R."

    @cached_property
    def sure(self) -> Sequence[Claim]:
        """The claims for which the name alone is enough."""
        return [claim for claim in self.claims.values() if claim.sure]

    @cached_property
    def is_office(self) -> bool:
        """Whether it is no name, but that of an office, for all that claim it."""
        return all(claim.office for claim in self.claims.values())

    @cached_property
    def inflects(self) -> bool:
        """Whether it names a person or a place, and so may take the ending of a genitive."""
        return any(claim.entry.kind in ("person", "place") and not claim.office for claim in self.claims.values())

    @cached_property
    def is_personal(self) -> bool:
        """Whether it names a person: a title may stand before it."""
        return any(claim.entry.kind == "person" and not claim.office for claim in self.claims.values())


Node = dict[str, Any]  # words to nodes; END to the name that ends here


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All names, by their words, as written and in capitals."""

    written: Node = field(repr=False)
    capitals: Node = field(repr=False)
    _starts: dict[Language, Mapping[str, frozenset[str]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, register: Register, others: Iterable[str] = ()) -> Lexicon:
        """The lexicon of a register; `others` are forms that no entry need have: a rule gives them to one."""
        lexicon = cls({}, {})
        for entry in register.entries:
            if entry.is_addressable:
                for text, claim in _claims(entry):
                    lexicon._add(text, claim)
        for form in others:
            lexicon._add(form, None)
        return lexicon

    def _add(self, form: str, claim: Claim | None) -> None:
        for spelling in spellings(form):
            said = tuple(words(spelling))
            if not said:  # signs alone
                continue
            for tree, key in ((self.written, said), (self.capitals, tuple(one.upper() for one in said))):
                node = tree
                for one in key:
                    node = node.setdefault(one, {})
                name: Name = node.setdefault(END, Name(key))
                name.joints.add(tuple(joints(spelling)))
                name.pointed = name.pointed or spelling.endswith(".")
                if claim:
                    known = name.claims.get(claim.entry.address)
                    name.claims[claim.entry.address] = claim if known is None or claim.sure else known

    def starts(self, tongue: Language) -> Mapping[str, frozenset[str]]:
        """The words with which a name may begin in a text of a language, behind a title or without.

        Each has the words of which one must follow; none where the word may be all of a name, or a title.
        """
        if tongue not in self._starts:
            known = {word: _seconds(self.written, word) for word in self.written}
            known |= {word: _seconds(self.capitals, word) for word in self.capitals if word not in known}
            known |= dict.fromkeys(self.written.keys() & self.capitals, ANY)
            if tongue.genitive:
                known = self._with_genitives(known, tongue.genitive)
            self._starts[tongue] = known | dict.fromkeys(tongue.title_starts, ANY)
        return self._starts[tongue]

    def at(
        self, line: Line, index: int, before: int = LINE, genitive: Genitive | None = None
    ) -> tuple[Name, int, str] | None:
        """The longest name that begins at a word of a line, the index behind its end, which is below `before`, and the
        ending of a genitive that its last word has, or "". A last word that is a name as it stands has none.
        """
        best = _longest(self.written, line, index, before, genitive)
        if line.words[index] in self.capitals and line.words[index].isupper():
            other = _longest(self.capitals, line, index, before)
            if other and (not best or other[1] > best[1]) and _in_capitals(line.words[index : other[1]]):
                return other
        return best

    def _with_genitives(self, starts: Mapping[str, frozenset[str]], genitive: Genitive) -> dict[str, frozenset[str]]:
        """The words with which a name may begin, and those with which one in the genitive may."""
        alone = dict.fromkeys((genitive.of(word) for word, deeper in self.written.items() if END in deeper), ANY)
        return alone | {word: seconds | {genitive.of(second) for second in seconds} for word, seconds in starts.items()}


def _seconds(tree: Node, word: str) -> frozenset[str]:
    """The words of which one must follow upon a word; none where a name ends with it."""
    return ANY if END in tree[word] else frozenset(tree[word])


def _claims(entry: Entry) -> Iterator[tuple[str, Claim]]:
    """Yield the forms of an entry with the claim on each.

    One that lists the forms that occur is known by these; of any other all names count, and what their parts make up.
    """
    ambiguous = {form.text for form in entry.forms if form.ambiguous}
    listed = [form for form in entry.forms if form.type in (FORM, OFFICE)]
    complete = any(form.type == FORM for form in listed)
    for form in listed if complete else entry.forms:
        texts = [form.text] if complete or form.type == OFFICE else [form.text, *_made_of(form)]
        for text in texts:
            sure = form.type != OFFICE and text not in ambiguous
            alone = entry.kind == "person" and len(words(text)) == 1
            yield text, Claim(entry, sure, form.type == OFFICE, alone)


def _made_of(form: Form) -> Iterator[str]:
    """Yield what a surname and forenames make up: both, the surname with initials, the surname alone."""
    if form.surname:
        yield form.surname
    if form.surname and form.forenames:
        initials = " ".join(f"{one[0]}." for one in form.forenames.split())
        yield f"{form.forenames} {form.surname}"
        yield f"{form.forenames.split()[0]} {form.surname}"
        yield f"{initials} {form.surname}"


def _longest(
    tree: Node, line: Line, index: int, before: int, genitive: Genitive | None = None
) -> tuple[Name, int, str] | None:
    """The longest name of a tree that begins at a word, where it ends, and its ending in the genitive."""
    best = None
    node, words = tree, line.words
    at, last = index, len(words) if before > len(words) else before - 1
    while at < last:
        word = words[at]
        if genitive and word.endswith(genitive.ending) and END not in tree.get(word, ()):
            inflected: Name | None = node.get(genitive.stem(word), {}).get(END)
            if inflected and inflected.inflects and _fits(inflected, line, index, at + 1):
                best = inflected, at + 1, genitive.ending
        if (deeper := node.get(word)) is None:
            break
        node, at = deeper, at + 1
        name = node.get(END)
        if name is not None and _fits(name, line, index, at):
            best = name, at, ""
    return best


def _fits(name: Name, line: Line, index: int, end: int) -> bool:
    """Tell whether what stands between words of a line may stand between those of a name."""
    return end == index + 1 or any(_joined(way, line, index) for way in name.joints)


def _joined(joints: Sequence[str], line: Line, index: int) -> bool:
    return all(fits(line.joint(at), registered, line.words[at]) for at, registered in enumerate(joints, index))


def _in_capitals(found: Sequence[str]) -> bool:
    """Tell whether words are capitals throughout, a word among them, not initials only."""
    letters = [one for one in found if not one.isdecimal()]
    return all(one.isupper() for one in letters) and any(len(one) > 1 for one in letters)
