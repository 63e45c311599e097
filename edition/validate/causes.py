"""The first real cause why a text is no well-formed XML, and where it stands.

A parser notices a mistake late: a paragraph that nothing closes is told at the end tag of its division, a missing
quotation mark at the next tag. Here the text is read once more, tag by tag, as people mean it when they write it. What
this reading does not understand is left to the parser's own words. Source: XML 1.0, fifth edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from edition.tei.names import NO_CHARACTER

NAME = r"[^\s<>&/=\"'!?“”„]+"
SIGN = re.compile("[<&]")
BLANKS = re.compile(r"\s*")
DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL)
START = re.compile(rf"<({NAME})")
END = re.compile(rf"</({NAME})\s*(>?)")
ATTRIBUTE = re.compile(rf"\s*({NAME})\s*=\s*(\"[^\"<]*\"|'[^'<]*')")
BEGUN = re.compile(rf"\s*({NAME})\s*(=?)\s*(.?)", re.DOTALL)
CLOSED = re.compile(r"\s*(/?)>")
REFERENCE = re.compile(r"&(?:#0*([0-9]{1,20})|#x([0-9A-Fa-f]+)|[^\s<>&;#\"'=?]+);")
WORD = re.compile(r"[\w.-]*")
TAG = re.compile(
    rf"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?P<end>/?)(?P<name>{NAME})"
    r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(?P<empty>/?)>",
    re.DOTALL,
)
# What begins so lasts until its end; how findings call it.
LASTING = (
    ("<!--", "-->", "comment"),
    ("<![CDATA[", "]]>", "CDATA section"),
    ("<?", "?>", "processing instruction"),
)
TYPOGRAPHIC = frozenset("“”„‟‘’‚«»")
# Elements of TEI that are always empty.
EMPTY = frozenset({"anchor", "cb", "gb", "graphic", "lb", "milestone", "pb", "ptr"})
# How far to look for the end of a start tag.
AHEAD = 1000
# How alike two names are of which one may be the other misspelt.
ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Cause:
    """What is wrong, the way out, and where: offsets in the text."""

    message: str
    help: str
    at: int
    noticed: int  # where a parser cannot go on
    also: tuple[tuple[int, str], ...] = ()  # other places, with the reason why each is named


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open."""

    name: str
    at: int


