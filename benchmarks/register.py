"""A large register made for measuring: the entries of the edition's own, and invented ones up to a size."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from lxml import etree

from edition.tei import documents, registers
from edition.tei.registers import Entry, Form, Register

ENTRIES = 2500
FORMS = 6000
PATH = "registers/invented.xml"
# Syllables of names, and words with which names in letters begin: as many first words are shared as in a real register.
SYLLABLES = ("Bar", "Cor", "Dal", "Fen", "Gor", "Hal", "Kes", "Lun", "Mor", "Nar", "Pel", "Ros", "Sel", "Tor", "Val")
ENDINGS = ("ford", "ham", "ov", "ski", "stein", "ton", "well", "wick", "sen", "mann")
BEFORE = ("General", "Mr", "Sir John", "the Governor of", "Count")


def large(folder: Path) -> Register:
    """The register of a TEI folder with invented persons added, 2,500 entries with 6,000 forms or more in all."""
    known = [entry for file in documents.find(folder) for entry in _entries(file, folder)]
    forms = sum(len(entry.forms) for entry in known)
    names = ("".join(parts) for parts in product(SYLLABLES, SYLLABLES, ENDINGS))
    for number, name in zip(range(max(ENTRIES - len(known), 0)), names, strict=False):
        short = number >= (FORMS - forms) // 3 and forms > FORMS
        words = [name] if short else [f"{name}, {BEFORE[number % 5]}", f"{BEFORE[number % 5]} {name}", f"A. {name}"]
        forms += len(words)
        known.append(_person(number, words))
    return Register.of(known)


def _entries(file: Path, folder: Path) -> list[Entry]:
    if not registers.may_have(file.read_bytes()):
        return []
    return list(registers.read(etree.parse(file, documents.parser()).getroot(), file.relative_to(folder).as_posix()))


def _person(number: int, names: list[str]) -> Entry:
    forms = tuple(Form(name, "form") for name in names)
    return Entry(f"invented-{number}", "person", "", names[0], forms, "", (), None, "", (), PATH, 0)
