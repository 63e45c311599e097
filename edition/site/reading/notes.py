"""The notes below a text: those that it calls, in the order of their first calls, then others of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from edition.site.editorial import Footnote
from edition.site.lists import number
from edition.site.plan import document_file, href
from edition.site.reading.rendered import Rendered
from edition.site.views import Link, Notes, NoteView
from edition.tei.catalog import Caller, Catalog
from edition.tei.facts import DocumentFacts, Note
from edition.words.interface import Interface


def notes_of(
    document: DocumentFacts, catalog: Catalog, rendered: Mapping[str, Rendered], interface: Interface
) -> Notes:
    """The notes of a document's page. The content of each is in what was rendered of its document."""
    shown = [_view(owner, note, document, catalog, rendered, interface) for owner, note in _shown(document, catalog)]
    labels = {call.id: call.label for call in document.calls}
    lost = tuple(_lost(id, labels[id], reason, interface) for id, reason in document.lost_calls)
    return Notes(interface.say("notes.title"), (*shown, *lost))


def _lost(call: str, label: str, reason: str, interface: Interface) -> NoteView:
    """What stands in the place of a note that the source has lost."""
    return NoteView(
        anchor=f"lost-{call}",
        label=label,
        language="",
        whose="",
        content=Markup("<p>{}</p>").format(reason or interface.say("notes.lost")),
        backs=_backs([(call, label)], interface),
        elsewhere_label="",
        elsewhere=(),
    )


def footnotes_of(footnotes: Sequence[Footnote], language: str, interface: Interface) -> Notes:
    """The footnotes of an editorial page, which is in `language`, in the form of a document's notes."""
    return Notes(
        interface.say("notes.title"),
        tuple(
            NoteView(
                anchor=footnote.id,
                label=footnote.label,
                language=language,
                whose="",
                content=footnote.content,
                backs=_backs([(call, footnote.label) for call in footnote.calls], interface),
                elsewhere_label="",
                elsewhere=(),
            )
            for footnote in footnotes
        ),
    )


def _shown(document: DocumentFacts, catalog: Catalog) -> list[tuple[DocumentFacts, Note]]:
    """Each note of the page once, with the document that it stands in."""
    called = [catalog.target(call.target) for call in document.calls]
    found = [(target.document, target.note) for target in called if target and target.document and target.note]
    # A note that is called only from inside another note comes after it.
    for _, note in found:
        inner = [catalog.target(address) for address in note.calls]
        found += [
            (target.document, target.note)
            for target in inner
            if target and target.document and target.note and all(target.note is not known for _, known in found)
        ]
    own = [(document, note) for note in document.notes]
    once: dict[str, tuple[DocumentFacts, Note]] = {}
    for owner, note in [*found, *own]:
        once.setdefault(note.address, (owner, note))
    return list(once.values())


def _view(
    owner: DocumentFacts,
    note: Note,
    document: DocumentFacts,
    catalog: Catalog,
    rendered: Mapping[str, Rendered],
    interface: Interface,
) -> NoteView:
    callers = catalog.callers(note)
    here = [(caller.call, caller.label) for caller in callers if caller.document.id == document.id]
    there = [caller for caller in callers if caller.document.id != document.id]
    label = interface.say("notes.also_called_in" if here else "notes.called_in")
    elsewhere = _elsewhere(there, document, interface)
    if not callers and note.target:
        label, elsewhere = interface.say("notes.belongs_to"), _belongs_to(note, document, catalog, interface)
    return NoteView(
        anchor=f"note-{note.id}",
        label=note.label,
        language=owner.language,
        whose=_whose(owner, note, catalog, interface),
        content=rendered[owner.id].notes.get(note.id, Markup("")),
        backs=_backs(here, interface),
        elsewhere_label=label,
        elsewhere=tuple(elsewhere),
    )


def _whose(owner: DocumentFacts, note: Note, catalog: Catalog, interface: Interface) -> str:
    """Say whose a note is, as far as the text says; else of what kind it is."""
    named = [catalog.resolve(pointer, owner) for pointer in note.responsible.split()]
    authors = ", ".join(target.anchor.preview for target in named if target and target.anchor)
    kind = interface.term("note_kinds", note.kind)
    return authors[:1].upper() + authors[1:] or (kind if kind != note.kind else "")


def lettered(backs: Iterable[Link]) -> tuple[Link, ...]:
    """Ways back, told apart by letters when there are several."""
    known = tuple(backs)
    if len(known) < 2:
        return known
    return tuple(replace(one, text=chr(ord("a") + number % 26)) for number, one in enumerate(known))


def _backs(calls: Sequence[tuple[str, str]], interface: Interface) -> tuple[Link, ...]:
    """A link back to each call of the page; several are told apart by letters."""
    if len(calls) == 1:
        return tuple(Link(href("", "", call), "", interface.say("notes.back", label=label)) for call, label in calls)
    ways = (
        Link(href("", "", call), "", interface.say("notes.back_to_place", label=label, number=number))
        for number, (call, label) in enumerate(calls, 1)
    )
    return lettered(ways)


def _belongs_to(note: Note, document: DocumentFacts, catalog: Catalog, interface: Interface) -> list[Link]:
    """The document that a note without a call belongs to."""
    target = catalog.target(note.target)
    if target is None or target.document is None:
        return []
    words = number(target.document, interface) or target.document.short_title
    return [Link(href(document_file(document.id), document_file(target.document.id)), words, target.document.title)]


def _elsewhere(callers: Sequence[Caller], document: DocumentFacts, interface: Interface) -> list[Link]:
    page = document_file(document.id)
    return [
        Link(
            href(page, document_file(caller.document.id), caller.call),
            number(caller.document, interface) or caller.document.short_title,
            caller.document.title,
        )
        for caller in callers
    ]
