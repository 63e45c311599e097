"""References over the whole edition: each leads to a file that is there and to an identifier that it has."""

from __future__ import annotations

import difflib
import os
import posixpath
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from edition.diagnostics import Code, Diagnostic, Location
from edition.validate.pointers import Pointer

# For each file its identifiers; None for one that could not be parsed.
KnownIds = Mapping[str, frozenset[str] | None]

# No suggestion is looked for among more names than this, so that a big edition with many mistakes stays quick.
COMPARED = 500


def dangling(
    pointers: Collection[Pointer], path: str, shown: str, known: KnownIds, folder: Path
) -> Iterator[Diagnostic]:
    """Yield a finding for each pointer of the file `path` that leads nowhere.

    Fragments that are no plain identifier (`#xpath(…)`) are not followed, nor are those into files outside `known`.
    """
    for pointer in pointers:
        where = Location(shown, pointer.line)
        name = f"`{pointer.element}/@{pointer.attribute}` is `{pointer.written}`"
        if pointer.path not in known:
            if not os.path.exists(folder / pointer.path):
                yield _missing_file(pointer, name, where, path, known)
            continue
        ids = known[pointer.path]
        if ids is None or not pointer.fragment or "(" in pointer.fragment or pointer.fragment in ids:
            continue
        place = "this file" if pointer.path == path else pointer.path
        message = f'{name}, but {place} has no xml:id="{pointer.fragment}".'
        yield Diagnostic(Code.DANGLING_REFERENCE, message, where, _nearest_id(pointer, path, ids, known))


def _missing_file(pointer: Pointer, name: str, where: Location, path: str, known: KnownIds) -> Diagnostic:
    suffix = posixpath.splitext(pointer.path)[1].lower()
    message = f"{name}, but there is no file {pointer.path}."
    if suffix not in ("", ".xml"):
        return Diagnostic(Code.MISSING_RESOURCE, message, where, "Put the file there, or correct the reference.")
    if pointer.written in (known[path] or ()):
        return Diagnostic(Code.DANGLING_REFERENCE, message, where, f"Did you mean `#{pointer.written}`?")
    same_name = sorted(path for path in known if posixpath.basename(path) == posixpath.basename(pointer.path))
    near = same_name[:1] or difflib.get_close_matches(pointer.path, _comparable(pointer.path, known), n=1)
    help = f"Did you mean `{near[0]}`?" if near else "Correct the reference, or add the file."
    return Diagnostic(Code.DANGLING_REFERENCE, message, where, help)


def _nearest_id(pointer: Pointer, path: str, ids: frozenset[str], known: KnownIds) -> str:
    """Say in which other file the identifier is, else which identifier of the same file looks most like it."""
    elsewhere = [other for other, its_ids in sorted(known.items()) if its_ids and pointer.fragment in its_ids]
    if elsewhere:
        relative = posixpath.relpath(elsewhere[0], posixpath.dirname(path) or ".")
        return f"{elsewhere[0]} has it: write `{relative}#{pointer.fragment}`."
    near = difflib.get_close_matches(pointer.fragment, _comparable(pointer.fragment, ids), n=1)
    return f"Did you mean `{near[0]}`?" if near else "Correct the reference, or give the element that is meant this id."


def _comparable(wanted: str, names: Collection[str]) -> list[str]:
    """The names worth comparing: about as long as the wanted one, those that begin like it first."""
    alike = (name for name in names if abs(len(name) - len(wanted)) <= 3)
    return sorted(alike, key=lambda name: (-len(posixpath.commonprefix([name, wanted])), name))[:COMPARED]
