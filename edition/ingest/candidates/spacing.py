"""Spaces and points that are wrong around punctuation, figures, dashes and initials."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from re import Match

from edition.ingest.candidates.candidate import Candidate, correction, times
from edition.ingest.candidates.copy import Copy
from edition.tei.dates import MONTHS

Mend = Callable[[Match[str]], str]


def _closed(match: Match[str]) -> str:
    return re.sub(r"\s+", "", match.group())


def _parted(match: Match[str]) -> str:
    return f"{match[1]} {match[2]}"


def _moved(match: Match[str]) -> str:
    return f"{match[1]}{match[2]} "


def _initials(match: Match[str]) -> str:
    return "".join(f"{letter}." for letter in match.group() if letter.isalpha())


# What is wrong, its pattern (an example beside it), the mended words, how likely it is damage.
PATTERNS: tuple[tuple[str, str, Mend, float], ...] = (
    ("a space stands before the punctuation", r"(?<![^\W\d_])[^\W\d_]++ +[,;:!?](?![\w:])", _closed, 0.8),  # Note :
    ("a space stands on the wrong side of the comma", r"(?<![^\W\d_])([^\W\d_]++) +([,;])(?=[^\W\d_])", _moved,
     0.95),  # war ,but
    ("a space stands before the point", r"(?<![^\W\d_])[^\W\d_]{2,}+ +\.(?![ .]*\.)(?=\s|$)", _closed,
     0.8),  # the end .
    ("a space is missing behind the punctuation", r"\b([^\W\d_]{2,}+[.!?;:])([A-Z][a-z]+)", _parted, 0.95),  # comes.We
    ("a space is missing behind the comma", r"\b([^\W\d_]{2,}+,)([^\W\d_]+)", _parted, 0.95),  # war,but
    ("a space is missing between day and year", r"\b(\d{1,2},)([12]\d{3})\b", _parted, 0.95),  # 12,1943
    ("a space parts the figure from its ending", r"\b\d{1,2} (?:st|nd|rd|th)\b", _closed, 0.98),  # 6 th
    ("the punctuation is doubled", r"(?:,,|;;|::|(?<=\w)\.\.(?!\.| \.)|,\.|;,|,;|\.,(?=[a-z]))",
     lambda m: m[0][0], 0.8),  # word,, or 18..
    ("a space stands before the point of the label", r"(?m)^\d{1,2} +\.(?= )", _closed, 0.9),  # 5 . All
    ("a space is missing behind the label", r"(?m)^(\(?\w{1,2}\)|\d{1,2}\.)([^\W\d_]\w*)", _parted, 0.9),  # (b)The
    ("a space is missing behind the figure", r"(?<![\w.-])(\d{1,3})([A-Z](?:[a-z]{2,}|\.[A-Z]\.))",
     _parted, 0.7),  # 12The
    ("a space stands inside the bracket", r"\( +\w+|(?<!\w)\w++ +\)", _closed, 0.8),  # ( here
    ("a point of the initials is missing", r"(?<![\w.])(?:[A-Z]\.)+[A-Z](?: [A-Z])?(?![\w.'’])",
     _initials, 0.9),  # U.S A
    ("a single point of an ellipsis is displaced",
     r"(?<![.\w])(?<!\. )(?:(?:\. )*+\.\.(?: \.)+|(?:\. )++\.\.(?!\.))",
     lambda m: " ".join("." * m[0].count(".")), 0.8),  # . .. . .
)  # fmt: skip
GROUPS = re.compile(r"(?<!\d )(?<!\d, )(?<![\d,.])\b(\d{1,3}), (\d{3})\b(?![,\d]| *(?:,|and|or|und|oder)? *\d)")
DASH = re.compile(r"(?<!\w)(\w++)( ?)—( ?)(\w++)")
DAY_YEAR = re.compile(rf"\b(?:{'|'.join(MONTHS)}) (\d{{1,2}})( |\. )(1\d{{3}})\b")


def spacing(copy: Copy) -> Iterator[Candidate]:
    """Yield what a table of patterns calls wrong."""
    seen: set[int] = set()
    for what, pattern, mend, weight in PATTERNS:
        for match in re.finditer(pattern, copy.text):
            if match.start() in seen:
                continue
            seen.add(match.start())
            words = match.group()
            message = f"“{words}”: {what}."
            evidence = (f"“{copy.around(*match.span())}”",)
            yield Candidate("spacing", *match.span(), message, evidence, correction(words, mend(match)), weight)


def figures(copy: Copy) -> Iterator[Candidate]:
    """Yield a space behind the comma that parts thousands, and a comma that is missing between day and year."""
    closed = len(re.findall(r"\d,\d{3}(?!\d)", copy.text))
    for match in GROUPS.finditer(copy.text):
        evidence = (f"Such a number stands without a space {times(closed)} in the text.",)
        message = f"“{match.group()}”: a space has come into the number."
        proposal = correction(match.group(), f"{match[1]},{match[2]}")
        yield Candidate("spacing", *match.span(), message, evidence, proposal, 0.9 if closed else 0.4)
    usual = len(re.findall(DAY_YEAR.pattern.replace(r"( |\. )", ", "), copy.text))
    for match in DAY_YEAR.finditer(copy.text):
        if usual > 1:
            message = f"“{match.group()}”: the comma between day and year is missing."
            evidence = (f"The text has it {times(usual)}.",)
            yield Candidate("spacing", match.start(), match.end(1), message, evidence, {"supplied": ","}, 0.9)


def around_dashes(copy: Copy) -> Iterator[Candidate]:
    """Yield a dash with a space beside it where the text closes its dashes up."""
    found = list(DASH.finditer(copy.text))
    closed = sum(not match[2] and not match[3] for match in found)
    for match in found:
        if (match[2] or match[3]) and closed >= 2 * (len(found) - closed):
            message = f"“{match.group()}”: a space stands beside the dash."
            evidence = (f"The text closes up {closed} of {len(found)} dashes.",)
            proposal = correction(match.group(), f"{match[1]}—{match[4]}")
            yield Candidate("spacing", *match.span(), message, evidence, proposal, 0.9)
