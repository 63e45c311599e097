"""Small corpora for tests of annotate: entries of a register and a text, and what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from edition.annotate import decisions, files
from edition.annotate.files import Annotated
from edition.annotate.mentions import Mentions
from edition.diagnostics import Diagnostic, EditionError
from edition.tei import registers
from edition.tei.documents import parser
from edition.tei.names import TEI
from edition.tei.registers import Register

LISTS = {"person": "listPerson", "place": "listPlace", "org": "listOrg", "event": "listEvent", "object": "listObject"}
HEADER = (
    "<teiHeader><fileDesc><titleStmt><title>A letter</title></titleStmt><publicationStmt><p>None.</p></publicationStmt>"
    "<sourceDesc><p>None.</p></sourceDesc></fileDesc></teiHeader>"
)
REGISTER = "register.xml"
LETTER = "letters/letter-1.xml"
PART = re.compile(r"^--(\w+)\n", re.MULTILINE)


def tei(content: str, identifier: str, language: str = "en", *, header: str = HEADER) -> bytes:
    """A TEI file with a header and this content."""
    root = f'<TEI xmlns="{TEI}" xml:id="{identifier}" xml:lang="{language}">'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}{header}{content}</TEI>\n'.encode()


def register_file(entries: str) -> bytes:
    """A file whose `standOff` has these entries, each in the list of its kind, on the line where it stands here."""
    listed = re.sub(
        r"^<(person|place|org|event|object)\b.*?</\1>$",
        lambda match: f"<{LISTS[match[1]]}>{match[0]}</{LISTS[match[1]]}>",
        entries, flags=re.MULTILINE | re.DOTALL,
    )  # fmt: skip
    return tei(f"<standOff>{listed}</standOff>", "register")


def entries_of(content: bytes, path: str = REGISTER) -> Register:
    """The register of one file."""
    return Register.of(registers.read(etree.fromstring(content, parser()), path))


def annotated(content: bytes, register: Register, decided: str = "", folder: Path | None = None) -> Annotated:
    """A letter through the step of mentions; `decided` is what `decisions.yml` says, which `folder` is for."""
    known, problems = decisions.Decided(), tuple[Diagnostic, ...]()
    if folder is not None:
        (folder / "registers").mkdir(exist_ok=True)
        (folder / decisions.FILE).write_text(decided, encoding="utf-8")
        known, problems = decisions.read(folder, "tei", register, frozenset({"ed"}))
    done = files.annotate(content, LETTER, f"tei/{LETTER}", (Mentions.of(register, known),))
    unused = tuple(decisions.unused(known, done.used, frozenset(done.documents)))
    return replace(done, findings=(*problems, *done.findings, *unused))


def shown(example: str, folder: Path) -> str:
    """What becomes of an example: the text of the letter, each doubt, each finding.

    An example has entries of a register, then behind a line `--text` the text, behind `--decisions` what is decided;
    `--german` instead of `--text` makes it a letter in German; `--sent` says who sent it to whom, and when.
    """
    entries, *parts = PART.split(example)
    said = dict(zip(parts[::2], parts[1::2], strict=True))
    language = "de" if "german" in said else "en"
    body = said.get("text", said.get("german", "")).strip("\n")
    letter = tei(f"<text><body>{body}</body></text>", "letter-1", language, header=sent(said.get("sent", "")))
    try:
        done = annotated(letter, entries_of(register_file(entries)), said.get("decisions", ""), folder)
    except EditionError as error:
        return "\n".join(map(finding, error.diagnostics))
    text = (done.content or letter).decode().partition("<text><body>")[2].partition("</body></text>")[0]
    return "\n".join([text, *_told(done)])


def sent(said: str) -> str:
    """A header that says who sent a letter to whom and when: "A. Lark to B. Wren 1890-04-01"."""
    if not said:
        return HEADER
    sender, _, rest = said.strip().partition(" to ")
    addressee, _, day = rest.rpartition(" ")
    described = (
        f"<correspDesc><correspAction type='sent'><persName>{sender}</persName><date when='{day}'/></correspAction>"
        f"<correspAction type='received'><persName>{addressee}</persName></correspAction></correspDesc>"
    )
    return HEADER.replace("</teiHeader>", f"<profileDesc>{described}</profileDesc></teiHeader>")


def finding(found: Diagnostic) -> str:
    """A finding in one line: place, code, message."""
    return f"{found.location}: {found.code.label}: {found.message}"


def _told(done: Annotated) -> Iterator[str]:
    for doubt in done.doubts:
        meant = ", ".join(one.partition("#")[2] for one in doubt.may_mean)
        yield f"? {doubt.words} ({doubt.why}): {meant}"
    yield from map(finding, done.findings)
