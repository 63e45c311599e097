"""The characters of a TEI file: where in them each element and text of its tree stands; tags put in and taken out.

A tree that is written anew differs in what nobody touched: quotation marks, line ends, blanks in tags. Here the file's
own characters stay, and only tags come between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from lxml import etree

# The xml:id by which `edition annotate` names itself: its markup says resp="#annotate".
ANNOTATE = "annotate"

# All that stands between two pieces of text, a reference to an entity of one's own too (XML 1.0, productions 15, 16,
# 18, 28, 40, 42, 44, 68). Only a file that is well-formed can be read so.
_BEGINNINGS = r"""<(?:!--.*?--> | \?.*?\?> | !\[CDATA\[.*?\]\]> | !DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*'|\[.*?\]\s*(?=>))*>
    | [^!?/>"'][^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+>) | &(?!(?:lt|gt|amp|apos|quot);)[^#;]+;"""
BEGINNING = re.compile(_BEGINNINGS, re.DOTALL | re.VERBOSE)
MARKUP = re.compile(rf"</[^>]*+> | {_BEGINNINGS}", re.DOTALL | re.VERBOSE)
CDATA = "<![CDATA["
# What only looks like markup.
HIDDEN = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
# What a program declares in a header; what is in it is the program's, too.
DECLARATION = re.compile(r"<(?:[\w.-]+:)?(?:encodingDesc|classDecl|taxonomy)\s")
# What stands for one character in a text.
REFERENCE = re.compile(r"&[^;]+;|\r\n")
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""")
MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Extent(NamedTuple):
    """Where an element stands: its start tag, what is in it, its end tag; of an empty tag all but the start are one."""

    start: int
    inner: int
    inner_end: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The characters of a file, and the extents of nodes of its tree."""

    text: str
    extents: Mapping[etree._Element, Extent]

    @classmethod
    def of(cls, text: str, root: etree._Element, wanted: Iterable[etree._Element]) -> Layout:
        """Lay out elements, and all that is in them, of the tree that was parsed from `text`."""
        nodes = list(root.iter())
        beginnings = _beginnings(text)
        extents: dict[etree._Element, Extent] = {}
        passed = 0
        for index in sorted(map(nodes.index, wanted)):
            if nodes[index] not in extents:
                start = next(islice(beginnings, index - passed, None)).start()
                passed = index + 1
                _lay_out(text, start, iter(nodes[index:]), extents)
        return cls(text, extents)

    def offset(self, node: etree._Element, index: int, *, tail: bool) -> int | None:
        """Where a character of a node's text, or of its tail, stands; None in a CDATA section, which holds no tags."""
        at = self._begin(node, tail=tail)
        stretch = self.text[at : at + index]
        if "&" not in stretch and "\r" not in stretch and "<" not in stretch:
            return at + index
        left = index
        for match in REFERENCE.finditer(self.text, at):
            between = match.start() - at
            if between >= left:
                break
            at, left = match.end(), left - between - 1
        return None if "<" in self.text[self._begin(node, tail=tail) : at + left] else at + left

    def _begin(self, node: etree._Element, *, tail: bool) -> int:
        extent = self.extents[node]
        return extent.end if tail else extent.inner


def _beginnings(text: str) -> Iterator[re.Match[str]]:
    """The beginnings of the nodes of a file's tree, the root first."""
    prologue = (match for match in BEGINNING.finditer(text) if text[match.start() + 1] not in "!?")
    found = BEGINNING.finditer(text, next(prologue).start())
    return (match for match in found if not _is_cdata(match)) if CDATA in text else found


def _is_cdata(match: re.Match[str]) -> bool:
    return match.string.startswith(CDATA, match.start())


def _lay_out(
    text: str, start: int, nodes: Iterator[etree._Element], extents: dict[etree._Element, Extent]
) -> None:
    """Find the extents of the node that begins at an offset, and of the nodes in it."""
    opened: list[tuple[etree._Element, int, int]] = []
    for match in MARKUP.finditer(text, start):
        at, end = match.span()
        second = text[at + 1]
        if second == "/":
            node, began, inner = opened.pop()
            extents[node] = Extent(began, inner, at, end)
        elif second in "!?" or text[at] == "&" or text[end - 2] == "/":
            if not _is_cdata(match):
                extents[next(nodes)] = Extent(at, end, end, end)
        else:
            opened.append((next(nodes), at, end))
        if not opened:
            return


def put_in(text: str, insertions: Iterable[tuple[int, str]]) -> str:
    """The text with strings put in at offsets; those of one offset in the order given."""
    parts: list[str] = []
    done = 0
    for at, inserted in sorted(insertions, key=lambda one: one[0]):
        parts += (text[done:at], inserted)
        done = at
    return "".join([*parts, text[done:]])


def without(text: str, responsible: str) -> str:
    """The text of a file without what a program has put into it: tags with `@resp`, its `respStmt`; all else stays.

    `responsible` is the program's id, without `#`. What stands between the tags stays; the program's statement of
    responsibility goes with the white space before it. A text that is not well-formed stays as it is.
    """
    if f"#{responsible}" not in text and f'"{responsible}"' not in text:
        return text
    try:
        found = _own(text, responsible)
    except IndexError:
        return text
    parts: list[str] = []
    done = 0
    for start, end in found:
        parts.append(text[done:start])
        done = end
    return "".join([*parts, text[done:]])


def stripped(content: bytes, responsible: str = ANNOTATE) -> bytes:
    """The content of a file without what a program has put into it; as it is where its characters cannot be read."""
    if responsible.encode("ascii") not in content and b"\0" not in content:
        return content
    try:
        text, encoding = decoded(content)
    except (UnicodeDecodeError, LookupError):
        return content
    return encoded(without(text, responsible), encoding)


def decoded(content: bytes) -> tuple[str, str]:
    """The characters of an XML file, a byte order mark among them, and its encoding.

    Raises `UnicodeDecodeError`, or `LookupError` where the declared encoding is none.
    """
    encoding = next((name for mark, name in MARKS if content.startswith(mark)), "")
    if not encoding:
        declared = DECLARED.match(content)
        encoding = declared.group(1).decode("ascii") if declared else "utf-8"
    return content.decode(encoding), encoding


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of an XML file; a character that the encoding lacks is written as a reference."""
    return text.encode(encoding, "xmlcharrefreplace")


def _own(text: str, responsible: str) -> list[tuple[int, int]]:
    """The stretches that a program has put in, in order. Raises `IndexError` where an element does not end."""
    own = re.compile(rf"""\sresp\s*=\s*(["'])#{re.escape(responsible)}\1""")
    stated = re.compile(rf"""<(?:[\w.-]+:)?respStmt\s[^>]*?xml:id\s*=\s*(["']){re.escape(responsible)}\1""")
    hidden = [match.span() for match in HIDDEN.finditer(text)]
    found: list[tuple[int, int]] = []
    for match in re.finditer(rf"""{re.escape(responsible)}["']""", text):
        start = text.rfind("<", 0, match.start())
        tag = MARKUP.match(text, start)
        if tag is None or tag.end() < match.end() or any(since < start < until for since, until in hidden):
            continue
        owned = own.search(tag.group()) is not None
        if stated.match(tag.group()) or (owned and DECLARATION.match(tag.group())):
            found.append((len(text[:start].rstrip()), _end_tag(text, tag.end())[1]))
        elif owned:
            found.append(tag.span())
            if not tag.group().endswith("/>"):
                found.append(_end_tag(text, tag.end()))
    return sorted(found)


def _end_tag(text: str, inner: int) -> tuple[int, int]:
    """Where the end tag of the element stands whose content begins at an offset."""
    depth = 1
    for match in MARKUP.finditer(text, inner):
        token = match.group()
        if token.startswith("</"):
            depth -= 1
            if not depth:
                return match.span()
        elif not token.startswith(("<!", "<?", "&")) and not token.endswith("/>"):
            depth += 1
    raise IndexError
