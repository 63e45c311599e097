"""Templates and assets: the edition's own first, then the package's defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from edition import packaged
from edition.tei.direction import direction
from edition.words.interface import Interface

FOLDER = packaged.TEMPLATES
# The style sheet with which an edition overrides tokens and more; there is none by default.
OWN_STYLE = "assets/own.css"
# A day and its month, a number and what it counts; "No. 28"; initials and what they begin.
_PAIR = re.compile(r"(?:(?<!\d)\d{1,2}\.?|\b[^\W\d_]{1,3}\.(?= \d)|\b[^\W\d_]\.) (?=\w)")


def defaults() -> Path:
    """The folder of default templates: in the installed package, else in the checkout around it."""
    return packaged.folder(FOLDER)


def environment(root: Path, interface: Interface) -> jinja2.Environment:
    """Templates of the edition in folder `root`, over the defaults; an undefined name is an error, all is escaped.

    A template of the edition may extend the default that it replaces by the name `default/NAME`. For all of them `say`
    has the words of the interface, `number` and `listed` write numbers and rows of words as its language does, and
    `in_language` gives the attributes of what is in another language. The filter `unparted` keeps
    dates and numbers on a line.
    """
    default = jinja2.FileSystemLoader(defaults())
    found = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [jinja2.FileSystemLoader(root / FOLDER), default, jinja2.PrefixLoader({"default": default})]
        ),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.globals |= {
        "say": interface.say,
        "number": interface.number,
        "listed": interface.listed,
        "in_language": partial(in_language, interface.language),
    }
    found.filters["unparted"] = unparted
    return found


def unparted(words: str) -> str:
    """The title of a text with no-break spaces in names, dates and numbers, which no line should part.

    Finished markup stays as it is.

    >>> print(unparted("A. Lark, 9 May 1942 (No. 28)").replace("\u00a0", "_"))
    A._Lark, 9_May 1942 (No._28)
    """
    if hasattr(words, "__html__"):
        return words
    return _PAIR.sub(lambda found: f"{found[0][:-1]}\u00a0", words)


def in_language(around: str, language: str) -> Markup:
    """The attributes of an element in a language, within one in another: `lang`, and `dir` where it differs.

    Words in a language that nobody tells run as their first letter does.

    >>> print(in_language("en", "he"), in_language("en", "de"), in_language("en", ""))
     lang="he" dir="rtl"  lang="de"  dir="auto"
    """
    if not language:
        return Markup(' dir="auto"')
    lang = Markup(' lang="{}"').format(language) if language != around else Markup()
    return lang + (Markup(' dir="{}"').format(direction(language)) if direction(language) != direction(around) else "")


def render(templates: jinja2.Environment, name: str, view: Any) -> bytes:
    """Fill the template `name` with the fields of the view, a dataclass, and return the page."""
    if not is_dataclass(view):
        raise TypeError(f"{view!r} is no dataclass")
    values = {field.name: getattr(view, field.name) for field in fields(view)}
    return templates.get_template(name).render(values).encode("utf-8")


def has_own_style(root: Path) -> bool:
    """Tell whether the edition in folder `root` has a style sheet of its own."""
    return (root / FOLDER / OWN_STYLE).is_file()


def assets(root: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the path in the site and the content of every asset; one of the edition hides the default of its name."""
    files = dict(_assets_in(defaults())) | dict(_assets_in(root / FOLDER))
    for path in sorted(files):
        yield path, files[path].read_bytes()


def _assets_in(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in (folder / "assets").rglob("*"):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file
