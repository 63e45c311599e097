"""The first step: mentions of what the registers describe.

A form that one entry claims is a mention of it. One that several claim, or that is marked ambiguous, or names by an
office, is one only where a rule or a decision says so; else it is a doubt. A title before a person's name belongs to
it; an apostrophe and `s` behind one do not, nor does the ending of a genitive.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple
from urllib.parse import quote

from edition.annotate import decisions, languages
from edition.annotate.blocks import Block
from edition.annotate.decisions import Circumstances, Decided, Placed, Rule
from edition.annotate.languages import Language
from edition.annotate.lexicon import LINE, Claim, Lexicon, Name
from edition.annotate.line import Line
from edition.annotate.steps import Doubt, Found, Span, Text
from edition.annotate.words import HYPHEN, spellings, words
from edition.diagnostics import Code, Diagnostic, Location
from edition.tei.names import tei
from edition.tei.registers import Entry, Register

ELEMENTS: Mapping[str, str] = {"person": "persName", "place": "placeName", "org": "orgName"}

# What the type of a thing may be called in `name/@type`.
TYPE = re.compile(r"[A-Za-z_][\w.-]*")

Rules = tuple[tuple[int, Rule, Entry | None], ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """The step, ready for any document: the names of all registers, and what is decided."""

    lexicon: Lexicon
    decided: Decided = field(default_factory=Decided)
    rules: Mapping[tuple[str, ...], Rules] = field(default_factory=dict)

    @classmethod
    def of(cls, register: Register, decided: Decided | None = None) -> Mentions:
        """The step for a register and the decisions about it."""
        decided = decided or Decided()
        rules: dict[tuple[str, ...], Rules] = {}
        for known in decided.rules.values():
            for one in known:
                for form in one[1].forms:
                    for said in {tuple(words(each)) for each in spellings(form)}:
                        for key in {said, tuple(word.upper() for word in said)}:
                            rules[key] = (*rules.get(key, ()), one)
        return cls(Lexicon.of(register, decided.forms), decided, rules)

    def find(self, text: Text, before: Found) -> Found:
        """Find the mentions in a document; see `Step`."""
        tongue = languages.of(text.document, text.default)
        placed, findings = decisions.placed(self.decided, text.document.id, text.blocks, text.shown)
        where = Circumstances(text.document)
        hits = [hit for number in range(len(text.blocks)) for hit in self._hits(text, number, tongue, where)]
        used = {line for hit in hits for line in hit.rules}
        for one in placed:
            findings = (*findings, *_without_effect(one, hits, self.decided.shown))
        hits = [hit for hit in hits if not any(_overlap(hit, one) for one in placed)]
        spans = [_hit_span(hit, text) for hit in hits if hit.entry]
        spans += [_decided_span(one, text) for one in placed if one.entry]
        doubts = [Doubt(hit.block, hit.start, hit.end, hit.why, hit.may_mean) for hit in hits if hit.why]
        return Found(tuple(sorted(spans, key=lambda span: span.extent)), tuple(doubts), findings, frozenset(used))

    def _hits(self, text: Text, number: int, tongue: Language, where: Circumstances) -> Iterator[Hit]:
        """Yield what the names of the registers hit in a block."""
        block = text.blocks[number]
        line = Line.of(block.text)
        starts = self.lexicon.starts(tongue)
        place = _Place(where, number, block, line, tongue)
        done = within = doubtful = 0
        may_mean: tuple[str, ...] = ()
        for index in [at for at, word in enumerate(line.words) if word in starts]:
            seconds = starts[line.words[index]]
            if index < done or (seconds and seconds.isdisjoint(line.words[index + 1 : index + 2])):
                continue
            end = LINE
            while index >= done and (match := self._match(line, index, tongue, end)):
                name, begin, end, ending = match
                hit = self._hit(place, name, _Match(index, begin, end, done, ending))
                if hit is None or (index < within and (end > within or hit.why or hit.office)):
                    continue  # a shorter name may begin here
                if hit.entry and index < doubtful and hit.entry.address in may_mean:
                    continue  # the longer name, which may mean somebody else, counts
                if not hit.describes:
                    yield hit
                    if hit.why:
                        done, doubtful, may_mean = begin + 1, end, hit.may_mean
                    else:
                        done = end
                elif not self._runs_on(line, index, end, tongue):
                    yield hit  # and then the names within the words of an office: "President of the United States"
                    within = end

    def _runs_on(self, line: Line, index: int, end: int, tongue: Language) -> bool:
        """Tell whether a name begins within words and goes on behind them: "the General" in "the General Staff"."""
        inner = (self._match(line, at, tongue) for at in range(index + 1, end))
        return any(one[2] > end and one[0].sure for one in inner if one)

    def _match(
        self, line: Line, index: int, tongue: Language, before: int = LINE
    ) -> tuple[Name, int, int, str] | None:
        """The longest name from a word on that ends before another, with a title or without; its beginning and end,
        and its ending in the genitive."""
        best = self.lexicon.at(line, index, before, tongue.genitive)
        if line.words[index] not in tongue.title_starts:
            return (best[0], index, *best[1:]) if best else None
        begin = index
        while (after := tongue.behind_title(line.words, begin)) > begin:
            begin = after
            if begin >= len(line.words) or not line.is_near(begin - 1):
                break
            titled = self.lexicon.at(line, begin, before, tongue.genitive)
            if titled and titled[0].is_personal and (best is None or titled[1] > best[1]):
                return titled[0], begin, *titled[1:]
        return (best[0], index, *best[1:]) if best else None

    def _hit(self, place: _Place, name: Name, match: _Match) -> Hit | None:
        """What a name at a place means; None when a rule says that it means nothing."""
        line, number = place.line, place.number
        start, stop = line.span(match.first, match.end - 1)
        stop += name.pointed and line.text.startswith(".", stop)
        stop -= len(match.ending)
        holding = self._holding(place, name, match) if name.words in self.rules else ()
        sure = name.sure
        if not holding and len(sure) == 1 and not _is_doubtful(place, sure[0], match, self.lexicon):
            return Hit(number, start, stop, sure[0].entry, cert="high")
        rows = tuple(row for row, _, _ in holding)
        meant = {entry.address if entry else "": (rule, entry) for _, rule, entry in holding}
        if len(meant) == 1:
            ((rule, entry),) = meant.values()
            claim = name.claims.get(entry.address) if entry else None
            return Hit(number, start, stop, entry, claim is None or claim.office, rule.cert, rows)
        may_mean = tuple(sorted({*meant, *name.claims} - {""}))
        office = name.is_office and not meant
        why = "somebody else" if len(sure) == 1 and not meant else "office" if office else "ambiguous"
        return Hit(number, start, stop, why=why, rules=rows, may_mean=may_mean) if may_mean else None

    def _holding(self, place: _Place, name: Name, match: _Match) -> Rules:
        """The rules about a name that hold at a place."""
        return tuple(
            one for one in self.rules[name.words] if one[1].holds(place.where, place.line, match.first, match.end)
        )


class _Match(NamedTuple):
    """Where a name matches, by the indexes of words: from its title on, from the name itself on, to behind its end."""

    first: int
    begin: int
    end: int
    done: int  # behind the last word of the mention before
    ending: str  # of a genitive, with which the last word is no longer the name


class Hit(NamedTuple):
    """Words that a name of the registers hits: the entry meant, or none and why."""

    block: int
    start: int
    end: int
    entry: Entry | None = None
    office: bool = False
    cert: str = ""
    rules: tuple[int, ...] = ()  # lines of the rules that hold there
    why: str = ""
    may_mean: tuple[str, ...] = ()

    @property
    def describes(self) -> bool:
        """Whether the words are no name, but tell who is meant, or might be."""
        return self.why == "office" or (self.office and self.entry is not None)


class _Place(NamedTuple):
    where: Circumstances
    number: int
    block: Block
    line: Line
    tongue: Language


def _is_doubtful(place: _Place, claim: Claim, match: _Match, lexicon: Lexicon) -> bool:
    """Tell whether the words around a name of one word say that it may be somebody else's, or part of a longer one."""
    line, tongue = place.line, place.tongue
    name = line.words[match.begin]
    if match.ending and claim.entry.kind == "person" and not _owns(line, match, tongue):
        return True
    if match.end - match.begin > 1:
        return False
    if _is_compound(line, match, lexicon):
        return True
    if match.first < match.begin:  # a title says that it is a name
        return False
    if name in tongue.no_names or name in tongue.function_words:
        return True
    if match.first == 0 or not line.is_near(match.first - 1):
        return False
    before = line.words[match.first - 1]
    if before.lower() in tongue.others:
        return True
    if claim.entry.kind == "place":
        return before[0].isupper() and (before.lower(),) in tongue.titles
    if not claim.alone or not before[0].isupper() or before in tongue.no_names or before in tongue.function_words:
        return False
    if len(before) == 1:  # the initial of a forename
        return True
    in_capitals = before.isupper() and name.isupper()
    if in_capitals or line.begins_sentence(match.first - 1) or lexicon.at(line, match.first - 1):
        return False
    return place.block.element.tag != tei("head")


