"""The ODD that comes with the program, and the schemas made from it: for an edition that has none of its own."""

from __future__ import annotations

from pathlib import Path

from edition import packaged
from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.writing import write_whole

FOLDER = "schema"  # in the TEI folder of an edition
ODD = "edition.odd"
FILES = (ODD, "edition.rng", "edition.sch")


def folder() -> Path:
    """The folder of the default ODD and its schemas: in the installed package, else in the checkout around it."""
    return packaged.folder(FOLDER, checkout=f"tei/{FOLDER}")


def bring(tei: Path) -> None:
    """Put the default into the folder `schema` of a TEI folder; one that has any of its files is left as it is.

    Raises `EditionError` when it cannot be written.
    """
    target = tei / FOLDER
    if any((target / name).exists() for name in FILES):
        return
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in FILES:
            write_whole(target / name, (folder() / name).read_bytes())
    except OSError as error:
        message = f"The schema cannot be written: {error.strerror}."
        help = "Something may stand in its place, or the folder be protected."
        where = Location(f"{tei.name}/{FOLDER}")
        raise EditionError(Diagnostic(Code.CANNOT_WRITE, message, where, help)) from None
