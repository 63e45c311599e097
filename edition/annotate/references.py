"""A step: references to other letters by their date or place in the exchange, encoded as `ref`.

`@target` leads to the documents meant, `@ana` to the kind of evidence, to the direction of the letter meant and, where
the words say so, to `reference-answer`. What the edition does not have is a `ref` of @type "unresolved" and @subtype
"missing", without a target. Source: TEI Guidelines, COXR (simple links and cross-references).
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from edition.annotate.letters import Letter, share
from edition.annotate.resolving import Reference
from edition.annotate.steps import Doubt, Found, Span, Text

# Why a reference stays as it is.
SEVERAL = "several letters"


@dataclass(frozen=True, slots=True)
class References:
    """The step, with what all letters of a corpus cite, by document: path and id."""

    found: Mapping[tuple[str, str], tuple[Reference, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, references: Iterable[Reference]) -> References:
        """The step for references that are resolved."""
        found: dict[tuple[str, str], tuple[Reference, ...]] = {}
        for one in references:
            place = (one.citing.path, one.citing.document)
            found[place] = (*found.get(place, ()), one)
        return cls(found)

    def find(self, text: Text, before: Found) -> Found:
        """Find the references in a document; see `Step`."""
        known = self.found.get((text.document.path, text.document.id), ())
        return Found(
            spans=tuple(sorted((_span(one) for one in known if one.told), key=lambda one: one.extent)),
            doubts=tuple(_doubt(one) for one in known if not one.told and one.may_mean),
        )


def direction(reference: Reference) -> str:
    """Where the letter meant goes, seen from the writer: "received" by him, "sent" by him, or between "others"."""
    if reference.targets:
        target = reference.targets[0]
        if share(target.senders, reference.citing.senders):
            return "sent"
        return "received" if share(target.addressees, reference.citing.senders) else "others"
    if reference.phrase.whose == "my":
        return "sent"
    return "received" if reference.phrase.whose == "your" or reference.phrase.to == "me" else "others"


def _doubt(reference: Reference) -> Doubt:
    phrase = reference.phrase
    return Doubt(phrase.block, phrase.start, phrase.end, SEVERAL, tuple(one.document for one in reference.may_mean))


def _span(reference: Reference) -> Span:
    kinds = [f"evidence-{reference.evidence}", f"reference-{direction(reference)}"]
    kinds += ["reference-answer"] * reference.answer
    said: tuple[tuple[str, str], ...] = (("type", "unresolved"), ("subtype", "missing"))
    if reference.targets:
        targets = dict.fromkeys(_way(reference.citing, one) for one in reference.targets)
        said = (("type", "document"), ("target", " ".join(targets)))
    ana = " ".join(f"#{kind}" for kind in kinds)
    phrase = reference.phrase
    return Span(phrase.block, phrase.start, phrase.end, "ref", (*said, ("cert", reference.cert), ("ana", ana)))


def _way(citing: Letter, target: Letter) -> str:
    """The relative address of the file of a letter; in a file of several documents, with the id of the document."""
    if citing.path == target.path:
        return f"#{target.document}"
    path = quote(posixpath.relpath(target.path, posixpath.dirname(citing.path) or "."))
    return path if target.alone else f"{path}#{target.document}"
