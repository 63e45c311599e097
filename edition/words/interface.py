"""What the interface of the site says: messages, dates, numbers and lists in one language.

Words come from catalogues, one YAML file to a language (see `edition.words.messages`); dates, numbers and the
categories of plurals from Unicode CLDR, which Babel has.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unicodedata import bidirectional

from babel import Locale
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from edition import config
from edition.diagnostics import Code, Diagnostic, EditionError
from edition.tei.dates import in_time, without_shared_end, year
from edition.tei.facts import Moment
from edition.words import dates, messages
from edition.words.messages import ENGLISH, Message

# Words between isolates, and what no key of a catalogue has.
_ISOLATED = re.compile("\u2068[^\u2069]*\u2069")
_SIGNS = re.compile(r"[^a-z0-9]+")


class UnknownMessage(LookupError):
    """Somebody asked for a message that no catalogue has, or gave it other fields than it has."""


@dataclass(frozen=True, slots=True)
class Interface:
    """The words of the interface in one language, and how that language writes dates, numbers and lists."""

    language: str  # BCP 47, for `lang`
    locale: str  # as CLDR names it: whose dates, numbers and plurals
    messages: Mapping[str, Message]

    def say(self, key: str, /, **fields: object) -> str:
        """The message `key`, `group.name`, with its fields filled; whole numbers are written as the language does.

        The field `count` chooses among the forms of a plural. With a field that is HTML (`Markup`) the message is HTML,
        and everything else in it escaped. Raises `UnknownMessage` for a key or field that there is not.
        """
        text = self._form(key, fields)
        lacking = (messages.fields_of(text) ^ fields.keys()) - {"count"}
        if lacking or ("count" in messages.fields_of(text) and "count" not in fields):
            raise UnknownMessage(f"the message {key} has other fields: {', '.join(sorted(lacking or {'count'}))}")
        given = {name: self._written(value) for name, value in fields.items()}
        if any(hasattr(value, "__html__") for value in given.values()):
            return escape(text).format(**given)
        return text.format_map(given)

    def term(self, group: str, value: str) -> str:
        """What `group` calls a value of a text, such as the type of a note; the value itself where it has no word."""
        key = f"{group}.{_SIGNS.sub('_', value.lower())}"
        return self.say(key) if key in self.messages else value

    def date(self, iso: str) -> str:
        """An ISO 8601 day, month or year in words: "9 May 1942"; what is no such date stays as written."""
        return dates.day(iso, self.locale)

    def month(self, iso: str) -> str:
        """The month of an ISO date alone: "May"; "" when it has none."""
        return dates.month(iso, self.locale)

    def short_month(self, iso: str) -> str:
        """The month of an ISO date, shortened: "Sept"; "" when it has none."""
        return dates.month(iso, self.locale, "LLL")

    def moment(self, moment: Moment) -> str:
        """When something happened: a day, what is known of its bounds, how long it lasted, or that it is unknown."""
        first, last = self.date(moment.not_before), self.date(moment.not_after)
        if moment.when:
            return self.date(moment.when)
        if first and last:
            key = "dates.from_to" if moment.lasted else "dates.between"
            return self.say(key, first=without_shared_end(first, last), last=last)
        if last:
            return self.say("dates.until" if moment.lasted else "dates.not_later", date=last)
        if first:
            return self.say("dates.since" if moment.lasted else "dates.not_earlier", date=first)
        return self.say("dates.unknown")

    def span(self, days: Sequence[str]) -> str:
        """The years, months or days that ISO dates reach over: "1941–1944", "1 July – 5 August 1943"; "" for none."""
        known = sorted((iso for iso in days if iso), key=in_time)
        if not known:
            return ""
        first, last = known[0], known[-1]
        if first == last:
            return self.date(first)
        if year(first) != year(last):
            return self.say("dates.years", first=self.date(year(first)), last=self.date(year(last)))
        start, end = self.date(first), self.date(last)
        return self.say("dates.days", first=without_shared_end(start, end), last=end)

    def certainty(self, degree: str) -> str:
        """How sure something is, by the value of `@cert`: "certainty medium"."""
        return self.say("document.certainty", degree=self.term("certainties", degree))

    def number(self, value: int | float) -> str:
        """A number with the marks of the language: "44,000"."""
        return format_decimal(value, locale=_locale(self.locale))

    def listed(self, words: Sequence[str]) -> str:
        """Words in a row: "A, B and C"; "" for none."""
        return format_list([self.isolated(one) for one in words], locale=_locale(self.locale)) if words else ""

    def isolated(self, words: str) -> str:
        """Words as they can stand among others: between isolates if some run the other way than the interface.

        Source: Unicode Standard Annex 9, sections 2.4 and 6.3.
        """
        if (words.isascii() and self.direction == "ltr") or _ISOLATED.fullmatch(words):
            return words
        against = ("L",) if self.direction == "rtl" else ("R", "AL")
        return f"\u2068{words}\u2069" if any(bidirectional(one) in against for one in words) else str(words)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, for `dir`."""
        return _locale(self.locale).text_direction

    def _written(self, value: object) -> object:
        """A field as it stands in a message."""
        if type(value) is int:
            return self.number(value)
        if not isinstance(value, str):
            return value
        return Markup(self.isolated(value)) if hasattr(value, "__html__") else self.isolated(value)

    def _form(self, key: str, fields: Mapping[str, object]) -> str:
        message = self.messages.get(key)
        if message is None:
            close = difflib.get_close_matches(key, self.messages, n=1)
            meant = f"; did you mean {close[0]}?" if close else ""
            raise UnknownMessage(f"no catalogue has the message {key}{meant}")
        if isinstance(message, str):
            return message
        count = fields.get("count")
        if not isinstance(count, int):
            raise UnknownMessage(f"the message {key} has forms for numbers, and needs a `count`")
        # A message that is English for want of another has but the forms of English.
        return message.get(_locale(self.locale).plural_form(count), message["other"])


