"""What is wrong in registers: entries that cannot be told apart or shown, places off the globe, wrong identifiers.

Source: TEI Guidelines, chapter ND; WGS84 for coordinates; for identifiers see `edition.tei.authorities`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location, Related
from edition.tei import documents, registers
from edition.tei.authorities import AUTHORITIES
from edition.tei.registers import FORM, OFFICE, Entry, Form, Register


def findings(register: Register, ruled: Set[str] = frozenset(), shown_in: str = "tei") -> Iterator[Diagnostic]:
    """Yield what is wrong in the registers of a corpus.

    `ruled` are the forms of which a rule tells whose they are; `shown_in` is the TEI folder, as findings print it.
    """

    def at(entry: Entry, line: int = 0) -> Location:
        path = f"{shown_in}/{entry.path}" if shown_in else entry.path
        return Location(path, (line or entry.line) or None)

    for entry, first in register.repeated:
        message = f"The entry “{entry.preferred}” has the xml:id “{entry.id}”, which “{first.preferred}” has too."
        help = "Give one of the two another identifier, and change the references that mean it."
        yield Diagnostic(Code.REPEATED_ID, message, at(entry), help, (Related(at(first), "the other entry"),))
    for entry in register.entries:
        if not any(map(str.isalnum, "".join(form.text for form in entry.forms))):
            which = f"The {NOUNS[entry.kind]} “{entry.id}”" if entry.id else "An entry"
            message = f"{which} has no name with a letter or a digit in it." if entry.forms else f"{which} has no name."
            yield Diagnostic(Code.ENTRY_WITHOUT_NAME, message, at(entry), "Add one, or take the entry out.")
        elif entry.id and not entry.is_addressable:
            message = f"Nothing can point to an entry whose xml:id has a blank in it, “{entry.id}”."
            help = "Give it one of letters, digits, hyphens, points and low lines, with a letter at its beginning."
            yield Diagnostic(Code.ENTRY_WITHOUT_ID, message, at(entry), help)
        elif not entry.id:
            help = "Give it an xml:id."
            yield Diagnostic(Code.ENTRY_WITHOUT_ID, "Nothing can point to an entry without xml:id.", at(entry), help)
        yield from _coordinates(entry, at(entry, entry.point.line if entry.point else 0))
        for one in entry.identifiers:
            known = AUTHORITIES.get(one.authority)
            if known and not known.has(one.value):
                mistyped = known.pattern.fullmatch(one.value) is not None
                why = ": its last sign, which checks the others, does not fit" if mistyped else ""
                message = f"“{one.written}” is no identifier of {known.name}{why}."
                help = "Look the record up again." if mistyped else _form(one.authority)
                yield Diagnostic(Code.BAD_IDENTIFIER, message, at(entry, one.line), help)
    for text, (first_form, first), (form, entry) in _claimed_twice(register, ruled):
        message = f"“{text}” is a form of “{first.id}” and of “{entry.id}”."
        help = 'Mark it as ambiguous (`subtype="ambiguous"`), or write a rule that says which is meant.'
        also = Related(at(first, first_form.line), f"the form of “{first.id}”")
        yield Diagnostic(Code.SHARED_FORM, message, at(entry, form.line), help, (also,))


def _form(authority: str) -> str:
    name = AUTHORITIES[authority].name
    return f"Write it as {name} has it: {EXAMPLES[authority]}, or the record's whole address."


def of_files(files: Sequence[Path], folder: Path, used: Set[str], shown_in: str = "tei") -> Iterator[Diagnostic]:
    """Yield what is wrong in the registers that these files of a TEI folder hold.

    `used` are the addresses (`path#id`) that the folder's files point to. Where none of them is an entry nobody has
    marked up mentions yet, and no entry is called unused. Whose a shared form is, `edition annotate` asks.
    """
    entries: list[Entry] = []
    for file in files:
        with suppress(OSError, etree.XMLSyntaxError):  # the file has a finding of its own
            content = file.read_bytes()
            if registers.may_have(content):
                root = etree.fromstring(content, documents.parser())
                entries += registers.read(root, file.relative_to(folder).as_posix())
    register = Register.of(entries)
    # An id that is twice in one file has its finding already, among those of the file.
    repeated = tuple((one, first) for one, first in register.repeated if one.path != first.path)
    register = replace(register, repeated=repeated)
    every_form = frozenset(form.text for entry in register.entries for form in entry.forms)
    yield from findings(register, every_form, shown_in)
    if not any(entry.address in used for entry in register.entries):
        return
    for entry in register.entries:
        if entry.id and entry.address not in used:
            where = Location(f"{shown_in}/{entry.path}" if shown_in else entry.path, entry.line or None)
            help = "Take it out, or mark up its mentions: `edition annotate` does so by its forms."
            yield Diagnostic(Code.ENTRY_UNUSED, f"Nothing refers to {_named(entry)}.", where, help)


def _named(entry: Entry) -> str:
    return f"“{entry.preferred}” ({entry.id})" if entry.preferred else f"“{entry.id}”"


def _coordinates(entry: Entry, where: Location) -> Iterator[Diagnostic]:
    if entry.unread:
        message = f"“{entry.unread[:60]}” are no coordinates."
        help = "Write latitude and longitude in degrees, a blank between: `55.75 37.62`."
        yield Diagnostic(Code.BAD_COORDINATES, message, where, help)
    point = entry.point
    if point and not (abs(point.latitude) <= 90 and abs(point.longitude) <= 180):
        message = f"“{point.written[:60]}” is no place on the globe."
        turned = abs(point.longitude) <= 90 and abs(point.latitude) <= 180
        help = "Latitude comes first, then longitude." if turned else "Latitude is 90 at most, longitude 180."
        yield Diagnostic(Code.BAD_COORDINATES, message, where, help)


def _claimed_twice(
    register: Register, ruled: Set[str]
) -> Iterator[tuple[str, tuple[Form, Entry], tuple[Form, Entry]]]:
    """Yield each form that a second entry has as well, unless it is marked ambiguous, or a rule is about it."""
    claims: dict[str, dict[str, tuple[Form, Entry]]] = defaultdict(dict)
    for entry in register.entries:
        ambiguous = {form.text for form in entry.forms if form.ambiguous}
        complete = any(form.type == FORM for form in entry.forms)
        for form in entry.forms:
            told = form.type == FORM or not complete
            if told and form.type != OFFICE and form.text not in ambiguous and form.text not in ruled and entry.id:
                claims[form.text].setdefault(entry.address, (form, entry))
    for text, known in claims.items():
        first, *others = known.values()
        yield from ((text, first, other) for other in others)


NOUNS = {
    "person": "person", "place": "place", "org": "organisation", "event": "event", "object": "object", "name": "name",
}  # fmt: skip
EXAMPLES = {"wikidata": "Q1394", "viaf": "97053242", "gnd": "118616676", "geonames": "524901"}
