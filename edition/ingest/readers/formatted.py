"""Reader of letters whose format tells their form: Markdown, a word processor's documents, HTML.

Each format makes a `Draft`; here drafts become letters: divided, their notes with them, their paragraphs recognised by
the patterns of the profile as those of a plain text are, and laid out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest.profile import Profile
from edition.ingest.readers import calling, html, markdown, markdown_words, word
from edition.ingest.readers.files import File, Files
from edition.ingest.readers.frontmatter import NUMBER
from edition.ingest.readers.layout import Draft, lay_out
from edition.ingest.recognising import recognised
from edition.ingest.transforms import FORMATTED, boundaries
from edition.ingest.transforms.sections import ENDING
from edition.ingest.work import Block, Division, Kind, Part, Work, blocks_of

STEPS = FORMATTED

OPENING = (Kind.DATELINE, Kind.ADDRESS, Kind.SALUTATION)
CLOSING = (Kind.FORMULA, Kind.SIGNATURE, Kind.CLOSING_DATE, Kind.POSTSCRIPT)
AROUND = (Kind.HEADING, Kind.SUBHEADING, Kind.RULE, Kind.SOURCE, Kind.FOOTNOTE)
BEFORE_HEADING = (Kind.DATELINE, Kind.ADDRESS, Kind.ANONYMOUS)

FORMATS: dict[str, Callable[[bytes, str], Draft]] = {
    "md": markdown.read,
    "docx": word.read_docx,
    "odt": word.read_odt,
}

# Of each format, the words of a file found another way than by its reader: of its text, and of its notes.
PROOFS: dict[str, Callable[[bytes], tuple[list[str], list[str]]]] = {
    "md": markdown_words.words,
    "docx": word.words_docx,
    "odt": word.words_odt,
}

# Formats by the end of a file's name: those above, and pages, of which the profile says where their text is.
PAGES = frozenset({"html", "htm"})
ENDINGS = PAGES | frozenset(FORMATS)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a draft, not yet laid out."""

    draft: Draft
    parts: tuple[Part, ...]
    number: str = ""

    @property
    def start(self) -> int:
        """Its first place in the file."""
        return next((part.start for part in self.parts if part.start), 1)


def read(name: str, files: Files, profile: Profile) -> Work:
    """Read the files of a source into letters, each with what its front matter says.

    Raises `EditionError` when a file cannot be read, has no letter, or when numbers of letters are not unique.
    """
    drafts = [draft_of(file, profile) for file in files.files]
    front: list[tuple[Draft, tuple[Part, ...]]] = []
    found: list[Letter] = []
    findings = [finding for draft in drafts for finding in draft.findings]
    for draft in drafts:
        before, mine = _divided(draft, profile)
        (before, *parts), doubts = calling.with_notes(draft, (before, *(letter.parts for letter in mine)))
        front += [(draft, before)] if before else []
        findings += doubts
        found += [replace(letter, parts=own) for letter, own in zip(mine, parts, strict=True)]
    if wrong := [*_no_title_matter(front), *_numbers(found), *_matter_of_several(found)]:
        raise EditionError(*wrong)
    stretches = [*front, *((letter.draft, _formed(letter.parts, profile)) for letter in found)]
    source, laid = lay_out(name, files.path, stretches)
    blocks = tuple(block for parts in laid[: len(front)] for block in blocks_of(parts))
    title_matter = tuple(boundaries.title_matter(blocks, profile))
    divisions = tuple(map(_message, found, laid[len(front) :]))
    return Work(source, front=title_matter, divisions=divisions).doubting(*findings)


def draft_of(file: File, profile: Profile) -> Draft:
    """What a file says in its format. Raises `EditionError` when it cannot be read."""
    if file.format in PAGES:
        return html.read(file.data, file.path, profile.html)
    return FORMATS[file.format](file.data, file.path)