def _owns(line: Line, match: _Match, tongue: Language) -> bool:
    """Tell whether something that a person in the genitive has follows: else it may be a family, or another name."""
    if match.end == len(line.words) or not line.is_near(match.end - 1):
        return False
    after, before = line.words[match.end], line.words[match.first - 1].lower() if match.first else ""
    is_noun = after[0].isupper() and after not in tongue.no_names and after not in tongue.function_words
    return is_noun and tongue.genitive is not None and before not in tongue.genitive.not_upon


def _is_compound(line: Line, match: _Match, lexicon: Lexicon) -> bool:
    """Tell whether a hyphen ties a name to what is none: "Franco-Spanish", "anti-Franco"."""
    index, end = match.first, match.end
    before = 0 < index != match.done and line.joint(index - 1) == HYPHEN
    after = end < len(line.words) and line.joint(end - 1) == HYPHEN and line.words[end][0].isupper()
    return before or (after and lexicon.at(line, end) is None)


def _hit_span(hit: Hit, text: Text) -> Span:
    assert hit.entry is not None  # who calls knows that something is mentioned
    return _span(hit.block, hit.start, hit.end, hit.entry, hit.office, hit.cert, text)


def _span(block: int, start: int, end: int, entry: Entry, office: bool, cert: str, text: Text) -> Span:
    """The element for a mention of an entry: a name by its kind, `rs` for words that are no name of it."""
    kind = entry.type if entry.kind == "object" and TYPE.fullmatch(entry.type) else entry.kind
    element = "rs" if office else ELEMENTS.get(entry.kind, "name")
    same = entry.path == text.document.path
    folder = "" if same else text.document.path.rpartition("/")[0]
    return Span(block, start, end, element, _said(element, kind, folder, "" if same else entry.path, entry.id, cert))


