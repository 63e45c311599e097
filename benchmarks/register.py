"""A large register made for measuring: the entries of the edition's own, and invented ones up to a size."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from edition.tei import documents, registers
from edition.tei.registers import Entry

ENTRIES = 2500
FORMS = 6000
PATH = "registers/invented.xml"
# Syllables of names, and words with which names in letters begin: as many first words are shared as in a real register.
SYLLABLES = "Bar Cor Dal Fen Gor Hal Kes Lun Mor Nar Pel Ros Sel Tor Val Wen".split()
ENDINGS = ("ford", "ham", "ov", "ski", "stein", "ton", "well", "wick", "sen", "mann")
BEFORE = ("General", "Mr", "Sir John", "the Governor of", "Count")


HEADER = """<teiHeader><fileDesc><titleStmt><title>Invented persons</title></titleStmt><publicationStmt><p>None</p>
</publicationStmt><sourceDesc><p>None</p></sourceDesc></fileDesc></teiHeader>"""


def write(folder: Path) -> None:
    """Add a file of invented persons to a TEI folder; it has 2,500 entries with 6,000 forms or more in all then."""
    persons = "\n".join(_persons(folder))
    (folder / PATH).parent.mkdir(exist_ok=True)
    (folder / PATH).write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="register-invented">{HEADER}\n'
        f"<standOff><listPerson>\n{persons}\n</listPerson></standOff></TEI>\n",
        encoding="utf-8",
    )


def _persons(folder: Path) -> Iterator[str]:
    """Yield the entries that the registers of a folder lack."""
    known = [entry for file in documents.find(folder) for entry in _entries(file, folder)]
    forms = sum(len(entry.forms) for entry in known)
    names = ("".join(parts) for parts in product(SYLLABLES, SYLLABLES, ENDINGS))
    for number, name in zip(range(max(ENTRIES - len(known), 0)), names, strict=False):
        short = number >= (FORMS - forms) // 3 and forms > FORMS
        words = [name] if short else [f"{name}, {BEFORE[number % 5]}", f"{BEFORE[number % 5]} {name}", f"A. {name}"]
        forms += len(words)
        names_of = "".join(f'<persName type="form">{escape(one)}</persName>' for one in words)
        yield f'<person xml:id="invented-{number}">{names_of}</person>'


def _entries(file: Path, folder: Path) -> list[Entry]:
    if not registers.may_have(file.read_bytes()):
        return []
    return list(registers.read(etree.parse(file, documents.parser()).getroot(), file.relative_to(folder).as_posix()))
