"""TEI files read from disk: one parser factory, safe against entities and the network; a file yields its documents.

A document is (path, element): a letter edition has one to a file, a `teiCorpus` many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from edition.tei.names import XML_ID, tei


@dataclass(frozen=True, slots=True)
class TeiFile:
    """A TEI file: its place on disk, its path relative to the TEI folder (POSIX), its parsed tree."""

    file: Path
    path: str
    tree: etree._ElementTree


@dataclass(frozen=True, slots=True)
class TeiDocument:
    """One TEI document: the element `TEI`, in which file, under which identifier."""

    path: str
    id: str
    element: etree._Element


def parser() -> etree.XMLParser:
    """The only XML parser of the edition: no entities, no DTD, no network.

    `collect_ids=False` because lxml otherwise calls a file with a repeated `xml:id` malformed; here that is a finding.
    """
    return etree.XMLParser(collect_ids=False, resolve_entities=False, no_network=True, load_dtd=False)


def find(folder: Path) -> list[Path]:
    """All XML files below `folder`, sorted by path; links that lead nowhere too, so that reading them says so."""
    return sorted(path for path in folder.rglob("*.xml") if path.is_file() or path.is_symlink())


def read(file: Path, folder: Path) -> TeiFile:
    """Parse one file of the TEI folder. Raises `OSError` or `lxml.etree.XMLSyntaxError`, which validation explains."""
    return TeiFile(file, file.relative_to(folder).as_posix(), etree.parse(file, parser()))


def natural(path: str) -> list[tuple[bool, int, str]]:
    """A key that sorts `no-9.xml` before `no-10.xml`."""
    return [(not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in _DIGITS.split(path)]


def documents(source: TeiFile) -> Iterator[TeiDocument]:
    """Yield each `TEI` of a file in document order; one without `xml:id` is known by its file's name."""
    root = source.tree.getroot()
    elements = list(root.iter(tei("TEI")))
    for position, element in enumerate(elements, 1):
        stem = Path(source.path).stem
        derived = stem if len(elements) == 1 else f"{stem}.{position}"
        yield TeiDocument(source.path, element.get(XML_ID) or derived, element)


_DIGITS = re.compile(r"([0-9]+)")
