"""Citations read by programs that others wrote: BibTeX by pybtex, RIS by rispy, CSL-JSON by citeproc-py."""

from __future__ import annotations

import json

import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string
from pybtex.richtext import Text

# The style that citeproc-py brings.
STYLE = "harvard-cite-them-right"


def of_bibtex(text: str) -> dict[str, str]:
    """The fields of the one entry, its key under "", with TeX read as TeX; persons by their full names."""
    ((key, entry),) = parse_string(text, "bibtex").entries.items()
    fields = {name: str(Text.from_latex(value)) for name, value in entry.fields.items()}
    persons = {role: "; ".join(str(one) for one in found) for role, found in entry.persons.items()}
    return {"": key, **fields, **persons, "url": entry.fields["url"]}


def of_ris(text: str) -> dict[str, object]:
    """The fields of the one reference, by the names that rispy gives them."""
    (reference,) = rispy.loads(text)
    return dict(reference)


def of_csl(text: str) -> str:
    """The one item as a line of a bibliography."""
    (item,) = json.loads(text)
    bibliography = CitationStylesBibliography(
        CitationStylesStyle(STYLE, validate=False), CiteProcJSON([item]), formatter.plain
    )
    bibliography.register(Citation([CitationItem(item["id"])]))
    (line,) = bibliography.bibliography()
    return str(line)
