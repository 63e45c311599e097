"""Catalogues of the interface's words: YAML files, one to a language, read and checked.

A catalogue has groups, and these have messages:

    threads:
      title: Exchanges
      days_later:
        one: "{count} day later"
        other: "{count} days later"

A message may have fields in braces. One with a field `count` may have forms, one for each category of plural that the
language has in Unicode CLDR. The key `locale`, beside the groups, names a language whose dates, numbers and plurals to
use, where that is not the catalogue's own: `en-GB`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from babel import Locale, UnknownLocaleError
from pydantic import RootModel

from edition import packaged, yamlfile
from edition.diagnostics import Code, Diagnostic, EditionError, Location

ENGLISH = "en"
FOLDER = f"{packaged.TEMPLATES}/interface"
# So many missing keys are named in a finding.
NAMED = 40

# A text, or its forms by category of plural.
Message = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue as its file has it: messages by `group.name`, the line of each; `shown` is the path for findings."""

    shown: str
    locale: str
    messages: Mapping[str, Message]
    lines: Mapping[str, int | None]


class _File(RootModel[dict[str, Any]]):
    """A YAML file that is a mapping; what it maps to is checked message by message."""


def paths(root: Path | None, language: str) -> list[tuple[Path, str]]:
    """The catalogues for a language and what findings call them: `de` before `de-AT`, the default before an own one.

    Without the folder `root` of an edition they are those that the program itself brings.
    """
    parts = language.split("-")
    tags = ["-".join(parts[:length]) for length in range(1, len(parts) + 1)]
    found = [
        (folder / f"{tag}.yml", shown)
        for tag in tags
        for folder, shown in _folders(root, tag)
    ]
    return [(path, shown) for path, shown in dict(found).items() if path.is_file()]


def languages(root: Path) -> list[str]:
    """The languages that have a catalogue, by tag."""
    return sorted({path.stem for folder, _ in _folders(root, "") for path in folder.glob("*.yml")})


def _folders(root: Path | None, tag: str) -> Iterator[tuple[Path, str]]:
    """Yield the folders of catalogues, and what findings call the one of a language there."""
    yield packaged.folder(FOLDER), f"{tag}.yml"
    if root is not None:
        yield root / FOLDER, f"{FOLDER}/{tag}.yml"


@cache
def standard(language: str) -> Mapping[str, Message]:
    """The messages of a catalogue that the program itself brings."""
    path = packaged.folder(FOLDER) / f"{language}.yml"
    return read(path, path.name).messages


def read(path: Path, shown: str) -> Catalogue:
    """Read a catalogue; raise `EditionError` with each mistake, its line and the way out."""
    file, lines = yamlfile.parse(yamlfile.read_text(path, shown), _File, shown)
    found: dict[str, Message] = {}
    places: dict[str, int | None] = {}
    problems: list[Diagnostic] = []
    locale = ""
    for group, content in file.root.items():
        if group == "locale" and isinstance(content, str):
            locale = content
        elif isinstance(content, dict):
            for name, value in content.items():
                found[f"{group}.{name}"] = value
                places[f"{group}.{name}"] = lines.get((group, name))
        else:
            help = "A catalogue has groups, and these have messages: see the one for English."
            where = Location(shown, lines.get((group,)))
            problems.append(Diagnostic(Code.BAD_VALUE, f"`{group}` is no group of messages.", where, help))
    for key, message in found.items():
        problems += _malformed(key, message, Location(shown, places[key]))
    if problems:
        raise EditionError(*problems)
    return Catalogue(shown, locale, found, places)


def _malformed(key: str, message: Any, where: Location) -> Iterator[Diagnostic]:
    """Yield a finding for a message that is no text and has no forms that are, or whose braces hold no name."""
    texts = list(message.values()) if isinstance(message, dict) else [message]
    if not texts or not all(isinstance(text, str) and text.strip() for text in texts):
        help = "Write the words, in quotation marks where they begin with a brace or hold a colon."
        yield Diagnostic(Code.BAD_VALUE, f"The message `{key}` is no text.", where, help)
        return
    try:
        wrong = [name for text in texts for name in fields_of(text) if not name.isidentifier()]
    except ValueError as error:
        wrong = [str(error)]
    if wrong:
        help = "A field is a name in braces, `{count}`; a brace that is meant is written twice."
        yield Diagnostic(Code.BAD_VALUE, f"The message `{key}` has braces without a name: {wrong[0]}.", where, help)


