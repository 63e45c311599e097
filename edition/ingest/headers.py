"""The `teiHeader` of each document: complete in itself, so that a file downloaded alone says all that is known."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from edition import __version__
from edition.ingest.build import new, sub
from edition.ingest.profile import Profile, Record
from edition.ingest.work import Correspondence, Division, Event, Kind, Party, Work, blocks_of
from edition.tei.dates import bounds

Element = etree._Element

# The xml:id of the program in every header: @resp of what it encodes by rule.
MACHINE = "ingest"

# Kinds of evidence for what is inferred; @ana points to them.
EVIDENCE = {
    "formula": "a formula of the printed edition over the message, such as “Received on” or “Sent on”",
    "heading": "the message's own heading",
    "signature": "the signature or initials under the message",
    "salutation": "the words by which the message addresses its reader",
    "wording": "the wording of the message: of whom and to whom it speaks",
    "testimony": "another message that answers, quotes or mentions this one",
    "note": "a note of the publishers",
    "sequence": "the place of the message in the volume",
    "conjecture": "an editor's conjecture",
}

CORRECTION = (
    "Errors of the transcription, of the print and of the messages themselves are told apart by corr/@type. "
    "The words as transmitted stay in sic; nothing is corrected silently. "
    "Period spelling, British and American spelling and the style of telegrams are never corrected."
)
EDITORIAL = {
    "normalization": "No spelling is normalised. A run of white space counts as one space.",
    "quotation": "Quotation marks stay as printed; those repeated at each paragraph of a quotation stay too.",
    "hyphenation": "Hyphens left by line ends of the print stay, unless a correction is encoded.",
    "segmentation": "Paragraphs are those of the source; one that a page turn broke in the transcription is one "
    "paragraph, its break a milestone. Printed numerals of paragraphs are labels.",
    "interpretation": "Sender, addressee and date are told where the source states or proves them; what is inferred "
    "carries its certainty and points to the kind of evidence.",
}


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
        self._encoding(header, set())
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
        day = _sort_day(told)
        if day:
            sub(statement, "title", day, type="iso-date", when=day)
        for sender in told.senders:
            sub(statement, "author", self._name(sender.person))
        self._responsibility(statement)
        self._publication(file, main.document)
        self._series(file, work, main)
        self._source(file, work, main)
        self._encoding(header, {name for one in (main, *enclosures) for name in _evidence(one)})
        profile = sub(header, "profileDesc")
        if self.profile.record and self.profile.record.summary:
            sub(sub(profile, "abstract"), "p", self.profile.record.summary)
        self._language(profile)
        for division in (main, *enclosures):
            if division.correspondence is not None and division.correspondence.senders:
                profile.append(self._corresp(division))
        if self.profile.record:
            self._conversation(profile, self.profile.record)
        self._revision(header)
        return header

    def _title(self, main: Division, told: Correspondence) -> str:
        people = " to ".join(
            " and ".join(self._name(party.person) for party in parties) or "[unknown]"
            for parties in (told.senders, told.addressees)
        )
        event = _main_event(told)
        if event is None:
            return people if told.senders else self.profile.title
        when = bounds(event.when, event.not_before, event.not_after)
        return f"{people}, received {when}" if event.kind == "received" else f"{people}, {when}"

    def _name(self, person: str) -> str:
        known = self.profile.people.get(person)
        return known.name if known else person

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
        sub(sub(file, "editionStmt"), "edition", f"{imprint.title}, version {imprint.version}", n=imprint.version)
        publication = sub(file, "publicationStmt")
        sub(publication, "publisher", imprint.publisher)
        sub(publication, "date", imprint.date, when=imprint.date)
        sub(publication, "idno", f"{id}.xml", type="filename")
        availability = sub(publication, "availability", status="free")
        sub(availability, "licence", f"Markup and editorial notes: {imprint.licence}.", target=imprint.licence_url)
        if self.profile.print.rights_url:
            sub(availability, "licence", f"Text: {self.profile.print.rights}", target=self.profile.print.rights_url)
        else:
            sub(sub(availability, "licence"), "p", f"Text: {self.profile.print.rights}")

    def _series(self, file: Element, work: Work, main: Division) -> None:
        series = sub(file, "seriesStmt")
        sub(series, "title", self.profile.title, level="s")
        if main.number:
            sub(series, "biblScope", f"No. {main.number}", unit="document", n=main.number)
        if self.profile.series == "volume":
            sub(sub(file, "notesStmt"), "relatedItem", type="host", target=f"{work.source.name}.xml")

    def _source(self, file: Element, work: Work, message: Division | None) -> None:
        description = sub(file, "sourceDesc")
        bibl = sub(description, "bibl", id="print", type="print")
        named = self._named_source(message)
        if named:
            sub(bibl, "title", named)
            sub(bibl, "note", named, type="citation")
        else:
            self._printed(bibl, message.number if message else "")
        source = self.profile.print
        transcription = sub(description, "bibl", id="transcription", type="transcription")
        sub(transcription, "title", source.transcription or "Transcription, its author not stated")
        if source.url:
            sub(transcription, "ref", source.url, target=source.url)
        sub(transcription, "note", f"Source text of this edition: sources/{work.source.name}/source.txt", type="file")
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

    def _conversation(self, profile: Element, record: Record) -> None:
        """Who was present at a conversation, and its setting."""
        if record.participants:
            people = sub(sub(profile, "particDesc"), "listPerson")
            for participant in record.participants:
                person = sub(people, "person")
                sub(person, "persName", participant.name)
                if participant.role:
                    sub(person, "occupation", participant.role)
        if record.date:
            setting = sub(sub(profile, "settingDesc"), "setting")
            sub(setting, "date", record.date, when=record.date)
            if record.setting:
                sub(setting, "activity", record.setting)

    def _named_source(self, message: Division | None) -> str:
        """The source that a line of the message itself names, without the word that introduces it."""
        pattern = self.profile.matchers.get("source")
        for block in blocks_of(message.parts) if message else ():
            match = pattern.fullmatch(block.text) if pattern and block.kind is Kind.SOURCE else None
            if match:
                return match.groupdict().get("citation") or block.text
        return ""

    def _printed(self, bibl: Element, number: str) -> None:
        """The printed source that the profile describes."""
        source = self.profile.print
        sub(bibl, "title", source.title or source.citation)
        if source.volume:
            sub(bibl, "biblScope", source.volume, unit="volume")
        if source.place:
            sub(bibl, "pubPlace", source.place)
        if source.publisher:
            sub(bibl, "publisher", source.publisher)
        if source.date:
            sub(bibl, "date", source.date)
        if number:
            sub(bibl, "biblScope", f"No. {number}", unit="document")
        sub(bibl, "note", source.citation, type="citation")

    def _encoding(self, header: Element, evidence: set[str]) -> None:
        encoding = sub(header, "encodingDesc")
        project = f"{self.imprint.title}: encoded from the source text by rules on record and the decisions of editors."
        sub(sub(encoding, "projectDesc"), "p", project)
        editorial = sub(encoding, "editorialDecl")
        sub(sub(editorial, "correction", status="medium", method="markup"), "p", CORRECTION)
        for name, words in EDITORIAL.items():
            sub(sub(editorial, name), "p", words)
        references = sub(encoding, "refsDecl")
        document = sub(references, "citeStructure", unit="document", match="//body/div", use="@xml:id")
        sub(document, "citeStructure", unit="paragraph", match=".//p[@n]", use="@n", delim=".")
        if evidence:
            taxonomy = sub(sub(encoding, "classDecl"), "taxonomy", id="evidence")
            for name in (name for name in EVIDENCE if name in evidence):
                sub(sub(taxonomy, "category", id=f"evidence-{name}"), "catDesc", EVIDENCE[name])
        application = sub(sub(encoding, "appInfo"), "application", ident="edition", version=__version__)
        sub(application, "label", "edition, a generator of TEI editions")

    def _corresp(self, division: Division) -> Element:
        told = division.correspondence or Correspondence()
        desc = new("correspDesc")
        for kind, parties in (("sent", told.senders), ("received", told.addressees)):
            action = sub(desc, "correspAction", type=kind)
            for party in parties:
                self._party(action, party)
            for event in told.events:
                if event.kind == kind:
                    _date(action, event)
            grounds = {party.evidence for party in parties} | {e.evidence for e in told.events if e.kind == kind}
            if grounds - {""}:
                action.set("ana", " ".join(f"#evidence-{name}" for name in sorted(grounds - {""})))
        handed_over = [event for event in told.events if event.kind == "transmitted"]
        if told.carriers or told.transmitted_at or handed_over:
            action = sub(desc, "correspAction", type="transmitted")
            for party in told.carriers:
                self._party(action, party)
            if told.transmitted_at:
                sub(action, "placeName", told.transmitted_at)
            for event in handed_over:
                _date(action, event)
        for ground in told.grounds:
            sub(desc, "note", ground, type="evidence", resp=self._resp())
        return desc

    def _resp(self) -> str:
        return f"#{self.imprint.editors[0][0]}" if self.imprint.editors else "#ingest"

    def _party(self, action: Element, party: Party) -> None:
        facts = {"cert": party.certainty, "resp": "", "evidence": ""}
        if party.certainty:
            facts["evidence"] = "conjecture" if party.evidence == "conjecture" else "internal"
            facts["resp"] = "#ingest" if party.evidence == "formula" else self._resp()
        sub(action, "persName", self._name(party.person), **facts)

    def _language(self, profile: Element) -> None:
        language = self.profile.language
        sub(sub(profile, "langUsage"), "language", language.name, ident=language.ident)

    def _revision(self, header: Element) -> None:
        revision = sub(header, "revisionDesc", status="published")
        sub(revision, "change", f"Encoded for version {self.imprint.version}.", when=self.imprint.date, who="#ingest")


def _evidence(division: Division) -> set[str]:
    told = division.correspondence or Correspondence()
    parts: tuple[Party | Event, ...] = (*told.senders, *told.addressees, *told.events)
    return {part.evidence for part in parts if part.evidence}


_NAME_ELEMENT = {"person": "persName", "organisation": "orgName", "name": "name"}


def _main_event(told: Correspondence) -> Event | None:
    """The event to date a message by: its writing or sending, else its receipt; a day before bounds."""
    sent = [event for event in told.events if event.kind == "sent"]
    for event in (*(e for e in sent if e.when), *(e for e in told.events if e.when), *sent, *told.events):
        return event
    return None


def _sort_day(told: Correspondence) -> str:
    event = _main_event(told)
    return (event.when or event.not_after or event.not_before) if event else ""


def _date(action: Element, event: Event) -> None:
    bounds = {"notBefore": event.not_before, "notAfter": event.not_after}
    sub(action, "date", event.words, when=event.when, **bounds, cert=event.certainty)
