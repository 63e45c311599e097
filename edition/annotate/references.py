"""References to other letters by their date or place in the exchange, encoded as `ref` when all letters are known.

`@target` leads to the documents meant, `@ana` to the kind of evidence, to the direction of the letter meant and, where
the words say so, to `reference-answer`. What the edition does not have is a `ref` of @type "unresolved" and @subtype
"missing", without a target; @corresp leads to its description, where a register has one.

Source: TEI Guidelines, COXR (simple links and cross-references).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from edition.annotate.citing import Phrase
from edition.annotate.letters import Letter
from edition.annotate.resolving import Reference
from edition.annotate.steps import Doubt, Found, Span

# Why a reference stays as it is.
SEVERAL = "several letters"


@dataclass(frozen=True, slots=True)
class References:
    """What all letters of a corpus cite, by document: path and id."""

    found: Mapping[tuple[str, str], tuple[Reference, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, references: Iterable[Reference]) -> References:
        """The references of these, which are resolved."""
        found: dict[tuple[str, str], tuple[Reference, ...]] = {}
        for one in references:
            place = (one.citing.path, one.citing.document)
            found[place] = (*found.get(place, ()), one)
        return cls(found)

    def within(self, path: str, document: str) -> Found:
        """What is to be encoded in a document, and what is in doubt."""
        known = self.found.get((path, document), ())
        return Found(
            spans=tuple(sorted((_span(one) for one in known if one.told), key=lambda one: one.extent)),
            doubts=tuple(_doubt(one) for one in known if not one.told and one.may_mean),
        )


def direction(reference: Reference) -> str:
    """Where the letter meant goes, seen from the writer: "received" by him, "sent" by him, or between "others"."""
    if known := (*reference.targets, *reference.absent):
        target = known[0]
        if not target.writers.isdisjoint(reference.citing.writers):
            return "sent"
        return "others" if target.readers.isdisjoint(reference.citing.writers) else "received"
    if reference.phrase.whose == "my":
        return "sent"
    to_writer = reference.phrase.to == "me" or (reference.phrase.whose == "your" and reference.phrase.to != "name")
    return "received" if to_writer else "others"


def _doubt(reference: Reference) -> Doubt:
    phrase = reference.phrase
    return Doubt(phrase.block, phrase.start, phrase.end, SEVERAL, tuple(one.document for one in reference.may_mean))


def _span(reference: Reference) -> Span:
    kinds = [f"evidence-{reference.evidence}", f"reference-{direction(reference)}"]
    kinds += ["reference-answer"] * reference.answer
    kinds += ["reference-unreceived"] * reference.phrase.unreceived
    if not (reference.targets or reference.absent):
        kinds += _between(reference.phrase)
    said: tuple[tuple[str, str], ...] = (("type", "unresolved"), ("subtype", "missing"))
    if reference.targets:
        targets = dict.fromkeys(way(reference.citing, one) for one in reference.targets)
        incomplete = (("subtype", "missing"),) if reference.missing else ()
        said = (("type", "document"), *incomplete, ("target", " ".join(targets)))
    if reference.absent:
        said = (*said, ("corresp", " ".join(dict.fromkeys(way(reference.citing, one) for one in reference.absent))))
    ana = " ".join(f"#{kind}" for kind in kinds)
    phrase = reference.phrase
    return Span(phrase.block, phrase.start, phrase.end, "ref", (*said, ("cert", reference.cert), ("ana", ana)))


def _between(phrase: Phrase) -> Iterator[str]:
    """Yield what the words themselves say of a letter that nothing else describes: "your letter to Mr Finch"."""
    if phrase.to == "name" and phrase.whose != "name":
        if phrase.whose == "your":
            yield "reference-yours"
        yield "reference-to-named"


def way(citing: Letter, target: Letter) -> str:
    """The relative address of the file of a letter; in a file of several documents, with the id of the document."""
    if citing.path == target.path:
        return f"#{target.document}"
    path = _relative(posixpath.dirname(citing.path), target.path)
    return path if target.alone else f"{path}#{target.document}"


def _relative(folder: str, path: str) -> str:
    """The relative address of a file, seen from a folder."""
    if posixpath.dirname(path) == folder:
        return quote(posixpath.basename(path))
    return quote(posixpath.relpath(path, folder or "."))
