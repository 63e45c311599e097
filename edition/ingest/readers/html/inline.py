"""Running text of an HTML page: what each of its elements is in the neutral tree of ingest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from edition.diagnostics import Code, Diagnostic, Location
from edition.ingest.readers import layout
from edition.ingest.work import Inline, Role, Span, Text
from edition.tei.text import content as content_of

Element = etree._Element

HIGHLIGHTS = {
    "i": "italic", "em": "italic", "cite": "italic", "var": "italic", "dfn": "italic", "b": "bold", "strong": "bold",
    "u": "underline", "ins": "underline", "sup": "superscript", "sub": "subscript",
}  # fmt: skip
STRUCK = frozenset("s strike del".split())
CODE = frozenset("code kbd samp tt".split())
NO_TEXT = frozenset("iframe object embed video audio canvas svg math applet map input img".split())
# Declarations of CSS in `style` that say how words look, as regular expressions.
LOOKS = (
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)"), "italic"),
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)"), "bold"),
    (re.compile(r"font-variant\s*:\s*small-caps"), "small-caps"),
    (re.compile(r"text-decoration[\w-]*\s*:[^;]*underline"), "underline"),
    (re.compile(r"vertical-align\s*:\s*super"), "superscript"),
    (re.compile(r"vertical-align\s*:\s*sub(?!\w)"), "subscript"),
)
STRUCK_LOOK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through")
SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass
class RunningText:
    """Reads running text; knows the calls of notes, by their element, and gathers what is lost."""

    path: str
    calls: Mapping[Element, str]
    names: frozenset[str] = frozenset()  # of the places that a link of the page leads to
    findings: list[Diagnostic] = field(default_factory=list)
    keeps_lines: bool = False  # whether it reads preformatted text, in which a line end is one

    def read(self, element: Element) -> tuple[Inline, ...]:
        """What stands in an element, with the look that it gives its words."""
        if element in self.calls:
            return (layout.call(self.calls[element], line(element)),)
        return (*self.words(element), *(layout.anchor(name) for name in names_of(element) if name in self.names))

    def words(self, element: Element) -> tuple[Inline, ...]:
        """The same without the place that links may lead to."""
        name = str(element.tag)
        if name == "br":
            return (Span(Role.LINE_BREAK),)
        if name in NO_TEXT:
            return self.no_text(element)
        inner = self.inside(element)
        if name in CODE:
            return around(inner, lambda words: Span(Role.CODE, words))
        if name == "q":
            return (Text("“", line(element)), *inner, Text("”", line(element)))
        if name in ("rt", "rp"):
            return ()
        if name == "a" and element.get("href", "").strip():
            return self.link(element, inner)
        return looking(element, inner)

    def inside(self, element: Element) -> tuple[Inline, ...]:
        """What stands in an element, white space as a browser shows it: a run counts as one space."""
        pieces: list[Inline] = []
        for piece in content_of(element):
            if not isinstance(piece, str):
                pieces += self.read(piece)
            elif self.keeps_lines:
                pieces += _lines(piece, element)
            else:
                pieces.append(plain(piece, element))
        return tuple(pieces)

    def link(self, element: Element, inner: tuple[Inline, ...]) -> tuple[Inline, ...]:
        """Words that lead elsewhere on the page, to the web, or nowhere."""
        target = element.get("href", "").strip()
        if target.startswith("#") and target[1:] in self.names:
            return around(inner, lambda words: layout.internal(target[1:], words))
        pieces, findings = layout.link(element.get("href", ""), inner, Location(self.path, line(element)))
        self.findings += findings if any(isinstance(p, Span) or p.text.strip() for p in inner) else ()
        return pieces

    def no_text(self, element: Element) -> tuple[Inline, ...]:
        """What is no running text, by the words that stand for it."""
        words = element.get("alt", "").strip()
        where = Location(self.path, line(element))
        if element.tag == "img":
            described = (Text(words, line(element)),) if words else ()
            pieces, findings = layout.image(element.get("src", ""), described, where)
            self.findings += findings
            return pieces
        self.lose(f"Of the element `{element.tag}` only the words are taken over.", where.line or 1)
        return self.inside(element)

    def lose(self, message: str, at: int) -> None:
        """Note something that the text does not keep."""
        help = "Look at the page, and encode it by hand if it matters."
        self.findings.append(Diagnostic(Code.FORMAT_LOSS, message, Location(self.path, at), help))


def plain(words: str, element: Element) -> Text:
    """Words that stand in an element, white space as a browser shows it."""
    return Text(SPACE.sub(" ", words), line(element))


def _lines(words: str, element: Element) -> Iterator[Inline]:
    """Yield words of preformatted text, with a line break for each line end."""
    for number, one in enumerate(words.replace("\r", "").split("\n")):
        if number:
            yield Span(Role.LINE_BREAK)
        yield Text(one.replace("\t", " "), line(element) + number)


def names_of(element: Element) -> Iterator[str]:
    """Yield the names by which links lead to an element."""
    yield from dict.fromkeys(name for name in (element.get("id"), element.get("name")) if name)


def line(element: Element) -> int:
    """The line of the page on which an element begins."""
    return element.sourceline if isinstance(element.sourceline, int) else 1


def looking(element: Element, words: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Words with the look that an element gives them, by its name or its `style`."""
    name, style = str(element.tag), element.get("style", "").lower()
    looks = [*filter(None, [HIGHLIGHTS.get(name)]), *(look for pattern, look in LOOKS if pattern.search(style))]
    if name in STRUCK or STRUCK_LOOK.search(style):
        words = around(words, lambda inner: Span(Role.DELETED, inner, (("rend", "strikethrough"),)))
    for look in reversed(looks):
        words = around(words, partial(layout.highlight, look))
    return words