def words_of(file: File, profile: Profile) -> tuple[list[str], list[str]]:
    """The words of a file and those of its notes, found another way than by its reader."""
    return html.words(file.data, profile.html) if file.format in PAGES else PROOFS[file.format](file.data)


def left_out_of(file: File, profile: Profile) -> Mapping[str, int]:
    """How many characters of a file, white space apart, are no part of its text, by reason."""
    return html.left_out(file.data, profile.html) if file.format in PAGES else {}


def _divided(draft: Draft, profile: Profile) -> tuple[tuple[Part, ...], list[Letter]]:
    """What stands before the first letter of a draft, and its letters; without a heading that begins one, it is one."""
    starts = [index for index, part in enumerate(draft.parts) if _begins_letter(part, profile)]
    if not draft.parts:
        help = "Put a text there, or take the file away."
        raise EditionError(Diagnostic(Code.EMPTY_FILE, "The file has no text.", Location(draft.path), help))
    if not starts:
        return (), [Letter(draft, draft.parts, _number(draft.parts[0], draft, profile))]
    bounds = [*starts, len(draft.parts)]
    parts = [draft.parts[start:end] for start, end in pairwise(bounds)]
    one = len(parts) == 1
    letters = [Letter(draft, own, _number(own[0], draft if one else None, profile)) for own in parts]
    before = draft.parts[: starts[0]]
    if one and profile.heading_level is None:
        return (), [replace(letters[0], parts=draft.parts)]  # its date or address may stand over its heading
    return before, letters


def _begins_letter(part: Part, profile: Profile) -> bool:
    if not isinstance(part, Block):
        return False
    if part.kind is Kind.SUBHEADING and part.type == str(profile.heading_level):
        return True
    pattern = profile.matchers.get("heading")
    return part.kind in (Kind.SUBHEADING, Kind.PARAGRAPH) and bool(pattern and pattern.fullmatch(part.text))


def _number(first: Part, draft: Draft | None, profile: Profile) -> str:
    """The number of a letter: its front matter's, or that of its heading."""
    if draft and draft.matter and draft.matter.number:
        return draft.matter.number
    pattern = profile.matchers.get("heading")
    match = pattern.fullmatch(first.text) if pattern and isinstance(first, Block) else None
    return (match.groupdict().get("number") or "") if match else ""


def _formed(parts: tuple[Part, ...], profile: Profile) -> tuple[Part, ...]:
    """The parts of a letter with their kinds: its heading, what the profile's patterns know, and its sections."""
    known = _in_place([_inner(part) for part in parts], [_known(part, profile) for part in parts])
    before = len(list(takewhile(lambda part: isinstance(part, Block) and part.kind in BEFORE_HEADING, known)))
    head = known[before] if before < len(known) else None
    if isinstance(head, Block) and head.kind is Kind.SUBHEADING:
        known[before] = replace(head, kind=Kind.HEADING, type="")
    return tuple(_sections(known))


def _in_place(parts: list[Part], known: list[Part]) -> list[Part]:
    """What the profile knows, but for an opening within the text, a close before its end, or either without text."""
    kinds = [part.kind if isinstance(part, Block) else None for part in known]
    text = [at for at, part in enumerate(known) if _is_text(part)]
    first, last = (text[0], text[-1]) if text else (0, len(kinds))
    return [
        parts[at] if (kind in OPENING and at > first) or (kind in CLOSING and at < last) else known[at]
        for at, kind in enumerate(kinds)
    ]


def _is_text(part: Part) -> bool:
    """Whether a part is neither opening nor close, nor stands where either may."""
    if isinstance(part, Division):
        return part.role != "footnote"
    return part.kind not in (*OPENING, *CLOSING, *AROUND)


def _known(part: Part, profile: Profile) -> Part:
    """A part, a paragraph as the kind of block that the profile takes it for."""
    if isinstance(part, Block):
        return recognised(part, profile) if part.kind is Kind.PARAGRAPH else part
    return _inner(part)


