"""An HTML page as bytes, decoded, parsed and cut down to the part that is text."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree, html

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest.profile import Page
from edition.ingest.readers.html.notes import BLOCKS, take_out

Element = etree._Element

LARGEST = 20_000_000  # bytes
DEEPEST = 150  # elements within elements; no page that is read by people has so many
# Never text, and no words of the page.
NO_WORDS = frozenset("script style template head title meta link base".split())
# Words of the page, never text of what it shows.
CONTROLS = frozenset("nav button select textarea option datalist noscript menu dialog".split())
DECLARED = re.compile(
    rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE
)
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What begins an XML declaration; lxml reads no text that both is decoded and says how it was encoded.
PROLOG = re.compile(r"^\s*<\?xml.*?\?>", re.DOTALL)
# The names by which pages call what is really Windows-1252 (WHATWG Encoding Standard, section 4.2).
WINDOWS = frozenset("ascii us-ascii iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1".split())


@dataclass(frozen=True, slots=True)
class Cut:
    """The parts of a page that are its text, in order; what was left out, in characters by reason; what was assumed."""

    parts: tuple[Element, ...]
    left_out: Mapping[str, int]
    findings: tuple[Diagnostic, ...]


def cut(data: bytes, shown: str, form: Page) -> Cut:
    """The text of a page, as the profile says where it is; `shown` is the file as findings print it.

    Raises `EditionError` for a page that cannot be decoded or parsed, and when nothing is where the profile says.
    """
    words, findings = _decoded(data, shown)
    root = _parsed(words, shown)
    for element in list(root.iter(*NO_WORDS)):
        take_out(element)
    everything = _characters(root)
    chosen = _chosen(root, form.content, shown)
    left_out = Counter({"outside the text of the page": everything - sum(map(_characters, chosen))})
    for expression in form.omit:
        found = _outermost([one for one in _found(root, expression) if _is_within(one, chosen)])
        left_out[f"left out as {expression}"] += sum(map(_characters, found))
        for one in found:
            take_out(one)
    controls = [one for part in chosen for one in part.iter(*CONTROLS) if one is not part]
    left_out["navigation and controls"] += sum(map(_characters, _outermost(controls)))
    for one in controls:
        take_out(one)
    return Cut(tuple(chosen), {reason: count for reason, count in left_out.items() if count}, findings)


def _decoded(data: bytes, shown: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """The characters of a page: as it declares, else as UTF-8, else as Windows-1252, which is then said."""
    if not data.strip():
        help = "Put the page there, exactly as received."
        raise EditionError(Diagnostic(Code.EMPTY_FILE, "The page is empty.", Location(shown), help))
    if len(data) > LARGEST:
        message = f"The page is larger than the {LARGEST // 1_000_000} MB that are read."
        raise EditionError(Diagnostic(Code.BAD_DOCUMENT, message, Location(shown), "Divide it into several pages."))
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _with(encoding, data, shown), ()
    declared = DECLARED.search(data[:4096])
    if declared:
        name = (declared[1] or declared[2]).decode("ascii", "replace").lower()
        return _with("windows-1252" if name in WINDOWS else name, data, shown), ()
    if data.isascii():
        return data.decode("ascii"), ()
    try:
        words, assumed = data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        words, assumed = _with("windows-1252", data, shown), "Windows-1252"
    message = f"The page does not declare its character set; {assumed} is assumed."
    help = "Look at its accented letters and dashes; if they are wrong, save the page as UTF-8."
    return words, (Diagnostic(Code.CHARSET_ASSUMED, message, Location(shown), help),)


def _with(encoding: str, data: bytes, shown: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        message = f"The page declares the character set “{encoding}”, which nobody knows."
        help = "Save it as UTF-8, and let it declare that."
    except UnicodeError as error:
        where = data.count(b"\n", 0, error.start) + 1 if isinstance(error, UnicodeDecodeError) else 1
        message = f"The page says that it is {encoding}, but line {where} has bytes that are not."
        help = "Find out its real character set, and save it as UTF-8."
    raise EditionError(Diagnostic(Code.BAD_DOCUMENT, message, Location(shown), help))


def _parsed(words: str, shown: str) -> Element:
    help = "Open it in a browser, and save the page that one sees."
    if "\x00" in words:
        message = "This is no page of HTML: it has bytes that no text has."
        raise EditionError(Diagnostic(Code.BAD_DOCUMENT, message, Location(shown), help))
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        root: Element = html.document_fromstring(PROLOG.sub("", words), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message = f"This page cannot be read as HTML: {error}."
        raise EditionError(Diagnostic(Code.BAD_DOCUMENT, message, Location(shown), help)) from None
    if _depth(root) > DEEPEST:
        message = f"The page has elements more than {DEEPEST} deep within one another."
        raise EditionError(Diagnostic(Code.BAD_DOCUMENT, message, Location(shown), help))
    return root


def _depth(root: Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _chosen(root: Element, expression: str, shown: str) -> list[Element]:
    found = _outermost(_found(root, expression))
    if not found:
        message = f"Nothing on this page is {expression!r}, where `html.content` of the profile says that its text is."
        help = "Look at the source of the page, and name the element that holds its text, such as //div[@id='text']."
        raise EditionError(Diagnostic(Code.NOTHING_MATCHES, message, Location(shown), help))
    return found


def _found(root: Element, expression: str) -> list[Element]:
    found = root.xpath(expression)
    return [one for one in found if isinstance(one, etree._Element)] if isinstance(found, list) else []


def _is_within(element: Element, parts: Sequence[Element]) -> bool:
    return element not in parts and any(around in parts for around in element.iterancestors())


def _outermost(found: Sequence[Element]) -> list[Element]:
    inside = set(found)
    return [one for one in found if not any(around in inside for around in one.iterancestors())]


def _characters(element: Element) -> int:
    """How many characters an element has, white space apart."""
    return sum(len("".join(str(piece).split())) for piece in element.itertext())


def text_of(parts: Sequence[Element]) -> str:
    """The words of parts of a page; where one block ends and the next begins, they part."""
    pieces: list[str] = []
    for part in parts:
        for event, element in etree.iterwalk(part, events=("start", "end")):
            parted = " " if element.tag in BLOCKS or element.tag == "br" else ""
            if event == "start":
                pieces += [parted, element.get("alt", "") if element.tag == "img" else element.text or ""]
            else:
                pieces += [parted, (element.tail or "") if element is not part else ""]
    return "".join(pieces)
