"""Who took part, as the header of a document has it: `correspDesc`, `particDesc`, `settingDesc`, linked to registers.

The entry that a correspondent, a participant or a place has in a register is the profile's to say (`ref`, `places`):
whoever names the people of a source knows who they are. So headers have it from the first ingest on, and nothing in
them need be marked as a machine's guess; the headers of a foreign corpus stay as its editors wrote them.

Source: TEI Guidelines, chapter HD (HD44CD), section CCAHPA; the practice of the TEI Correspondence SIG.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from edition.ingest.build import new, sub
from edition.ingest.entries import from_document
from edition.ingest.profile import Profile, Record
from edition.ingest.reasons import MACHINE
from edition.ingest.work import Correspondence, Division, Event, Party

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Correspondents:
    """Writes who took part in the documents of one source; `editors` is the @resp of what was decided."""

    profile: Profile
    editors: str

    def name(self, person: str) -> str:
        """The name of somebody whom the profile knows by a key; anybody else is called what he is called."""
        known = self.profile.people.get(person)
        return known.name if known else person

    def ref(self, person: str) -> str:
        """What leads from a document to the entry of a person, "" when the profile names none."""
        known = self.profile.people.get(person)
        return from_document(known.ref) if known else ""

    def description(self, division: Division) -> Element:
        """The `correspDesc` of a message or enclosure."""
        told = division.correspondence or Correspondence()
        desc = new("correspDesc", source="#original", corresp=f"#{division.id}")
        for kind, parties in (("sent", told.senders), ("received", told.addressees), ("transmitted", told.carriers)):
            places = [words for place_of, words in told.places if place_of == kind]
            events = [event for event in told.events if event.kind == kind]
            if kind == "transmitted" and not (parties or places or events):
                continue
            action = sub(desc, "correspAction", type=kind)
            for party in parties:
                self._party(action, party)
            for place in places:
                sub(action, "placeName", place, ref=from_document(self.profile.places.get(place, "")))
            for event in events:
                self._date(action, event)
            _point_to_evidence(action, (*parties, *events))
        for ground in told.grounds:
            sub(desc, "note", ground, type="evidence", resp=self.editors)
        return desc

    def _party(self, action: Element, party: Party) -> None:
        facts = {"cert": party.certainty, "resp": "", "evidence": "", "source": party.source}
        if party.certainty:
            facts["evidence"] = _grounds(party)
            facts["resp"] = f"#{MACHINE}" if party.evidence == "formula" else self.editors
        sub(action, "persName", self.name(party.person), ref=self.ref(party.person), **facts)

    def _date(self, action: Element, event: Event) -> None:
        facts = {"when": event.when, "notBefore": event.not_before, "notAfter": event.not_after}
        if event.certainty:
            resp = f"#{MACHINE}" if event.evidence == "formula" else self.editors
            facts |= {"cert": event.certainty, "resp": resp, "evidence": _grounds(event), "source": event.source}
        sub(action, "date", event.words, **facts)


def conversation(profile: Element, record: Record) -> None:
    """Add to a `profileDesc` who was present at a conversation, and its setting."""
    if record.participants:
        people = sub(sub(profile, "particDesc"), "listPerson")
        for participant in record.participants:
            person = sub(people, "person")
            sub(person, "persName", participant.name, ref=from_document(participant.ref))
            if participant.role:
                sub(person, "occupation", participant.role)
    if record.date:
        setting = sub(sub(profile, "settingDesc"), "setting")
        sub(setting, "date", record.date, when=record.date)
        if record.setting:
            sub(setting, "activity", record.setting)


def main_event(told: Correspondence) -> Event | None:
    """The event to date a message by: its writing or sending, else its receipt; a day before bounds."""
    sent = [event for event in told.events if event.kind == "sent"]
    for event in (*(e for e in sent if e.when), *(e for e in told.events if e.when), *sent, *told.events):
        return event
    return None


def evidence(division: Division) -> set[str]:
    """The kinds of evidence for what is inferred of a message's correspondence."""
    told = division.correspondence or Correspondence()
    parts: tuple[Party | Event, ...] = (*told.senders, *told.addressees, *told.carriers, *told.events)
    return {part.evidence for part in parts if part.evidence}


def _grounds(inferred: Party | Event) -> str:
    """Where the grounds of an inference lie, as @evidence has it."""
    if inferred.source:
        return "external"
    return "conjecture" if inferred.evidence == "conjecture" else "internal"


def _point_to_evidence(action: Element, inferred: tuple[Party | Event, ...]) -> None:
    """Point from an event of correspondence to the kinds of evidence for what is inferred of it."""
    kinds = sorted({one.evidence for one in inferred if one.evidence})
    if kinds:
        action.set("ana", " ".join(f"#evidence-{kind}" for kind in kinds))