def first(text: str) -> Cause | None:
    """The first cause why a text is no well-formed XML; None when this reading finds none."""
    found = next(_Reading(text).causes(), None)
    bad = NO_CHARACTER.search(text)
    if bad and (found is None or bad.start() < found.noticed):
        message = f"A control character (U+{ord(bad[0]):04X}) stands here, which XML does not allow."
        return Cause(message, "Delete it.", bad.start(), bad.start())
    return found


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Line and column of an offset, counted from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def excerpt(text: str, line: int, column: int, *, width: int = 76) -> str:
    """The line of a text around a column, and below it a caret that points to it."""
    lines: Sequence[str] = text.split("\n", line)
    whole = NO_CHARACTER.sub("\ufffd", lines[line - 1].rstrip("\r").replace("\t", " ")) if line <= len(lines) else ""
    start = max(0, min(column - 1 - width // 2, len(whole) - width))
    shown = whole[start : start + width]
    before, after = "…" * (start > 0), "…" * (start + width < len(whole))
    return f"{before}{shown}{after}\n{' ' * (len(before) + column - 1 - start)}^"


class _Reading:
    """One text being read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open: list[_Open] = []
        self._root = ""  # its name, once it has begun
        self._closed = ""  # the name of the element that was closed last
        self._nested: list[tuple[_Open, int]] = []  # closed ones in another of their name, with the end tag's offset

    def causes(self) -> Iterator[Cause]:
        """Yield what is wrong; only the first is to be trusted."""
        text = self._text
        while (here := self._next()) < len(text):
            if not self._open:
                yield from self._outside(self._at, here)
            self._at = here
            if text[here] == "&":
                yield from self._reference()
            elif text.startswith("<!DOCTYPE", here):
                declared = DOCTYPE.match(text, here)
                if declared is None:
                    return
                self._at = declared.end()
            elif lasting := next((one for one in LASTING if text.startswith(one[0], here)), None):
                yield from self._lasting(*lasting)
            elif text.startswith("</", here):
                yield from self._end_tag()
            else:
                yield from self._start_tag()
        if not self._open:
            yield from self._outside(self._at, len(text))
            return
        yield self._ended()

    def _next(self) -> int:
        """The offset of the next `<` or `&`, the length of the text when there is none."""
        found = SIGN.search(self._text, self._at)
        return found.start() if found else len(self._text)

    def _outside(self, start: int, end: int) -> Iterator[Cause]:
        """Yield what stands before or behind the root element and may not."""
        at = BLANKS.match(self._text, start).end()  # type: ignore[union-attr]  # it matches the empty text too
        at += self._text.startswith("\ufeff", at)
        if at < end and self._root:
            help = "Keep one root element; look for an end tag that stands too early."
            yield Cause(f"Words stand behind the end of the root element `{self._root}`.", help, at, at)
        elif at < end and START.search(self._text, at):
            yield Cause("Words stand before the root element.", "Put them into the text, or delete them.", at, at)

    def _reference(self) -> Iterator[Cause]:
        at = self._at
        known = REFERENCE.match(self._text, at)
        if known is None:
            name = WORD.match(self._text, at + 1)
            message = f"The `&` before “{name[0]}” stands alone." if name and name[0] else "An `&` stands alone."
            help = "Write `&amp;` for the sign itself."
            if number := re.match(r"&#[^\s<;]*;?", self._text[at : at + 20]):
                message = f"`{number[0]}` is no character reference."
                help = "Write `&#233;` or `&#xE9;`, or the character itself."
            elif name and name[0] in ("amp", "lt", "gt", "quot", "apos"):
                message, help = f"The semicolon is missing behind `&{name[0]}`.", f"Write `&{name[0]};`."
            yield Cause(message, help, at, at)
            return
        point = int(known[1]) if known[1] else int(known[2], 16) if known[2] else None
        if point is not None and (point > 0x10FFFF or NO_CHARACTER.match(chr(point))):
            message = f"The character reference `{known[0]}` names a character that XML does not allow."
            yield Cause(message, "Delete it.", at, at)
        self._at = known.end()

    def _lasting(self, begin: str, end: str, name: str) -> Iterator[Cause]:
        at, text = self._at, self._text
        stop = text.find(end, at + len(begin))
        inside = text[at + len(begin) : stop if stop >= 0 else len(text)]
        if stop < 0 or (begin == "<!--" and begin in inside):
            yield Cause(f"The {name} that begins here has no end.", f"End it with `{end}`.", at, at)
        if begin == "<!--" and ("--" in inside or inside.endswith("-")):
            hyphens = at + len(begin) + (inside.find("--") if "--" in inside else len(inside) - 1)
            yield Cause("A comment has two hyphens in it.", "Take one out.", hyphens, hyphens)
        if begin == "<?" and at > 0 and re.match(r"(?i)xml\s", inside) and text[:at] != "\ufeff":
            help = "Delete what is before `<?xml`, blanks and line ends too."
            yield Cause("The XML declaration does not stand at the very beginning.", help, at, at)
        self._at = stop + len(end)

    def _start_tag(self) -> Iterator[Cause]:
        at, text = self._at, self._text
        begun = START.match(text, at)
        if begun is None or not (begun[1][0].isalpha() or begun[1][0] in "_:"):
            yield Cause("A `<` stands alone.", "Write `&lt;` for the sign itself.", at, at)
            self._at = at + 1
            return
        if not self._open and self._root:
            help = "Keep one root element; look for an end tag that stands too early."
            message = f"A second root element, `{begun[1]}`, begins after `{self._root}` has ended."
            yield Cause(message, help, at, at)
        place, names = begun.end(), set[str]()
        while (closed := CLOSED.match(text, place)) is None:
            one = ATTRIBUTE.match(text, place)
            if one is None:
                yield _in_start_tag(text, begun[1], at, place)
                return
            if one.start() == one.start(1):
                message = f"A blank is missing before @{one[1]}."
                yield Cause(message, "Put a blank between attributes.", one.start(1), one.start(1))
            if one[1] in names:
                message = f"`{begun[1]}` has @{one[1]} twice."
                yield Cause(message, "Keep one of the two.", one.start(1), one.start(1))
            names.add(one[1])
            place = one.end()
        for reference in re.finditer("&", text[begun.end() : place]):
            self._at = begun.end() + reference.start()
            yield from self._reference()
        self._root = self._root or begun[1]
        if not closed[1]:
            self._open.append(_Open(begun[1], at))
        self._at = closed.end()

    def _end_tag(self) -> Iterator[Cause]:
        at, text = self._at, self._text
        tag = END.match(text, at)
        if tag is None:
            yield Cause("An end tag has no name.", "Write `</`, the element's name, `>`.", at, at)
            return
        name = tag[1]
        if not tag[2]:
            yield Cause(f"The end tag `</{name}` has no `>`.", "Close the tag.", at, tag.end())
        if not self._open:
            message = f"`</{name}>` closes nothing: no element is open here."
            yield Cause(message, "Take it out; or look for an end tag that stands too early.", at, at)
        elif self._open[-1].name == name:
            closed, self._closed = self._open.pop(), name
            if any(one.name == name for one in self._open):
                self._nested.append((closed, at))
        else:
            yield self._mismatch(name, at, tag.end())
        self._at = tag.end()

    def _mismatch(self, name: str, at: int, end: int) -> Cause:
        """The cause why an end tag meets another element that is still open."""
        innermost = self._open[-1]
        where = f"opened in line {self._line(innermost.at)}"
        also = ((innermost.at, f"`{innermost.name}` is opened here"),)
        around = [one.name for one in self._open]
        if name not in around:
            if SequenceMatcher(None, name.lower(), innermost.name.lower()).ratio() >= ALIKE:
                message = f"`</{name}>` is spelt otherwise than `{innermost.name}`, {where}."
                return Cause(message, f"Write `</{innermost.name}>`; upper and lower case count.", at, at, also)
            message = f"`</{name}>` closes nothing: no `{name}` is open here, but `{innermost.name}`, {where}."
            if self._closed == name:
                return Cause(message, "Take it out.", at, at, also)
            return Cause(message, f"Take it out, or write `</{innermost.name}>`.", at, at, also)
        if _next_unmatched(self._text, end) == innermost.name != around[-2]:
            message = f"`{innermost.name}`, {where}, and `{name}` cross: `</{name}>` stands before its end tag."
            return Cause(message, f"End `{innermost.name}` first, and begin it anew behind.", at, at, also)
        unclosed = self._really(innermost)
        message = f"`{unclosed.name}`, opened here, is not closed before `</{name}>` in line {self._line(at)}."
        also = ((at, f"`</{name}>` stands here"),)
        help = f"Put `</{unclosed.name}>` where the element ends."
        if unclosed.name in EMPTY:
            help = f"Write `<{unclosed.name}/>`: the element is always empty."
        return Cause(message, help, unclosed.at, at, also)

    def _really(self, left: _Open) -> _Open:
        """Of elements of a name that stand in each other, the one that lacks its end tag, by how lines are indented.

        A parser takes the end tag of the outer for that of the inner, and the outer is left over.
        """
        indent = _indent(self._text, left.at)
        for inner, closed_at in self._nested:
            inside_left = inner.name == left.name and inner.at > left.at
            if inside_left and indent is not None and _indent(self._text, closed_at) == indent:
                inside = _indent(self._text, inner.at)
                if inside is not None and len(inside) > len(indent):
                    return inner
        return left

    def _ended(self) -> Cause:
        innermost, end = self._open[-1], len(self._text.rstrip())
        message = f"The file ends before `{innermost.name}`, opened in line {self._line(innermost.at)}, is closed."
        help = "The end of the file is lost: bring it back."
        if len(self._open) == 1:
            help = f"Put `</{innermost.name}>` at the end."
        return Cause(message, help, end, len(self._text), ((innermost.at, f"`{innermost.name}` is opened here"),))

    def _line(self, at: int) -> int:
        return line_and_column(self._text, at)[0]


def _in_start_tag(text: str, element: str, tag: int, place: int) -> Cause:
    """The cause why the attributes of a start tag cannot be read on from a place."""
    begun = BEGUN.match(text, place)
    if begun is None or BLANKS.sub("", text[place : place + 1]) == "<":
        at = BLANKS.match(text, place).end()  # type: ignore[union-attr]  # it matches the empty text too
        sign = text[at : at + 1]
        if sign in ("", "<", "/"):
            return Cause(f"The start tag of `{element}` has no `>`.", "Close the tag.", tag, at)
        return Cause(f"`{sign}` may not stand in the start tag of `{element}`.", "Take it out.", at, at)
    at, name, sign = begun.start(1), begun[1], begun[3]
    if not begun[2] and re.match("[^<>]*<", text[begun.end(1) : begun.end(1) + AHEAD]):
        return Cause(f"The start tag of `{element}` has no `>`.", "Close the tag.", tag, begun.end(1))
    if not begun[2]:
        message = f"@{name} of `{element}` has no value."
        return Cause(message, f'Write {name}="value".', at, begun.end(2))
    if sign in TYPOGRAPHIC:
        message = f"The value of @{name} stands in typographic quotation marks."
        return Cause(message, f'Write {name}="value", with straight ones.', at, begun.start(3))
    if sign not in ('"', "'"):
        message = f"The value of @{name} is not in quotation marks."
        return Cause(message, f'Write {name}="value".', at, begun.start(3))
    stop = text.find(sign, begun.end())
    value = text[begun.end() : stop] if stop >= 0 else ""
    less = text.find("<", begun.end())
    if stop >= 0 and ">" not in value:
        return Cause(f"The value of @{name} has a `<` in it.", "Write `&lt;` for a less-than sign.", less, less)
    message = f"The value of @{name} of `{element}` has no closing quotation mark."
    return Cause(message, f"Close it with `{sign}`.", at, less if less >= 0 else len(text))


def _next_unmatched(text: str, start: int) -> str:
    """The name of the first end tag from an offset on whose start tag stands before it; "" when there is none."""
    inside = 0
    for tag in TAG.finditer(text, start):
        if tag["name"] is None or tag["empty"]:
            continue
        inside += -1 if tag["end"] else 1
        if inside < 0:
            return str(tag["name"])
    return ""


def _indent(text: str, at: int) -> str | None:
    """What stands before an offset in its line if that is blank, else None."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return None if before.strip() else before
