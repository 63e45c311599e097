"""RELAX NG: is a document valid against a schema, and if not, what is wrong where, and what is allowed there.

`source` reads the files of a schema, `simplify` makes patterns of them (`patterns`, `names`, `datatypes`),
`derivatives` tells what a pattern leaves to be met, `matcher` holds a document against it, `messages` says in plain
words what does not fit (`expected`, `values`, `places`). Nothing of a schema is worked out before a document needs it,
so that the schema of the whole of TEI is ready at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.parsers import expat

from edition.diagnostics import Code, Diagnostic, EditionError, Location, Related
from edition.validate.relaxng import matcher
from edition.validate.relaxng.matcher import Verdict
from edition.validate.relaxng.schema import Schema

# Places that the finding on a document of a newer TEI names.
NAMED = 3


def findings(document: bytes, schema: Schema, shown: str) -> Iterator[Diagnostic]:
    """Yield what a schema has against a document, with line and column; nothing if it is valid.

    `shown` is the document's path as findings print it. A document that declares a newer TEI than the schema's gives
    one finding for all. That an `xml:id` is repeated is not told here: it is wrong by any schema. Raises `EditionError`
    when a part of the schema that no document has asked for before cannot be used.
    """
    try:
        verdict = matcher.check(document, schema)
    except RecursionError:
        yield _too_deep(schema.shown)
        return
    except TimeoutError as error:
        yield _takes_for_ever(str(error), schema.shown)
        return
    except expat.ExpatError as error:
        message = f"The file cannot be read a second time: {expat.ErrorString(error.code)}."
        where = Location(shown, error.lineno, error.offset + 1)
        yield Diagnostic(Code.MALFORMED, message, where, "Save it as UTF-8, without a document type declaration.")
        return
    if verdict.mismatches and is_newer(verdict.tei_version, schema.tei_version):
        yield _newer(verdict, schema, shown)
        return
    for found in verdict.mismatches:
        also = (Related(Location(shown, *found.earlier), "first given here"),) if found.earlier else ()
        where = Location(shown, found.line, found.column)
        yield Diagnostic(found.code, found.message, where, found.help, also, found.place)


@cache
def load(file: Path, shown: str, inside: Path) -> Schema:
    """A schema, read once in a process. Raises `EditionError` when it is missing or no RELAX NG."""
    try:
        return Schema(file, shown, inside)
    except RecursionError:
        raise EditionError(_too_deep(shown)) from None


def is_newer(declared: str, known: str) -> bool:
    """Tell whether one version of TEI is newer than another; not if either is unknown.

    >>> is_newer("4.10.0", "4.9.1"), is_newer("4.9", "")
    (True, False)
    """
    try:
        one, other = ([int(part) for part in version.split(".")] for version in (declared, known))
    except ValueError:
        return False
    return one > other


def _too_deep(shown: str) -> Diagnostic:
    message = f"The schema {shown} nests its definitions too deep to be read."
    return Diagnostic(Code.BAD_SCHEMA, message, Location(shown), "Divide them into elements.")


def _takes_for_ever(pattern: str, shown: str) -> Diagnostic:
    message = f"The schema {shown} has a pattern, “{pattern}”, that takes for ever to compare with a value."
    help = "Write it so that there is one way alone to match a text: `a+` instead of `(a|aa)+`."
    return Diagnostic(Code.BAD_SCHEMA, message, Location(shown), help)


def _newer(verdict: Verdict, schema: Schema, shown: str) -> Diagnostic:
    count, first = len(verdict.mismatches), verdict.mismatches[0]
    message = f"The document declares TEI {verdict.tei_version}; {schema.shown} is made from TEI {schema.tei_version}."
    help = f"Use the schema of that version; by this one {count} place{'s do' if count > 1 else ' does'} not fit."
    also = tuple(Related(Location(shown, each.line, each.column), each.message) for each in verdict.mismatches[:NAMED])
    return Diagnostic(Code.NEWER_TEI, message, Location(shown, first.line, first.column), help, also)
