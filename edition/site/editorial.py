"""Editorial pages, written in Markdown; their footnotes have the structure of the notes of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.footnote import footnote_plugin

from edition import yamlfile
from edition.config import Page
from edition.diagnostics import Code, Diagnostic, EditionError, Location

HOME = "index"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote of an editorial page: its id, its number as shown, its content, the ids of its calls."""

    id: str
    label: str
    content: Markup
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EditorialPage:
    """An editorial page: its name, which its address is made from, its title, its label in the navigation, its text."""

    name: str
    source: str
    title: str
    label: str
    text: Markup
    footnotes: tuple[Footnote, ...]


def load(folder: Path, listed: Sequence[Page]) -> tuple[EditorialPage, ...]:
    """Read the Markdown files of `folder`: first those listed, in that order, then all others by name.

    Raises `EditionError` with a finding for each page that is missing or cannot be read.
    """
    known = {page.file for page in listed}
    others = sorted(file.name for file in folder.glob("*.md") if file.name not in known)
    pages: list[EditorialPage] = []
    problems: list[Diagnostic] = []
    for file, label in [*((page.file, page.title) for page in listed), *((name, "") for name in others)]:
        try:
            if not (folder / file).resolve().is_relative_to(folder.resolve()):
                message = f"{folder.name}/{file} leads out of the folder."
                help = "Put the text itself there; nothing outside the edition is published."
                raise EditionError(Diagnostic(Code.FILE_UNREADABLE, message, Location(f"{folder.name}/{file}"), help))
            text = yamlfile.read_text(folder / file, f"{folder.name}/{file}")
            pages.append(parse(text, name=Path(file).stem, label=label, source=f"{folder.name}/{file}"))
        except EditionError as error:
            problems += error.diagnostics
    if problems:
        raise EditionError(*problems)
    return tuple(pages)


def parse(text: str, *, name: str, label: str = "", source: str = "") -> EditorialPage:
    """Turn Markdown into a page. A first-level heading at its start is the title; HTML in it is shown, not obeyed."""
    tokens = _reader().parse(text)
    _number_calls(tokens)
    title = ""
    if tokens and tokens[0].tag == "h1":
        title = _plain(tokens[1])
        tokens = tokens[3:]
    body, notes = _parted(tokens)
    footnotes = tuple(
        Footnote(f"note-{number}", str(number), _html(content), _calls_of(number - 1, tokens))
        for number, content in enumerate(notes, 1)
    )
    shown = label or title or name.replace("-", " ").capitalize()
    return EditorialPage(name, source, title or shown, shown, _html(body), footnotes)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    return reader.use(footnote_plugin).use(anchors_plugin, max_level=4)


def _number_calls(tokens: Sequence[Token]) -> None:
    """Replace each footnote reference by a link that looks as a note call does in a document."""
    for token in tokens:
        token.children = [new for child in token.children or () for new in _call(child)] if token.children else None


def _call(token: Token) -> list[Token]:
    if token.type == "footnote_anchor":
        return []
    if token.type != "footnote_ref":
        return [token]
    number = token.meta["id"] + 1
    attributes: dict[str, str | int | float] = {
        "class": "call",
        "id": _call_id(number, token.meta.get("subId", 0)),
        "href": f"#note-{number}",
        "role": "doc-noteref",
    }
    opening = Token("link_open", "a", 1, attrs=attributes, meta=token.meta)
    return [opening, Token("text", "", 0, content=str(number)), Token("link_close", "a", -1)]


def _call_id(number: int, repetition: int) -> str:
    return f"call-{number}-{repetition + 1}" if repetition else f"call-{number}"


def _parted(tokens: Sequence[Token]) -> tuple[list[Token], list[list[Token]]]:
    """Part the text of the page from its footnotes, each a list of tokens."""
    body: list[Token] = []
    notes: list[list[Token]] = []
    inside = False
    for token in tokens:
        if token.type in ("footnote_block_open", "footnote_block_close", "footnote_anchor"):
            continue
        if token.type == "footnote_open":
            notes.append([])
        inside = token.type == "footnote_open" or (inside and token.type != "footnote_close")
        if token.type in ("footnote_open", "footnote_close"):
            continue
        (notes[-1] if inside else body).append(token)
    return body, notes


def _calls_of(note: int, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The ids of the calls of a note, in the order of the page."""
    return tuple(
        str(child.attrs["id"])
        for token in tokens
        for child in token.children or ()
        if child.type == "link_open" and child.attrs.get("role") == "doc-noteref" and child.meta["id"] == note
    )


def _html(tokens: Sequence[Token]) -> Markup:
    reader = _reader()
    return Markup(reader.renderer.render(tokens, reader.options, {}))


def _plain(token: Token) -> str:
    return "".join(_words(token.children or ()))


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        yield token.content if token.type in ("text", "code_inline") else " " if token.type == "softbreak" else ""
