"""Note calls, notes, references and anchors (TEI Guidelines, CO `CONO` and `COXR`, SA)."""

from __future__ import annotations

from dataclasses import dataclass

from edition.render.context import Context
from edition.render.html import Html, join, tag
from edition.render.rules import Element, as_tag, placed, renders
from edition.tei.apparatus import Call
from edition.tei.catalog import Target


@renders("ref", "ptr")
def reference(element: Element, context: Context) -> Html:
    """A note call, or a link to what the pointer leads to; a pointer without words shows its target's title.

    A pointer that leads nowhere is text. Of several targets the words lead to the first, a title to each other; words
    that hold a link themselves, such as a note call, lead nowhere else, and a title leads to the first target too.
    """
    if (call := context.calls.get(element)) is not None:
        return note_call(call, element, context)
    written = element.get("target", "").split()
    if not written:
        return as_tag("span")(element, context)
    links = [_link(target, context) for target in written]
    words = context.children(element)
    first, others = links[0], links if words.has_link else links[1:]
    attributes = context.attributes(element, *first.classes)
    main = tag("a" if first.href else "span", {**attributes, "href": first.href}, words or first.title)
    more = [
        part
        for other in others
        for part in (" ", tag("a" if other.href else "span", {"class": "tei-ref", "href": other.href}, other.title))
    ]
    return join([main, *more])


@renders("anchor")
def anchor(element: Element, context: Context) -> Html:
    """A place in the text; where a note points to it, the note's call."""
    call = context.calls.get(element)
    return as_tag("span")(element, context) if call is None else note_call(call, element, context)


@renders("note")
def note(element: Element, context: Context) -> Html:
    """A note at its point of attachment is its call; one that stands apart is not part of the running text."""
    call = context.calls.get(element)
    return Html() if call is None else note_call(call, element, context)


@renders("note", when=placed("inline"))
def note_in_the_line(element: Element, context: Context) -> Html:
    """A note that the source prints in the running text."""
    return as_tag("span")(element, context)


def note_call(call: Call, element: Element, context: Context) -> Html:
    """The printed sign, leading to its note in the page's list.

    A sign whose note the source has lost leads to `#lost-ID`, where the page says so; in a note, which other pages show
    too, it leads nowhere.
    """
    called = context.catalog.note(call.target)
    sign = Html() if element in context.notes else context.children(element)
    label = sign if sign.strip() else call.label or (called.label if called else "")
    attributes = {"class": "call", "id": call.id}
    if called is None and (call.target or context.in_note):
        return tag("span", {**attributes, "class": "call unresolved"}, label)
    if called is None:
        return tag("a", {**attributes, "class": "call lost", "href": f"#lost-{call.id}", "role": "doc-noteref"}, label)
    return tag("a", {**attributes, "href": f"#note-{called.id}", "role": "doc-noteref"}, label)


@dataclass(frozen=True, slots=True)
class _Link:
    """One target of a pointer, ready to be shown."""

    href: str | None
    title: str
    classes: tuple[str, ...] = ()


def _link(written: str, context: Context) -> _Link:
    target = context.resolve(written)
    href = context.href(target) if target else None
    if target is None or (target.document is None and href is None):
        return _Link(None, written, ("unresolved",))
    return _Link(href, _title(target, context))


def _title(target: Target, context: Context) -> str:
    """What to call a target that the text does not name: a note's sign, a place's first words, a document's title."""
    if target.document is None:
        return target.url
    if target.note is not None:
        return target.note.label
    if target.entry is not None:
        return target.entry.preferred
    if target.anchor is not None and target.document.id == context.facts.id:
        return target.anchor.preview or target.anchor.id
    return target.document.short_title
