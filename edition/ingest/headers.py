"""The `teiHeader` of each document: complete in itself, so that a file downloaded alone says all that is known."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from edition import __version__
from edition.ingest import correspondents, reasons
from edition.ingest.build import new, sub
from edition.ingest.correspondents import Correspondents
from edition.ingest.profile import EditorialStatement, Profile, Record
from edition.ingest.reasons import MACHINE
from edition.ingest.work import Correspondence, Division, Kind, Work, blocks_of
from edition.tei.dates import bounds

Element = etree._Element

NOT_STATED = "not stated"

# Kinds of evidence for what is inferred; @ana points to them.
EVIDENCE = {
    "formula": "a formula of the printed edition over the message, such as “Received on” or “Sent on”",
    "heading": "the message's own heading",
    "signature": "the signature or initials under the message",
    "salutation": "the words by which the message addresses its reader",
    "wording": "the wording of the message: of whom and to whom it speaks",
    "testimony": "another message that answers, quotes or mentions this one",
    "note": "a note of the publishers of a source, or of its editors",
    "sequence": "the place of the message in the volume",
    "conjecture": "an editor's conjecture",
}

# What every header declares of the encoding; a profile may say more.
EDITORIAL: dict[EditorialStatement, tuple[str, dict[str, str]]] = {
    "correction": (
        "Errors of the transcription, of the print and of the messages themselves are told apart by corr/@type. The "
        "words as transmitted stay in sic; nothing is corrected silently. Period spelling, British and American "
        "spelling and the style of telegrams are never corrected.",
        {"status": "medium", "method": "markup"},
    ),
    "normalization": ("No spelling is normalised. A run of white space counts as one space, never as none.", {}),
    "quotation": (
        "Quotation marks stay as printed, those repeated at each paragraph of a quotation too. Quotations that are "
        "paragraphs of their own are encoded as quote, quoted letters as floatingText, those in a sentence not at all.",
        {"marks": "all"},
    ),
    "hyphenation": ("Hyphens left by line ends of the print stay in sic; corr has the word joined.", {"eol": "all"}),
    "segmentation": (
        "Paragraphs are those of the source; one that a page turn broke in the transcription is one paragraph, its "
        "break a milestone. Printed numerals of paragraphs and letters of list items are labels.",
        {},
    ),
    "interpretation": (
        "Sender, addressee and date are told where the source states or proves them; what is inferred carries its "
        "certainty and points to the kind of evidence.",
        {},
    ),
}

# What citations name, and where it stands: a document of the body, a note of a volume; and the paragraphs of either.
CITABLE = (("document", "//body/div", "@xml:id"), ("note", "//back//note", "@n"))
PARAGRAPHS = ".//p[@n] | .//item[@n]"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the edition says of itself in every header."""

    title: str
    publisher: str
    version: str
    date: str
    language: str
    licence: str
    licence_url: str
    editors: tuple[tuple[str, str, str], ...]  # xml:id, name, role


