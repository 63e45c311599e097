"""Sentences that do not end, or do not begin, and commas and points that the rest of the texts does without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from edition.ingest.candidates.candidate import Candidate, correction, times
from edition.ingest.candidates.copy import GAP, MARK, Copy
from edition.ingest.candidates.lexicon import WORD, function_words

ENDS = frozenset(".!?:;…—–”»“«‹›‘’\"')]}>*")
LABEL = re.compile(r"\(?\w{1,2}[.)]")  # the first item of a list, which a colon need not announce
DATE = re.compile(r"\b1\d{3}$")  # a date that closes a letter
RUN_ON = re.compile(r"(?<![\w.'’-])([a-z]{3,}|[A-Z][a-z]{3,}) ([A-Z][a-z]*)(?= [a-z])")
COMMA = re.compile(rf"(?<![\w'’-])({WORD.pattern}), ({WORD.pattern})(?![\w'’-])")
CONJUNCTIONS = frozenset("and or but nor that which who so as than und oder aber daß dass der die das".split())
PREPOSITIONS = frozenset("of to in on at by for from with von zu in an auf bei mit aus".split())
APPOSITION = re.compile(  # Mr Finch the Chairman of the Council,
    r"(?<!\w)((?:(?:Mr|Mrs|Dr|General|Marshal|Admiral|Sir|M\.|[A-Z]\.) ){1,6}[A-Z]\w+) "
    r"the ([A-Z][\w.]*(?: [\w.'’]+){1,6}),"
)
POINT = re.compile(r"(?<!\w)([A-Z][a-z]{1,3})\.(?= [A-Z])")
NO_POINT = re.compile(r"(?<!\w)([A-Z][a-z]{1,3})(?= [A-Z])")


def ends(copy: Copy) -> Iterator[Candidate]:
    """Yield the last word of each long paragraph without a sign at its end."""
    found = list(copy.paragraphs())
    for index, (start, end) in enumerate(found):
        paragraph = copy.text[start:end].rstrip(MARK + " \n")
        *_, before, line = ("", *paragraph.split("\n"))
        if max(len(line), len(before)) < copy.shortest(start) or line[-1:] in ENDS | {GAP} or DATE.search(line):
            continue
        last = line.split()[-1]
        at = start + len(paragraph) - len(last)
        then = found[index + 1][0] if index + 1 < len(found) else len(copy.text)
        following = copy.text[then : then + 12]
        if LABEL.match(following) and not following[:1].islower() and not following[:1].isdigit():
            continue
        breaks_off = last in function_words(copy.words.language) or following[:1].islower()
        message = f"The paragraph ends with “{last}” and no sign."
        evidence = ("It breaks off in the middle of a sentence." if breaks_off else "A full stop is expected.",)
        proposal = None if breaks_off else {"supplied": "."}
        weight = 0.9 if breaks_off else 0.5 if last.endswith(",") else 0.8
        yield Candidate("sentence", at, at + len(last), message, evidence, proposal, weight)


def run_on(copy: Copy) -> Iterator[Candidate]:
    """Yield the last word of a sentence without its point: a small word with a capital follows, in small company."""
    if copy.words.language == "de":  # where every noun has a capital
        return
    small = function_words(copy.words.language)
    for match in RUN_ON.finditer(copy.text):
        if match[2].lower() in small and match[2] not in ("I", "The", "May", "Will"):
            message = f"“{match.group()}”: a sentence seems to end without its point."
            evidence = (f"“{match[2]}” is a small word, whose capital begins a sentence.",)
            yield Candidate("sentence", *match.span(1), message, evidence, {"supplied": "."}, 0.8)


def begins(copy: Copy) -> Iterator[Candidate]:
    """Yield the first word of each long paragraph that begins small, as half a paragraph does."""
    for start, end in copy.paragraphs():
        line = copy.text[start:end].partition("\n")[0]
        match = re.match(r"(?:\d{1,2}\. )?([a-zäöü]\w+)", line)
        if match and len(line) >= copy.shortest(start):
            message = f"The paragraph begins with “{match[1]}”, a small letter."
            evidence = ("It may continue the paragraph before it.",)
            yield Candidate("sentence", start, start + match.end(), message, evidence, None, 0.7)


def commas(copy: Copy) -> Iterator[Candidate]:
    """Yield a comma between two words that the texts have often side by side, and only here with a comma."""
    small = function_words(copy.words.language)
    for match in COMMA.finditer(copy.text):
        one, other = match.groups()
        with_comma = copy.words.neighbours.get((one, ",", other), 0)
        without = copy.words.neighbours.get((one, "", other), 0)
        if with_comma > 1 or without < 8 or not (one in small or other in small) or other in CONJUNCTIONS:
            continue
        if _encloses(copy.text, *match.span()) and not (one in PREPOSITIONS and other.istitle()):
            continue
        message = f"“{match.group()}”: the comma may be stray."
        evidence = (f"“{one} {other}” stands {times(without)} in the texts, and only here with a comma.",)
        proposal = correction(f"{one},", one)
        yield Candidate("punctuation", match.start(), match.end(1) + 1, message, evidence, proposal, 0.6)


def _encloses(text: str, start: int, end: int) -> bool:
    """Whether another comma or sign stands near, so that a comma may begin or end a parenthesis."""
    return bool(re.search("[,;:]", text[max(0, start - 60) : start] + text[end : end + 60]))


def appositions(copy: Copy) -> Iterator[Candidate]:
    """Yield a name with an office behind it that ends with a comma and does not begin with one."""
    for match in APPOSITION.finditer(copy.text):
        message = f"“{match[1]} the {match[2]}”: the comma before the office may be missing."
        evidence = (f"“{copy.around(match.end(1), match.end(), 8)}” ends with a comma, as a parenthesis does.",)
        yield Candidate("punctuation", *match.span(1), message, evidence, {"supplied": ","}, 0.5)


def points(copy: Copy) -> Iterator[Candidate]:
    """Yield a short word with a point that the texts write without one before a name."""
    with_point = Counter(match[1] for match in POINT.finditer(copy.text))
    without_point = Counter(match[1] for match in NO_POINT.finditer(copy.text))
    for match in POINT.finditer(copy.text):
        word = match[1]
        without = without_point[word]
        if with_point[word] == 1 and without >= 10:
            message = f"“{word}.”: the point is not usual here."
            evidence = (f"The text has “{word}” before a name {times(without)} without it.",)
            yield Candidate("punctuation", *match.span(), message, evidence, correction(f"{word}.", word), 0.5)
