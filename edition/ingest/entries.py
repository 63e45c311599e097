"""The entries of registers that a profile names: how documents point to them, and whether each is there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from functools import cache
from pathlib import Path

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.ingest.profile import Profile
from edition.tei import documents
from edition.tei.names import XML_ID
from edition.tei.pointers import is_external
from edition.yamlfile import KeyPath


def from_document(ref: str) -> str:
    """The pointers of a profile, relative to the TEI folder, as a document in the source's folder has them."""
    return " ".join(one if is_external(one) else f"../{one}" for one in ref.split())


def missing(
    profile: Profile, lines: Mapping[KeyPath, int], tei: Path, shown: str
) -> Iterator[Diagnostic]:
    """Yield a finding for each entry that the profile in the file `shown` names and no file in the folder `tei` has.

    Addresses with a scheme of their own are not followed; a file that cannot be parsed has a finding of its own.
    """
    ids_of = cache(_ids)
    for at, ref in _refs(profile):
        for pointer in ref.split():
            path, _, id = pointer.partition("#")
            if is_external(pointer):
                continue
            where = Location(shown, lines.get(at))
            ids = ids_of(tei / path) if path else frozenset()
            if ids is None or id in ids:
                continue
            message = f"`{pointer}` leads to no entry: there is no {'such id in' if ids else 'file'} tei/{path}."
            near = difflib.get_close_matches(id, sorted(ids), n=1)
            help = f"Did you mean `{path}#{near[0]}`?" if near else "Write file and id: `registers/persons.xml#lark`."
            yield Diagnostic(Code.DANGLING_REFERENCE, message, where, help)


def _refs(profile: Profile) -> Iterator[tuple[KeyPath, str]]:
    for key, person in profile.people.items():
        yield ("people", key), person.ref
    for place, ref in profile.places.items():
        yield ("places", place), ref
    for index, participant in enumerate(profile.record.participants if profile.record else ()):
        yield ("record", "participants", index), participant.ref


def _ids(file: Path) -> Set[str] | None:
    """The identifiers of a file; none of one that is not there, None when they cannot be told."""
    with suppress(OSError, etree.XMLSyntaxError):
        root = etree.parse(file, documents.parser()).getroot()
        return frozenset(id for one in root.iter(etree.Element) if (id := one.get(XML_ID)))
    return None if file.is_file() else frozenset()