@cache
def _said(element: str, kind: str, folder: str, path: str, entry: str, cert: str) -> tuple[tuple[str, str], ...]:
    """The attributes of a mention, in a file of a folder, of an entry in the file at a path, "" if it is the same."""
    way = quote(posixpath.relpath(path, folder or ".")) if path else ""
    said = (("type", kind),) if element in ("rs", "name") else ()
    return (*said, ("ref", f"{way}#{entry}"), ("cert", cert))


def _decided_span(one: Placed, text: Text) -> Span:
    assert one.entry is not None  # who calls knows that something is mentioned
    said = words(text.blocks[one.block].text[one.start : one.end])
    names = [words(each) for form in one.entry.forms if form.type != "office" for each in spellings(form.text)]
    return _span(one.block, one.start, one.end, one.entry, said not in names, one.decision.cert, text)


def _overlap(hit: Hit, one: Placed) -> bool:
    return hit.block == one.block and hit.start < one.end and one.start < hit.end


def _without_effect(one: Placed, hits: Sequence[Hit], shown: str) -> Iterator[Diagnostic]:
    """Yield a finding for a decision that says what would be so without it."""
    there = [hit for hit in hits if _overlap(hit, one)]
    same = [hit for hit in there if (hit.start, hit.end) == (one.start, one.end) and hit.entry is one.entry]
    if (one.entry is None and not there) or (one.entry is not None and any(h.cert == one.decision.cert for h in same)):
        message = f"The decision on “{one.decision.quote[:60]}” has no effect."
        help = "The words would be understood so without it: take it out."
        yield Diagnostic(Code.DECISION_UNUSED, message, Location(shown, one.line), help)