def _inner(part: Part) -> Part:
    """A quotation, list or note in which headings are paragraphs, since only a division has headings."""
    if isinstance(part, Block) or part.role == "table":
        return part
    return replace(part, parts=tuple(_without_heading(inner) for inner in part.parts))


def _without_heading(part: Part) -> Part:
    if isinstance(part, Block) and part.kind is Kind.SUBHEADING:
        return replace(part, kind=Kind.ANONYMOUS, type="heading")
    return _inner(part)


def _sections(parts: list[Part]) -> list[Part]:
    """Gather each subheading with what follows into a section, down to the next of its level or the letter's close."""
    divided: list[Part] = []
    index = 0
    while index < len(parts):
        part = parts[index]
        index += 1
        if not (isinstance(part, Block) and part.kind is Kind.SUBHEADING):
            divided.append(part)
            continue
        end = next((at for at in range(index, len(parts)) if _ends(parts[at], part.type)), len(parts))
        divided.append(Division("section", (replace(part, type=""), *_sections(parts[index:end]))))
        index = end
    return divided


def _ends(part: Part, level: str) -> bool:
    return isinstance(part, Block) and (part.kind in ENDING or (part.kind is Kind.SUBHEADING and part.type <= level))


def _message(letter: Letter, parts: tuple[Part, ...]) -> Division:
    matter = letter.draft.matter
    if matter is None:
        return Division("message", parts, letter.number)
    told = {"title": matter.title, "language": matter.language, "source": matter.source}
    facts = tuple((name, words) for name, words in told.items() if words)
    return Division("message", parts, letter.number, correspondence=matter.correspondence, facts=facts)


def _no_title_matter(front: list[tuple[Draft, tuple[Part, ...]]]) -> Iterator[Diagnostic]:
    """Yield a finding for each list, table, quotation or note before the first letter: title matter is paragraphs."""
    for draft, parts in front:
        for part in parts:
            if isinstance(part, Division):
                message = f"A {part.role} stands before the first letter, where only headings and paragraphs can."
                help = "Let a heading begin a letter before it, or write it in paragraphs."
                yield Diagnostic(Code.TEXT_WITHOUT_PLACE, message, draft.location(part.start), help)


def _numbers(found: list[Letter]) -> Iterator[Diagnostic]:
    """Yield a finding for each number that stands twice, is lacking where others have one, or makes no identifier."""
    numbered = any(letter.number for letter in found)
    seen: dict[str, Letter] = {}
    for letter in found:
        where = letter.draft.location(letter.start)
        if letter.number in seen and letter.number:
            first = seen[letter.number].draft.location(seen[letter.number].start)
            message = f"No. {letter.number} stands here again; the first is at {first}."
            yield Diagnostic(Code.REPEATED_NUMBER, message, where, "Give each letter a number of its own.")
        if letter.number and not re.match(NUMBER, letter.number):
            message = f"The number “{letter.number}” of this letter can be in no identifier."
            help = "Let the group `number` of `blocks.heading` catch letters, digits, points and hyphens only."
            yield Diagnostic(Code.NOT_A_NUMBER, message, where, help)
        if numbered and not letter.number:
            message = "This letter has no number, others of the source have one."
            help = "Give it one in its front matter or heading, or take the numbers out."
            yield Diagnostic(Code.NOT_A_NUMBER, message, where, help)
        seen.setdefault(letter.number, letter)


def _matter_of_several(found: list[Letter]) -> Iterator[Diagnostic]:
    """Yield a finding for front matter that says of several letters what can be true of one only."""
    for letter, after in pairwise(found):
        matter = letter.draft.matter
        if letter.draft is not after.draft or matter is None:
            continue
        if matter.number or matter.title or matter.date or matter.received:
            message = "The front matter has a number, title or date, but the file has several letters."
            help = "Give each letter a file of its own in `letters/`, or leave these keys out."
            yield Diagnostic(Code.BAD_VALUE, message, letter.draft.location(1), help)
            return
