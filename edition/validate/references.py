"""References over the whole edition: each leads to a file that is there and to an identifier that it has."""

from __future__ import annotations

import difflib
import os
import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from edition.diagnostics import Code, Diagnostic, Location
from edition.validate.pointers import Pointer

# For each file its identifiers; None for one that could not be parsed.
KnownIds = Mapping[str, frozenset[str] | None]

# The nearest names are looked for among so many, and for so many mistakes, that a big edition stays quick.
COMPARED = 500
SUGGESTED = 200

NO_ENTRIES: Mapping[str, str] = MappingProxyType({})

# A file's path, the path that findings print, its pointers.
Entry = tuple[str, str, Sequence[Pointer]]


def dangling(
    files: Sequence[Entry], known: KnownIds, folder: Path, listed: Mapping[str, str] = NO_ENTRIES
) -> Iterator[Diagnostic]:
    """Yield a finding for each pointer that leads nowhere.

    Fragments that are no plain identifier (`#xpath(…)`) are not followed, nor are those into files outside `known`.
    `listed` has by its id the file of each register entry. The program reads a @ref that names an entry by its id alone
    as one to that file; of these there is one finding a file.
    """
    homes = {identifier: path for path in sorted(known, reverse=True) for identifier in known[path] or ()}
    suggested = 0
    for path, shown, pointers in files:
        strays = [one for one in pointers if _is_stray(one, path, known, listed)]
        if strays:
            yield _elsewhere(strays, path, shown, listed)
        understood = frozenset(strays)
        for pointer in pointers:
            if pointer in understood:
                continue
            if pointer.path not in known:
                if not os.path.exists(folder / pointer.path):
                    suggested += 1
                    yield _missing_file(pointer, path, shown, known if suggested <= SUGGESTED else {})
                continue
            ids = known[pointer.path]
            if ids is not None and pointer.fragment not in ids and pointer.fragment and "(" not in pointer.fragment:
                suggested += 1
                yield _missing_id(pointer, path, shown, homes, ids if suggested <= SUGGESTED else frozenset())


def leading_out(files: Sequence[Entry], folder: Path) -> Iterator[Diagnostic]:
    """Yield a finding for each file with pointers to files that are there, but outside of the TEI folder."""
    for _, shown, pointers in files:
        out = [one for one in pointers if one.path.startswith("../") and os.path.exists(folder / one.path)]
        if out:
            others = f", and {len(out) - 1} more are like it" if len(out) > 1 else ""
            message = f"{_named(out[0])}, which leads out of the TEI folder{others}: no site has the file."
            help = "Put the file into the TEI folder, or write its address on the web."
            yield Diagnostic(Code.LEADS_OUTSIDE, message, Location(shown, out[0].line), help)


def _is_stray(pointer: Pointer, path: str, known: KnownIds, listed: Mapping[str, str]) -> bool:
    """Tell whether a pointer names an entry of another file by its id alone, with `#` or without."""
    if pointer.attribute != "ref" or pointer.written.removeprefix("#") not in listed:
        return False
    return pointer.fragment not in (known.get(path) or ()) if pointer.path == path else pointer.path not in known


def _elsewhere(strays: Sequence[Pointer], path: str, shown: str, listed: Mapping[str, str]) -> Diagnostic:
    """The finding for all pointers of a file that name entries of other files by their ids alone."""
    first, count = strays[0], len(strays)
    id = first.written.removeprefix("#")
    others = f", and {count - 1} more are like it" if count > 1 else ""
    message = f"{_named(first)}: no file is named, and the entry is in {listed[id]}{others}."
    relative = posixpath.relpath(listed[id], posixpath.dirname(path) or ".")
    help = f"It is understood; TEI wants the file too: `{relative}#{id}`, or a private prefix (`prefixDef`)."
    return Diagnostic(Code.ENTRY_ELSEWHERE, message, Location(shown, first.line), help)


def _missing_file(pointer: Pointer, path: str, shown: str, known: KnownIds) -> Diagnostic:
    """The finding for a pointer to a file that is not there; `known` are the files to suggest."""
    suffix = posixpath.splitext(pointer.path)[1].lower()
    message = f"{_named(pointer)}, but there is no file {pointer.path}."
    where = Location(shown, pointer.line)
    if suffix not in ("", ".xml"):
        return Diagnostic(Code.MISSING_RESOURCE, message, where, "Put the file there, or correct the reference.")
    if pointer.written in (known.get(path) or ()):
        return Diagnostic(Code.DANGLING_REFERENCE, message, where, f"Did you mean `#{pointer.written}`?")
    same_name = sorted(other for other in known if posixpath.basename(other) == posixpath.basename(pointer.path))
    near = same_name[:1] or difflib.get_close_matches(pointer.path, _comparable(pointer.path, known), n=1)
    help = f"Did you mean `{near[0]}`?" if near else "Correct the reference, or add the file."
    return Diagnostic(Code.DANGLING_REFERENCE, message, where, help)


def _missing_id(pointer: Pointer, path: str, shown: str, homes: Mapping[str, str], ids: frozenset[str]) -> Diagnostic:
    """The finding for a pointer to an identifier that the file lacks: another file has it, or one of `ids` is near."""
    place = "this file" if pointer.path == path else pointer.path
    message = f'{_named(pointer)}, but {place} has no xml:id="{pointer.fragment}".'
    help = "Correct the reference, or give the element that is meant this id."
    home = homes.get(pointer.fragment)
    near = difflib.get_close_matches(pointer.fragment, _comparable(pointer.fragment, ids), n=1) if home is None else []
    if home is not None:
        relative = posixpath.relpath(home, posixpath.dirname(path) or ".")
        help = f"{home} has it: write `{relative}#{pointer.fragment}`."
    elif near:
        help = f"Did you mean `{near[0]}`?"
    return Diagnostic(Code.DANGLING_REFERENCE, message, Location(shown, pointer.line), help)


def _named(pointer: Pointer) -> str:
    return f"`{pointer.element}/@{pointer.attribute}` is `{pointer.written}`"


def _comparable(wanted: str, names: Collection[str]) -> list[str]:
    """The names worth comparing: about as long as the wanted one, those that begin like it first."""
    alike = (name for name in names if abs(len(name) - len(wanted)) <= 3)
    return sorted(alike, key=lambda name: (-len(posixpath.commonprefix([name, wanted])), name))[:COMPARED]
