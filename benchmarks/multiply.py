"""A large edition made from a small one: copies of every document, each copy consistent in itself."""

from __future__ import annotations

import re
import shutil
from math import ceil
from pathlib import Path

from edition.tei import registers

# What the edition's folder has besides TEI; a build reads it as it is.
AS_IT_IS = ("config.yml", "pages", "site_templates")


def multiply(root: Path, target: Path, documents: int) -> int:
    """Write into `target` an edition of at least `documents` TEI files, copies of those in `root`; return how many.

    A copy bears other names than its original: files, folders and identifiers of a collection NAME, which all begin
    with NAME, begin with NAME-xK in copy K, and so do the pointers to them. The first copy is the original. Registers
    are there once.
    """
    known = sorted((root / "tei").rglob("*.xml"))
    files = [file for file in known if not registers.may_have(file.read_bytes())]
    collections = sorted({file.relative_to(root / "tei").parts[0].removesuffix(".xml") for file in files})
    times = ceil(documents / len(files))
    for name in AS_IT_IS:
        _copy(root / name, target / name)
    shutil.copytree(root / "tei", target / "tei")
    for number in range(2, times + 1):
        for file in files:
            copy = target / "tei" / _renamed(file.relative_to(root / "tei").as_posix(), collections, number)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(_renamed(file.read_text(encoding="utf-8"), collections, number), encoding="utf-8")
    return times * len(files)


def _renamed(text: str, collections: list[str], number: int) -> str:
    """Put the copy's number behind the name of each collection, wherever an identifier or a path begins with it."""
    names = "|".join(re.escape(name) for name in sorted(collections, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])({names})(?![\w])", rf"\1-x{number}", text)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
