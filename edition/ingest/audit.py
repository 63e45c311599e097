"""The audit: every character of a source accounted for, from the TEI on disk, and no word there that is not its own.

The TEI of a source is read in the order of the source, in a reading that has the errors, residue, labels, calls and
notes of the text and nothing of the edition's own. Its words must be those of the source, letter for letter. What the
source has besides is markup that a rule of its profile names (brackets of a word processor, strokes of a
transcriber); where a border of blocks parts what the source writes together, the ledger says so.
"""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest import identifiers, profile, proofs, run
from edition.ingest.profile import Profile
from edition.ingest.source import Source
from edition.ledger import Border, Ledger
from edition.tei import documents
from edition.tei.names import elements, xpath
from edition.tei.text import BORDER, WHITE_SPACE, Reading, raw, source_reading

TEXT = xpath("t:text")
FRONT = xpath("t:text/t:front")
BACK = xpath("t:text/t:back")
RECORD = xpath("t:teiHeader//t:recordHist/t:source")
HEADER = xpath("t:teiHeader")
RESIDUE = xpath(".//t:surplus[not(ancestor::t:fw)] | .//t:fw")

# Takes the place of a character that a rule calls markup; no text has it, and it parts no words.
MASK = "\x00"
TOKEN = re.compile(r"[^ \t\r\n]+")
TEI_TOKEN = re.compile(rf"[^ \t\r\n{BORDER}]+")
SHOWN = 60
# So many words behind a difference are searched for the place where both texts agree again.
AHEAD = 400
FRONT_MATTER = "what front matter says, which headers have"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of the TEI in source order: which document it is of, and its characters."""

    document: str
    characters: str


class _Word(NamedTuple):
    text: str
    place: int  # offset in the source; for a word of the TEI, the index of its stretch
    bordered: bool = False  # a border, not white space, parts it from the word before


def audit(root: Path, name: str, own: frozenset[str]) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """Account for the source in `sources/NAME/`; a finding for each place where source and TEI differ.

    `own` are the ids that `@resp` has for what the edition itself supplies. Raises `EditionError` when the source, its
    profile or its TEI files cannot be read.
    """
    folder, shown = root / "sources" / name, f"sources/{name}"
    form = profile.load(folder, shown)
    source = run.work_of(folder, name, shown, form).source
    order = list(identifiers.load(folder, shown).documents)
    stretches, residue = _read_tei(root / "tei" / name, name, order, form, own)
    masked, rules = _without_markup(source.text, form)
    words = ((match.group().replace(MASK, ""), match.start()) for match in TOKEN.finditer(masked))
    mine = [_Word(word, place) for word, place in words if word]
    theirs = list(_words_of(stretches))
    borders, findings, lost, invented = _compared(mine, theirs, source, stretches)
    if form.reader == "formatted":
        findings += proofs.prove(folder, shown, source, form)
    said, unsaid = _front_matter(source, root / "tei" / name, order)
    findings += unsaid
    lost += sum(map(len, source.matter)) - said
    if said:
        rules[FRONT_MATTER] += said
    kept: Counter[str] = Counter()
    for word in theirs:
        kept[stretches[word.place].document] += len(word.text)
    ledger = Ledger(
        name=name,
        characters=len(source.text) + sum(map(len, source.matter)),
        white_space=len(source.text) - len("".join(source.text.split())),
        kept=dict(kept),
        residue=residue,
        normalised=dict(sorted(rules.items())),
        borders=tuple(borders),
        unaccounted=lost,
        invented=invented,
        left_out=proofs.left_out(folder, shown, form),
    )
    return ledger, tuple(findings)


def _read_tei(
    folder: Path, name: str, order: Sequence[str], form: Profile, own: frozenset[str]
) -> tuple[list[_Stretch], int]:
    """The TEI of a source in source order, and how many of its characters are residue."""
    reading = source_reading(own)
    stretches: list[_Stretch] = []
    residue = 0

    def add(document: str, parts: Sequence[etree._Element], reading: Reading = reading) -> None:
        nonlocal residue
        for element in parts:
            stretches.append(_Stretch(document, raw(element, reading)))
            residue += sum(len(WHITE_SPACE.sub("", raw(one, reading))) for one in elements(RESIDUE, element))

    volume = form.series == "volume"
    messages = [id for id in order if id != name] if volume else order
    roots = {id: _root(folder, id) for id in ([name, *messages] if volume else messages)}
    if volume:
        add(name, elements(FRONT, roots[name]))
    for id, root in roots.items():
        add(id, elements(RECORD, root))
        if volume and id == name:
            continue
        for witness in [one.id for one in form.witnesses] or [""]:
            add(id, elements(TEXT, root), source_reading(own, witness))
    if volume:
        add(name, elements(BACK, roots[name]))
    return stretches, residue


def _front_matter(source: Source, folder: Path, order: Sequence[str]) -> tuple[int, list[Diagnostic]]:
    """How many characters of what files say in front of their letters the headers have, and what they lack."""
    if not source.matter:
        return 0, []
    headers = [header for id in order for header in elements(HEADER, _root(folder, id))]
    told = {" ".join(words.split()) for header in headers for words in _said(header)}
    lacking = [words for words in source.matter if not any(" ".join(words.split()) in said for said in told)]
    help = "Run `edition ingest` again."
    findings = [
        Diagnostic(Code.NOT_THE_SOURCE, f"No header has “{words[:SHOWN]}”.", Location(source.path), help)
        for words in lacking
    ]
    return sum(map(len, source.matter)) - sum(map(len, lacking)), findings


def _said(header: etree._Element) -> Iterator[str]:
    """What a header says: the words of its elements, and their values."""
    for element in header.iter():
        yield element.text or ""
        yield from (str(value) for value in element.attrib.values())


def _root(folder: Path, id: str) -> etree._Element:
    path = folder / f"{id}.xml"
    shown = f"tei/{folder.name}/{path.name}"
    try:
        return etree.parse(path, documents.parser()).getroot()
    except OSError:
        message = f"The source has a document {id}, but there is no file {shown}."
        help = "Run `edition ingest` again."
        raise EditionError(Diagnostic(Code.FILE_MISSING, message, Location(shown), help)) from None
    except etree.XMLSyntaxError as error:
        message = f"Not well-formed: {error.msg}."
        help = "`edition validate` says more."
        raise EditionError(Diagnostic(Code.MALFORMED, message, Location(shown, error.lineno), help)) from None


def _without_markup(text: str, form: Profile) -> tuple[str, Counter[str]]:
    """The source with the characters that the profile's rules call markup blanked out, and how many each rule took.

    They are taken out, not replaced by a space: the words beside them stay as near as they were.
    """
    rules = {
        "the brackets of a footnote call": form.footnote_calls,
        "the brackets of a footnote": form.footnotes,
        **{f"the signs around words that are {mark.means}": mark.pattern for mark in form.marks},
    }
    taken: Counter[str] = Counter()
    gone: set[int] = set()
    for rule, written in rules.items():
        pattern = form.compile(written) if written else None
        if pattern is None or not {"label", "text"} & set(pattern.groupindex):
            continue
        for match in pattern.finditer(text):
            groups = [match.span(name) for name in ("label", "text") if name in pattern.groupindex]
            for at in range(*match.span()):
                inside = any(start <= at < end for start, end in groups)
                if not inside and not text[at].isspace() and at not in gone:
                    gone.add(at)
                    taken[rule] += 1
    return "".join(MASK if at in gone else char for at, char in enumerate(text)) if gone else text, taken


def _words_of(stretches: Sequence[_Stretch]) -> Iterator[_Word]:
    for index, stretch in enumerate(stretches):
        done = 0
        for match in TEI_TOKEN.finditer(stretch.characters):
            between = stretch.characters[done : match.start()]
            yield _Word(match.group(), index, bordered=BORDER in between)
            done = match.end()


def _compared(
    mine: list[_Word], theirs: list[_Word], source: Source, stretches: Sequence[_Stretch]
) -> tuple[list[Border], list[Diagnostic], int, int]:
    """Walk through both texts word by word: borders inside a word, findings, characters lost, words invented."""
    borders: list[Border] = []
    findings: list[Diagnostic] = []
    lost = invented = 0
    here = there = 0
    while here < len(mine) and there < len(theirs):
        end = _together(mine[here].text, theirs, there)
        if end:
            if end > there + 1:
                parts = " | ".join(one.text for one in theirs[there:end])
                borders.append(Border(source.location(mine[here].place).line or 0, parts))
            here, there = here + 1, end
            continue
        here_end, there_end = _next_agreement(mine, theirs, here, there)
        place = source.location(mine[here].place)
        findings.append(_difference(mine[here:here_end], theirs[there:there_end], place, stretches))
        lost += sum(len(one.text) for one in mine[here:here_end])
        invented += there_end - there
        here, there = here_end, there_end
    if here < len(mine) or there < len(theirs):
        place = source.location(mine[here].place if here < len(mine) else len(source.text))
        findings.append(_difference(mine[here:], theirs[there:], place, stretches))
        lost += sum(len(one.text) for one in mine[here:])
        invented += len(theirs) - there
    return borders, findings, lost, invented


def _together(word: str, theirs: list[_Word], there: int) -> int:
    """Where the words of the TEI end that make up one word of the source, parted by borders only; 0 if they do not."""
    joined = ""
    for at in range(there, len(theirs)):
        if joined and not theirs[at].bordered:
            return 0
        joined += theirs[at].text
        if joined == word:
            return at + 1
        if not word.startswith(joined):
            return 0
    return 0


def _next_agreement(mine: list[_Word], theirs: list[_Word], here: int, there: int) -> tuple[int, int]:
    """Where both texts agree again after a difference, found among the words that follow."""
    left, right = ([one.text for one in words] for words in (mine[here : here + AHEAD], theirs[there : there + AHEAD]))
    for block in difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        if block.size >= 2 or (block.size and block.a + block.size == len(left)):
            return here + block.a, there + block.b
    return len(mine), len(theirs)


def _difference(
    mine: list[_Word], theirs: list[_Word], where: Location, stretches: Sequence[_Stretch]
) -> Diagnostic:
    """What to say of a stretch in which source and TEI differ; `where` is its beginning in the source."""
    left = " ".join(one.text for one in mine)[:SHOWN]
    right = " ".join(one.text for one in theirs)[:SHOWN]
    document = stretches[theirs[0].place].document if theirs else ""
    if not mine:
        message = f"{document} has “{right}”, which the source does not have."
        help = "Mark words of an editor as `supplied`, with @resp; take others out."
    elif not theirs:
        message = f"“{left}” is in no document."
        help = "Put the words back, or run `edition ingest` again."
    else:
        message = f"The source has “{left}”, {document} has “{right}”."
        help = "Keep what the source has in `sic`, and put what it should be into `corr`."
    return Diagnostic(Code.NOT_THE_SOURCE, message, where, help)