def load(root: Path, *, interface: str | None, language: str) -> tuple[Interface, tuple[Diagnostic, ...]]:
    """The interface of the edition in folder `root`, with warnings: which words its language lacks.

    `interface` is the tag that `config.yml` gives, or None: then that of `language`, where there is a catalogue for it,
    else English. Words that a language lacks are English. Raises `EditionError` for a language without a catalogue, and
    with each mistake of the edition's own catalogues.
    """
    chosen = interface or (language if messages.paths(root, language) else ENGLISH)
    found = messages.paths(root, chosen)
    if not found:
        raise EditionError(_no_catalogue(root, chosen))
    return _of(chosen, found)


@cache
def standard(language: str = ENGLISH) -> Interface:
    """The interface in a language that the program itself brings."""
    return _of(language, messages.paths(None, language))[0]


def _of(language: str, found: Sequence[tuple[Path, str]]) -> tuple[Interface, tuple[Diagnostic, ...]]:
    """The interface in the words of catalogues, each with what findings call it; and which words they lack."""
    catalogues = [messages.read(path, shown) for path, shown in found]
    locale = messages.locale_of(language, catalogues)
    english = messages.standard(ENGLISH)
    messages.check(catalogues, english, messages.categories(locale))
    words = dict(english)
    for catalogue in catalogues:
        words |= catalogue.messages
    return Interface(language, locale, words), tuple(messages.lacking(catalogues, english))


def _no_catalogue(root: Path, language: str) -> Diagnostic:
    message = f"`interface` is {language!r}, and there is no catalogue of words for that language."
    help = (
        f"Languages that there are: {', '.join(messages.languages(root))}. For another one, put its words into "
        f"{messages.FOLDER}/{language}.yml."
    )
    return Diagnostic(Code.BAD_VALUE, message, config.place_of(root, "interface"), help)


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)
