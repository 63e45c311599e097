"""RELAX NG: is a file valid against the grammar, and if not, what is wrong where.

libxml2 decides. It says little of the reason, so that `causes` looks for it where the grammar is not too large.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.tei import documents
from edition.tei.pointers import line as line_of
from edition.validate.causes import Causes, can_explain

# Findings of one file; more of them help nobody.
ENOUGH = 25


@dataclass(frozen=True, slots=True)
class Grammar:
    """A compiled grammar; `causes` is None for one too large, or in several files."""

    compiled: etree.RelaxNG
    causes: Causes | None


def findings(tree: etree._ElementTree, schema: Path, shown: str) -> Iterator[Diagnostic]:
    """Yield what the grammar in file `schema` has against a document; nothing if it is valid.

    Raises `EditionError` when the schema cannot be used.
    """
    grammar = load(schema)
    if grammar.compiled.validate(tree):
        return
    # The first message is the innermost; those after it climb to the root.
    said = next(iter(list(grammar.compiled.error_log)), None)
    causes = list(islice(grammar.causes.of(tree.getroot()), ENOUGH)) if grammar.causes else []
    for cause in causes:
        yield Diagnostic(Code.INVALID, cause.message, Location(shown, line_of(cause.element)), cause.help)
    if not causes:
        message = f"Not valid: {said.message}." if said else "Not valid."
        where = Location(shown, (said.line if said else 0) or 1)
        yield Diagnostic(Code.INVALID, message, where, "Compare the element with the schema.")


@cache
def load(schema: Path) -> Grammar:
    """Compile a grammar, once in a process. Raises `EditionError` when it is missing or no RELAX NG."""
    where = Location(schema.name)
    try:
        tree = etree.parse(schema, documents.parser())
        return Grammar(etree.RelaxNG(tree), Causes(tree) if can_explain(tree) else None)
    except OSError:
        message = f"The schema {schema.name} cannot be read."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Check its name and place.")) from None
    except etree.XMLSyntaxError as error:
        where = Location(schema.name, error.lineno)
        message = f"The schema is not well-formed: {error.msg}."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Correct the schema.")) from None
    except etree.RelaxNGParseError as error:
        message = f"The schema is no RELAX NG in XML syntax: {error}."
        raise EditionError(Diagnostic(Code.BAD_SCHEMA, message, where, "Correct the schema.")) from None
