"""The note ledger: every call has a note, every note a call, and both have the same label.

Notes stand where they belong, or apart from the text and are called (TEI Guidelines, CONONO); both are understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location, Related
from edition.tei.documents import TeiFile
from edition.tei.names import XML_ID, local, tei
from edition.tei.pointers import line as line_of
from edition.tei.prefixes import Prefixes
from edition.validate.pointers import is_header, resolved
from edition.validate.references import KnownIds

# Where a note has no words beside it that it could belong to.
BLOCK_PARENTS = frozenset({"noteGrp", "div", "back", "front", "body", "text", "group", "list", "table"})
PLACES_APART = frozenset({"foot", "bottom", "end"})
NOT_LABEL = re.compile(r"[\s()\[\].,:]+")


@dataclass(frozen=True, slots=True)
class Call:
    """A note call: `target` is `path#id`, "" for a call whose note the source does not have."""

    id: str
    label: str
    target: str
    line: int
    declared: bool  # False: a reference without @type, which is a call only if it leads to a note


@dataclass(frozen=True, slots=True)
class Note:
    """A note: `apart` when nothing but a call or a @target can say where it belongs."""

    id: str
    label: str
    apart: bool
    targeted: bool
    line: int


# A file's path, the path that findings print, its calls and its notes.
Entry = tuple[str, str, Sequence[Call], Sequence[Note]]


def calls(source: TeiFile, known: Prefixes) -> Iterator[Call]:
    """Yield the note calls of a file: `ref` and `ptr` of type noteAnchor, and those of no type."""
    for element in source.tree.iter(tei("ref"), tei("ptr")):
        kind = element.get("type", "")
        if kind not in ("", "noteAnchor") or is_header(element):
            continue
        targets = list(resolved(element, "target", source.path, known))
        target = f"{targets[0].path}#{targets[0].fragment}" if targets else ""
        if target or (kind and not element.get("target")):
            label = _words(element) or element.get("n", "")
            yield Call(element.get(XML_ID, ""), label, target, line_of(element), declared=bool(kind))


def notes(source: TeiFile) -> Iterator[Note]:
    """Yield the notes of a file, those of its header left out."""
    for element in source.tree.iter(tei("note")):
        if not is_header(element):
            targeted = element.get("target") is not None
            yield Note(element.get(XML_ID, ""), _label(element), _apart(element), targeted, line_of(element))


def ledger(entries: Sequence[Entry], known: KnownIds) -> Iterator[Diagnostic]:
    """Yield what does not add up between the calls and the notes of all files; `known` are all identifiers."""
    by_target = {f"{path}#{note.id}": (shown, note) for path, shown, _, its in entries for note in its if note.id}
    called: set[str] = set()
    identifiers_of_notes = frozenset(by_target)
    for _, shown, its_calls, _ in entries:
        for call in its_calls:
            called.add(call.target)
            if call.declared or call.target in identifiers_of_notes:
                yield from _call_findings(call, shown, by_target, known)
    for path, shown, _, its_notes in entries:
        for note in its_notes:
            if note.apart and not note.targeted and f"{path}#{note.id}" not in called:
                message = f"Nothing calls {_named('note', note.label, note.id)}."
                help = (
                    "Set its call where it belongs, or give the note a @target: the paragraph or division it is about."
                )
                yield Diagnostic(Code.NOTE_WITHOUT_CALL, message, Location(shown, note.line), help)


def _call_findings(
    call: Call, shown: str, notes_by_target: dict[str, tuple[str, Note]], known: KnownIds
) -> Iterator[Diagnostic]:
    where = Location(shown, call.line)
    name = _named("call", call.label, call.id)
    if not call.target:
        help = "Give it a @target if the note is in the edition; if the source lacks the note, leave it so."
        yield Diagnostic(Code.CALL_WITHOUT_NOTE, f"The {name} has no note.", where, help)
        return
    if call.target not in notes_by_target:
        path, _, identifier = call.target.partition("#")
        # A target that is not there at all is a dangling reference, reported as such.
        if identifier in (known.get(path) or ()):
            message = f"The {name} leads to `{call.target}`, which is no note."
            yield Diagnostic(Code.CALL_WITHOUT_NOTE, message, where, "Correct its @target.")
        return
    note_shown, note = notes_by_target[call.target]
    if call.label and note.label and NOT_LABEL.sub("", call.label) != NOT_LABEL.sub("", note.label):
        message = f"The {name} leads to {_named('note', note.label, note.id)}: the labels differ."
        also = Related(Location(note_shown, note.line), "the note")
        yield Diagnostic(Code.LABEL_MISMATCH, message, where, "Correct the label or the @target.", (also,))


def _label(note: etree._Element) -> str:
    """The label of a note as printed: @n, else its first words if they are a `label`."""
    if note.get("n"):
        return note.get("n", "")
    label = next(note.iter(tei("label")), None)
    return _words(label) if label is not None else ""


def _apart(note: etree._Element) -> bool:
    parent = note.getparent()
    if parent is None or local(parent) not in BLOCK_PARENTS:
        return False
    in_notes = local(parent) == "noteGrp" or "note" in (parent.get("type") or "").lower()
    return in_notes or bool(PLACES_APART & set(note.get("place", "").split()))


def _named(kind: str, label: str, identifier: str) -> str:
    """Name a note or call as the editor can find it: `note “17” (letters-1942-n17)`."""
    return kind + (f" “{label}”" if label else "") + (f" ({identifier})" if identifier else "")


def _words(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())