class Headers:
    """Writes the headers of one source's documents."""

    def __init__(self, imprint: Imprint, profile: Profile) -> None:
        self.imprint = imprint
        self.profile = profile
        editors = f"#{imprint.editors[0][0]}" if imprint.editors else f"#{MACHINE}"
        self.people = Correspondents(profile, editors)

    def volume(self, work: Work) -> Element:
        """The header of the document that holds a volume's title matter and endnotes."""
        header = new("teiHeader")
        file = sub(header, "fileDesc")
        statement = sub(file, "titleStmt")
        sub(statement, "title", self.profile.title, type="main")
        sub(statement, "title", self.profile.short_title, type="short")
        self._responsibility(statement)
        self._publication(file, work.source.name)
        self._source(file, work, None)
        self._encoding(header, set(), reasons.counts(reasons.of_volume(work)))
        self._language(sub(header, "profileDesc"))
        self._revision(header)
        return header

    def message(self, work: Work, main: Division, enclosures: list[Division]) -> Element:
        """The header of one message, with a `correspDesc` for it and for each enclosure."""
        header = new("teiHeader")
        file = sub(header, "fileDesc")
        statement = sub(file, "titleStmt")
        told = main.correspondence or Correspondence()
        sub(statement, "title", self._title(main, told), type="main")
        event = correspondents.main_event(told)
        if event is not None:
            day = event.when or "/".join(bound or ".." for bound in (event.not_before, event.not_after))
            dated = {"when": event.when, "notBefore": event.not_before, "notAfter": event.not_after}
            received = "received" if event.kind == "received" else ""
            sub(statement, "title", day, type="iso-date", subtype=received, **dated, cert=event.certainty)
        for sender in told.senders:
            sub(statement, "author", self.people.name(sender.person), ref=self.people.ref(sender.person))
        self._responsibility(statement)
        self._publication(file, main.document)
        self._series(file, work, main)
        self._source(file, work, main)
        evidence = {name for one in (main, *enclosures) for name in correspondents.evidence(one)}
        self._encoding(header, evidence, reasons.counts(reasons.of_message((main, *enclosures))))
        profile = sub(header, "profileDesc")
        if self.profile.record and self.profile.record.summary:
            sub(sub(profile, "abstract"), "p", self.profile.record.summary)
        self._language(profile, main.fact("language"))
        for division in (main, *enclosures):
            told = division.correspondence or Correspondence()
            if told.senders or told.addressees or told.places:
                profile.append(self.people.description(division))
        if self.profile.record:
            correspondents.conversation(profile, self.profile.record)
        self._revision(header)
        return header

    def _title(self, main: Division, told: Correspondence) -> str:
        if main.fact("title"):
            return main.fact("title")
        people = " to ".join(
            " and ".join(self.people.name(party.person) for party in parties if party.certainty != "low") or "[unknown]"
            for parties in (told.senders, told.addressees)
        )
        event = correspondents.main_event(told)
        if event is None:
            return people if told.senders else self.profile.title
        when = bounds(event.when, event.not_before, event.not_after)
        return f"{people}, received {when}" if event.kind == "received" else f"{people}, {when}"

    def _responsibility(self, statement: Element) -> None:
        for id, name, role in self.imprint.editors:
            responsibility = sub(statement, "respStmt", id=id)
            sub(responsibility, "resp", role)
            sub(responsibility, "name", name)
        machine = sub(statement, "respStmt", id=MACHINE)
        sub(machine, "resp", "automatic encoding from the source text")
        sub(machine, "name", f"edition {__version__}")
        for one in self.profile.responsible:
            responsibility = sub(statement, "respStmt", id=one.id)
            sub(responsibility, "resp", one.role)
            sub(responsibility, _NAME_ELEMENT[one.kind], one.name)

    def _publication(self, file: Element, id: str) -> None:
        imprint = self.imprint
        if imprint.version:
            sub(sub(file, "editionStmt"), "edition", f"{imprint.title}, version {imprint.version}", n=imprint.version)
        publication = sub(file, "publicationStmt")
        sub(publication, "publisher", imprint.publisher)
        if imprint.date:
            sub(publication, "date", imprint.date, when=imprint.date)
        sub(publication, "idno", f"{id}.xml", type="filename")
        ours = sub(publication, "availability", status="free")
        sub(ours, "licence", f"Markup and editorial notes: {imprint.licence}.", target=imprint.licence_url)
        rights = self.profile.print.rights
        stated = rights != NOT_STATED
        texts = sub(publication, "availability", status="free" if stated else "unknown")
        if stated:
            sub(texts, "licence", f"Text: {rights}", target=self.profile.print.rights_url)
        else:
            sub(texts, "p", "Text: the source does not state the rights in it.")

    def _series(self, file: Element, work: Work, main: Division) -> None:
        series = sub(file, "seriesStmt")
        sub(series, "title", self.profile.title, level="s")
        if main.number:
            sub(series, "biblScope", f"No. {main.number}", unit="document", n=main.number)
        if self.profile.series == "volume":
            sub(sub(file, "notesStmt"), "relatedItem", type="host", target=f"{work.source.name}.xml")

    def _source(self, file: Element, work: Work, message: Division | None) -> None:
        description = sub(file, "sourceDesc")
        bibl = sub(description, "bibl", id="original", type=self.profile.print.kind)
        named = self._named_source(message)
        if named:
            for name, words in named.items():
                _bibliographic(bibl, name, words)
        else:
            self._printed(bibl, message.number if message else "")
        source = self.profile.print
        transcription = sub(description, "bibl", id="transcription", type="transcription")
        sub(transcription, "title", source.transcription or "Transcription, its author not stated")
        if source.url:
            sub(transcription, "ref", source.url, target=source.url)
        file_name = work.source.location(message.start).path if message else work.source.path
        sub(transcription, "note", f"Source text of this edition: {file_name}", type="file")
        if self.profile.witnesses:
            witnesses = sub(description, "listWit")
            for witness in self.profile.witnesses:
                sub(witnesses, "witness", witness.name, id=witness.id)
        if self.profile.record:
            self._manuscript(description, self.profile.record, work)

    def _manuscript(self, description: Element, record: Record, work: Work) -> None:
        """Where the document is kept, and the catalogue record of the source, word for word."""
        manuscript = sub(description, "msDesc", id="archive")
        place = sub(manuscript, "msIdentifier")
        parts = {
            "settlement": record.settlement, "institution": record.repository,
            "repository": record.department, "collection": record.collection,
        }  # fmt: skip
        for name, words in parts.items():
            if words:
                sub(place, name, words)
        if record.container:
            sub(place, "idno", record.container, type="container")
        history = sub(sub(sub(sub(manuscript, "additional"), "adminInfo"), "recordHist"), "source")
        for block in work.front:
            sub(history, "p", " ".join(block.text.split()))

    def _named_source(self, message: Division | None) -> dict[str, str]:
        """The source that the message names, in its front matter or, by the groups of its pattern, in a line."""
        if message and message.fact("source"):
            return {"title": message.fact("source")}
        pattern = self.profile.matchers.get("source")
        for block in blocks_of(message.parts) if message else ():
            match = pattern.fullmatch(block.text) if pattern and block.kind is Kind.SOURCE else None
            if match:
                return {"title": match.group(), **match.groupdict(default="")}
        return {}

    def _printed(self, bibl: Element, number: str) -> None:
        """The printed source that the profile describes."""
        source = self.profile.print
        parts = {
            "author": source.author, "title": source.title or source.citation, "volume": source.volume,
            "place": source.place, "publisher": source.publisher, "date": source.date,
            "document": f"No. {number}" if number else "", "citation": source.citation,
        }  # fmt: skip
        for name, words in parts.items():
            _bibliographic(bibl, name, words)

    def _encoding(self, header: Element, evidence: set[str], changes: str) -> None:
        encoding = sub(header, "encodingDesc")
        project = f"{self.imprint.title}: encoded from the source text by rules on record and the decisions of editors."
        sub(sub(encoding, "projectDesc"), "p", project)
        if self.profile.sampling:
            sub(sub(encoding, "samplingDecl"), "p", self.profile.sampling)
        editorial = sub(encoding, "editorialDecl")
        for name, (words, attributes) in EDITORIAL.items():
            statement = sub(editorial, name, **attributes)
            sub(statement, "p", words)
            if further := self.profile.encoding.get(name):
                sub(statement, "p", further)
            if name == "correction" and changes:
                sub(statement, "p", changes)
        references = sub(encoding, "refsDecl")
        for unit, match, use in CITABLE:
            document = sub(references, "citeStructure", unit=unit, match=match, use=use)
            sub(document, "citeStructure", unit="paragraph", match=PARAGRAPHS, use="@n", delim=".")
        if self.profile.witnesses:
            sub(encoding, "variantEncoding", method="parallel-segmentation", location="internal")
        if evidence:
            taxonomy = sub(sub(encoding, "classDecl"), "taxonomy", id="evidence")
            for kind in (kind for kind in EVIDENCE if kind in evidence):
                sub(sub(taxonomy, "category", id=f"evidence-{kind}"), "catDesc", EVIDENCE[kind])
        application = sub(sub(encoding, "appInfo"), "application", ident="edition", version=__version__)
        sub(application, "label", "edition, a generator of TEI editions")

    def _language(self, profile: Element, ident: str = "") -> None:
        language = self.profile.language
        name = language.name if ident in ("", language.ident) else ident
        sub(sub(profile, "langUsage"), "language", name, ident=ident or language.ident)

    def _revision(self, header: Element) -> None:
        revision = sub(header, "revisionDesc", status="published")
        done = f"Encoded for version {self.imprint.version}." if self.imprint.version else "Encoded."
        sub(revision, "change", done, when=self.imprint.date, who="#ingest")


def _bibliographic(bibl: Element, name: str, words: str) -> None:
    """One part of a `bibl`; nothing when there are no words."""
    element, attributes = _BIBLIOGRAPHIC[name]
    if words:
        sub(bibl, element, words, **attributes)


_BIBLIOGRAPHIC: dict[str, tuple[str, dict[str, str]]] = {
    "author": ("author", {}), "title": ("title", {}), "volume": ("biblScope", {"unit": "volume"}),
    "place": ("pubPlace", {}), "publisher": ("publisher", {}), "date": ("date", {}),
    "document": ("biblScope", {"unit": "document"}), "citation": ("note", {"type": "citation"}),
}  # fmt: skip
_NAME_ELEMENT = {"person": "persName", "organisation": "orgName", "name": "name"}