def around(words: tuple[Inline, ...], make: Callable[[tuple[Inline, ...]], Span]) -> tuple[Inline, ...]:
    """The words within a span; white space alone is set off by nothing."""
    if all(isinstance(piece, Text) and not piece.text.strip() for piece in words):
        return words
    return (make(words),)


def paragraphs(content: tuple[Inline, ...]) -> Iterator[tuple[Inline, ...]]:
    """Yield the paragraphs of running text: two line breaks in a row, as old pages write, part them."""
    current: list[Inline] = []
    breaks = 0
    for piece in content:
        if isinstance(piece, Span) and piece.role is Role.LINE_BREAK:
            breaks += 1
        elif isinstance(piece, Span) or piece.text.strip():
            breaks = 0
        current.append(piece)
        if breaks > 1:
            yield from _whole(current)
            current, breaks = [], 0
    yield from _whole(current)


def _whole(pieces: list[Inline]) -> Iterator[tuple[Inline, ...]]:
    """Yield running text without white space and breaks at its ends, with single spaces; nothing if empty."""
    while pieces and _is_space(pieces[0]):
        pieces = pieces[1:]
    while pieces and _is_space(pieces[-1]):
        pieces = pieces[:-1]
    if pieces:
        yield tuple(_single_spaced(pieces))


def _single_spaced(pieces: list[Inline]) -> Iterator[Inline]:
    """Yield pieces without white space at the ends and behind a line break or another space."""
    spaced = True
    for at, piece in enumerate(pieces):
        if isinstance(piece, Span):
            yield piece
            spaced = piece.role is Role.LINE_BREAK
            continue
        words = piece.text.lstrip(" ") if spaced else piece.text
        behind = pieces[at + 1] if at + 1 < len(pieces) else None
        if behind is None or (isinstance(behind, Span) and behind.role is Role.LINE_BREAK):
            words = words.rstrip(" ")
        if words:
            yield Text(words, piece.start)
            spaced = words.endswith(" ")


def _is_space(piece: Inline) -> bool:
    return not piece.text.strip(" ") if isinstance(piece, Text) else piece.role is Role.LINE_BREAK