@cache
def fields_of(text: str) -> Set[str]:
    """The names of the fields of a message's text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def locale_of(language: str, catalogues: Sequence[Catalogue]) -> str:
    """The locale, as CLDR names it, whose dates, numbers and plurals an interface in `language` has.

    That of the most special catalogue that names one; of a tag with a region its own. Raises `EditionError` for a
    language that CLDR does not have, and whose catalogue names no other.
    """
    named = [] if "-" in language else [one for one in catalogues if one.locale]
    tag = named[-1].locale if named else language
    try:
        return str(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        last = catalogues[-1]
        message = f"Unicode CLDR does not say how {tag!r} writes dates, numbers and plurals."
        help = f"Add a key `locale` to {last.shown} that names a language whose to use: `locale: en-GB`."
        raise EditionError(Diagnostic(Code.BAD_VALUE, message, Location(last.shown, 1), help)) from None


def categories(locale: str) -> Set[str]:
    """The categories of plural that a language has: `one` and `other` in English."""
    return Locale.parse(locale).plural_form.tags | {"other"}


def check(catalogues: Sequence[Catalogue], english: Mapping[str, Message], plurals: Set[str]) -> None:
    """Hold catalogues against the English one; `plurals` are the categories that the language has.

    Raises `EditionError` with each message that English does not have, or that has other fields or forms.
    """
    problems = [
        problem
        for catalogue in catalogues
        for key, message in catalogue.messages.items()
        for problem in _mistakes(key, message, english, plurals, Location(catalogue.shown, catalogue.lines[key]))
    ]
    if problems:
        raise EditionError(*problems)


def _mistakes(
    key: str, message: Message, english: Mapping[str, Message], plurals: Set[str], where: Location
) -> Iterator[Diagnostic]:
    if key not in english:
        close = difflib.get_close_matches(key, english, n=1)
        help = f"Did you mean `{close[0]}`?" if close else "Take it out; the catalogue for English has every key."
        yield Diagnostic(Code.UNKNOWN_KEY, f"Nothing in the interface says `{key}`.", where, help)
        return
    yield from _wrong_forms(key, message, english[key], plurals, where)
    asked = _all_fields(english[key])
    for text in _texts(message):
        unknown = sorted(fields_of(text) - asked)
        lost = sorted(asked - fields_of(text) - {"count"})
        if unknown:
            help = f"Its fields are: {_braced(asked)}." if asked else "It has no fields."
            yield Diagnostic(Code.BAD_VALUE, f"The message `{key}` has no field {_braced(unknown)}.", where, help)
        elif lost:
            message_lost = f"The message `{key}` lacks the field {_braced(lost)}."
            yield Diagnostic(Code.BAD_VALUE, message_lost, where, "Put it where the value is to stand.")


def _wrong_forms(
    key: str, message: Message, english: Message, plurals: Set[str], where: Location
) -> Iterator[Diagnostic]:
    """Yield a finding for a message whose forms are not those of the language's plurals."""
    if isinstance(english, str):
        if not isinstance(message, str) and "count" not in fields_of(english):
            help = "Write one text: the message has no count."
            yield Diagnostic(Code.BAD_VALUE, f"The message `{key}` has forms, and needs none.", where, help)
            return
        if isinstance(message, str):
            return
    forms = {"other"} if isinstance(message, str) else set(message)
    lost, unknown = sorted(plurals - forms), sorted(forms - plurals)
    help = f"Write a form for each of the language's categories: {', '.join(sorted(plurals))}."
    if lost:
        yield Diagnostic(Code.BAD_VALUE, f"The message `{key}` lacks the form `{lost[0]}`.", where, help)
    if unknown:
        yield Diagnostic(Code.BAD_VALUE, f"The message `{key}` has a form `{unknown[0]}` too many.", where, help)


def _texts(message: Message) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message.values())


def _all_fields(message: Message) -> Set[str]:
    return frozenset(name for text in _texts(message) for name in fields_of(text))


def _braced(names: Set[str] | Sequence[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))


def lacking(catalogues: Sequence[Catalogue], english: Mapping[str, Message]) -> Iterator[Diagnostic]:
    """Yield a finding when the catalogues of a language together lack messages that English has."""
    known = {key for catalogue in catalogues for key in catalogue.messages}
    lost = [key for key in english if key not in known]
    if lost:
        named = ", ".join(lost[:NAMED]) + (f" and {len(lost) - NAMED} more" if len(lost) > NAMED else "")
        message = f"The interface says {len(lost)} of its {len(english)} messages in English: {named}."
        help = f"Add them to {catalogues[-1].shown}."
        yield Diagnostic(Code.WORDS_MISSING, message, Location(catalogues[-1].shown), help)
