"""The characters of a TEI file: where in them each element and text of its tree stands; tags put in and taken out.

A tree that is written anew differs in what nobody touched: quotation marks, line ends, blanks in tags. Here the file's
own characters stay, and only tags come between them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from edition.tei.names import local

# The xml:id by which `edition annotate` names itself: its markup says resp="#annotate".
ANNOTATE = "annotate"

# All that stands between two pieces of text, a reference to an entity of one's own too (XML 1.0, productions 15, 16,
# 18, 28, 40, 42, 44, 68). Only a file that is well-formed can be read so.
_HIDDEN = r"""<(?:!--.*?--> | \?.*?\?> | !\[CDATA\[.*?\]\]> | !DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*'|\[.*?\]\s*(?=>))*>)"""
_ATTRIBUTES = r"""[^>"']*+(?:"[^"]*+"[^>"']*+|'[^']*+'[^>"']*+)*+"""
_MARKUP = rf"""</[^>]*+> | <[^!?/>"']{_ATTRIBUTES}> | {_HIDDEN} | &(?!(?:lt|gt|amp|apos|quot);)[^#;]+;"""
MARKUP = re.compile(_MARKUP, re.DOTALL | re.VERBOSE)
CDATA = "<![CDATA["
# What only looks like markup.
HIDDEN = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
# What a program writes into a header; what is in it is the program's, too.
DECLARATION = re.compile(r"<(?:[\w.-]+:)?(?:encodingDesc|classDecl|taxonomy|correspContext)\s")
# What stands for one character in a text, or, a CDATA section, for those in it.
REFERENCE = re.compile(r"&[^;]+;|\r\n|<!\[CDATA\[(?P<characters>.*?)\]\]>", re.DOTALL)
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
    def of(
        cls, text: str, root: etree._Element, wanted: Sequence[etree._Element], alone: Sequence[etree._Element] = ()
    ) -> Layout:
        """Lay out elements of the tree that was parsed from `text`: some with all that is in them, some by themselves.

        No element that is wanted stands in another one.
        """
        extents = _by_name(text, root, wanted, alone)
        for element in wanted:
            markup = MARKUP.finditer(text, extents[element].start)
            if CDATA in text:
                markup = (match for match in markup if not text.startswith(CDATA, match.start()))
            for node, extent in _extents(text, markup, element.iter()):
                extents[node] = extent
                if node is element:
                    break
        return cls(text, extents)

    def offset(self, node: etree._Element, index: int, *, tail: bool) -> int | None:
        """Where a character of a node's text, or of its tail, stands; None within a CDATA section, which holds no tags.

        The first character of such a section stands where it begins, and what follows on the last where it ends.
        """
        at = self._begin(node, tail=tail)
        stretch = self.text[at : at + index]
        if "&" not in stretch and "\r" not in stretch and "<" not in stretch:
            return at + index
        left = index
        for match in REFERENCE.finditer(self.text, at):
            left_there = left - (match.start() - at)
            if left_there <= 0:
                break
            characters = match["characters"]
            length = 1 if characters is None else len(characters.replace("\r\n", "\n"))
            if left_there < length:
                return None
            at, left = match.end(), left_there - length
        return at + left

    def _begin(self, node: etree._Element, *, tail: bool) -> int:
        extent = self.extents[node]
        return extent.end if tail else extent.inner


def _by_name(
    text: str, root: etree._Element, wanted: Sequence[etree._Element], alone: Sequence[etree._Element]
) -> dict[etree._Element, Extent]:
    """The extents of elements, found by the tags of their names only; of those wanted it may be the start alone."""
    names = frozenset(map(_as_written, (*wanted, *alone)))
    found: dict[etree._Element, Extent] = {}
    missing = {*wanted, *alone}
    if missing:
        named = root.iter(*(f"{{*}}{name.rpartition(':')[2]}" for name in names))
        nodes = (one for one in named if _as_written(one) in names)
        tags = (match for match in _tags(names).finditer(text) if text[match.start() + 1] not in "!?")
        for node, extent in _extents(text, tags, nodes, frozenset(wanted)):
            if node in missing:
                found[node] = extent
                missing.remove(node)
                if not missing:
                    break
    return found


def _as_written(element: etree._Element) -> str:
    """The name that the tags of an element have."""
    return f"{element.prefix}:{local(element)}" if element.prefix else local(element)


@lru_cache(maxsize=100)
def _tags(names: frozenset[str]) -> re.Pattern[str]:
    """The tags of elements of these names, and what only looks like tags."""
    name = rf"(?:{'|'.join(map(re.escape, sorted(names)))})(?=[\s/>])"
    return re.compile(rf"""{_HIDDEN} | <(?:/{name}[^>]*+>|{name}{_ATTRIBUTES}>)""", re.DOTALL | re.VERBOSE)


def _extents(
    text: str,
    markup: Iterable[re.Match[str]],
    nodes: Iterator[etree._Element],
    starts: Container[etree._Element] = frozenset(),
) -> Iterator[tuple[etree._Element, Extent]]:
    """Yield nodes of a tree and where they stand, each at its end tag; those in `starts` at their start tag, too.

    `markup` is what begins and ends the nodes.
    """
    opened: list[tuple[etree._Element, int, int]] = []
    for match in markup:
        at, end = match.span()
        second = text[at + 1]
        if second == "/":
            node, began, inner = opened.pop()
            yield node, Extent(began, inner, at, end)
        elif second in "!?" or text[end - 2] == "/" or text[at] == "&":
            yield next(nodes), Extent(at, end, end, end)
        else:
            node = next(nodes)
            opened.append((node, at, end))
            if node in starts:
                yield node, Extent(at, end, end, end)


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
    return left_out(text, stretches(text, responsible))


def stretches(text: str, responsible: str) -> list[tuple[int, int]]:
    """What `without` takes out of a text: where each stretch begins and ends, in order."""
    if f"#{responsible}" not in text and f'"{responsible}"' not in text:
        return []
    try:
        return _own(text, responsible)
    except IndexError:
        return []


def left_out(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """The text without some stretches of it, which are given in order."""
    parts: list[str] = []
    done = 0
    for start, end in stretches:
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
    own, stated, says = _signs(responsible)
    hidden = [match.span() for match in HIDDEN.finditer(text) if responsible in match.group()]
    found: list[tuple[int, int]] = []
    for match in says.finditer(text):
        start = text.rfind("<", 0, match.start())
        tag = MARKUP.match(text, start)
        if tag is None or tag.end() < match.end() or any(since < start < until for since, until in hidden):
            continue
        end = tag.end()
        owned = own.search(text, start, end) is not None
        if stated.match(text, start, end) or (owned and DECLARATION.match(text, start, end)):
            found.append((len(text[:start].rstrip()), _end_tag(text, end)[1]))
        elif owned:
            found.append((start, end))
            if text[end - 2] != "/":
                found.append(_end_tag(text, end))
    return sorted(found)


@lru_cache(maxsize=8)
def _signs(responsible: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """By what one knows an attribute of a program, its statement, and the end of both."""
    name = re.escape(responsible)
    own = re.compile(rf"""\sresp\s*=\s*(["'])#{name}\1""")
    stated = re.compile(rf"""<(?:[\w.-]+:)?respStmt\s[^>]*?xml:id\s*=\s*(["']){name}\1""")
    return own, stated, re.compile(rf"""{name}["']""")


def _end_tag(text: str, inner: int) -> tuple[int, int]:
    """Where the end tag of the element stands whose content begins at an offset."""
    nearest = text.find("<", inner)
    if text.startswith("</", nearest):
        return nearest, text.index(">", nearest) + 1
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
