"""Private prefixes of pointers: `psn:lark`, and what a header says that it stands for.

Source: TEI Guidelines, section SAPU (`prefixDef`), and ND (`@ref`, `@key`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from edition.tei.names import tei
from edition.tei.pointers import is_external

WEB = ("http:", "https:")
# Seconds that one match may take; it takes a millionth.
PATIENCE = 1.0


@dataclass(frozen=True, slots=True)
class Prefix:
    """A `prefixDef`: what `ident:…` stands for."""

    match: str
    replacement: str


Prefixes = Mapping[str, Sequence[Prefix]]


def declared(definitions: Iterable[etree._Element]) -> dict[str, list[Prefix]]:
    """The private prefixes that some `prefixDef` elements declare; one may have several definitions."""
    found: dict[str, list[Prefix]] = {}
    for definition in definitions:
        prefix = Prefix(definition.get("matchPattern", ""), definition.get("replacementPattern", ""))
        found.setdefault(definition.get("ident", ""), []).append(prefix)
    return found


def expanded(written: str, known: Prefixes) -> str:
    """What a pointer with a private prefix stands for; "" when none is declared that fits."""
    ident, _, rest = written.partition(":")
    for prefix in known.get(ident, ()):
        if (groups := _groups(prefix.match, rest)) is not None:
            return _filled(prefix.replacement, groups)
    return ""


def pointers_of(mention: etree._Element) -> tuple[str, ...]:
    """The pointers by which a name means entries of registers: those of @ref, else the words of @key.

    A private prefix that a header above the name declares is written out; any other pointer is as it is.
    """
    return written_out((mention.get("ref") or mention.get("key") or "").split(), mention)


def written_out(written: Sequence[str], element: etree._Element) -> tuple[str, ...]:
    """Some pointers of an element, with the private prefixes written out that a header above it declares."""
    private = [one for one in written if is_external(one) and not one.startswith(WEB)]
    if not private:
        return tuple(written)
    known = declared(_definitions(element))
    return tuple(expanded(one, known) or one for one in written)


def _definitions(element: etree._Element) -> Iterable[etree._Element]:
    """The definitions of the headers above an element, or around it, the nearest first."""
    for holder in element.iterancestors(tei("TEI"), tei("teiCorpus")):
        yield from holder.iterfind(f"{tei('teiHeader')}/{tei('encodingDesc')}//{tei('prefixDef')}")


@lru_cache(maxsize=10_000)
def _groups(pattern: str, text: str) -> tuple[str, ...] | None:
    """The groups of a pattern that a whole text matches; None where it does not.

    The pattern is the document's: one that is no regular expression, or takes for ever, matches nothing.
    """
    import regex  # here, since it is slow to import and many headers declare no prefix

    try:
        match = regex.fullmatch(pattern, text, timeout=PATIENCE)
    except (regex.error, TimeoutError):
        return None
    return tuple(match.groups(default="")) if match else None


def _filled(replacement: str, groups: Sequence[str]) -> str:
    """Put the groups of a match for `$1`, `$2`…; a number without group stays as it is."""
    return re.sub(r"\$([1-9])", lambda number: [*groups, *[number[0]] * 9][int(number[1]) - 1], replacement)
