"""What a file says of its letter before the letter begins: who wrote to whom, when and where.

In Markdown it is a block of YAML between two lines `---`; other formats have it among their metadata. It is no text of
the letter: it goes to the header, word for word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from edition import yamlfile
from edition.ingest import dates
from edition.ingest.work import Correspondence, Event, Party
from edition.yamlfile import KeyPath, Strict


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _date(words: str) -> str:
    if words and not any(dates.bounds_of(words)):
        raise ValueError("no date: write 1890-03-04, 1890-03, 1890, 4 March 1890, or two of them with / between")
    return words


Names = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
Written = Annotated[str, AfterValidator(_date)]
# A number becomes part of an identifier, so that it can have neither spaces nor slashes.
NUMBER = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
Number = Annotated[str, Field(pattern=NUMBER)]
Tag = Annotated[str, Field(pattern=r"^(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?$")]


class FrontMatter(Strict):
    """What is said of a letter in front of it."""

    sender: Names = Field((), alias="from", description="who wrote it: a name, or a list of names")
    addressee: Names = Field((), alias="to", description="to whom: a name, or a list of names")
    date: Written = Field("", description="when it was written: a day, a month, a year, or two with `/` between")
    place: str = Field("", description="where it was written")
    received: Written = Field("", description="when it arrived")
    received_at: str = Field("", description="where it arrived")
    number: Number | None = Field(None, description="its number in the source; part of its identifier")
    title: str = Field("", description="what it is called, instead of its sender, addressee and date")
    language: Tag = Field("", description="its language, as BCP 47 names it: en, de, la")
    source: str = Field("", description="where it is printed or kept")

    @property
    def words(self) -> tuple[str, ...]:
        """All its values, in the order of the keys above: each must stand in the header."""
        places = (self.date, self.place, self.received, self.received_at, self.number or "", self.title)
        said = (*self.sender, *self.addressee, *places, self.language, self.source)
        return tuple(words for words in said if words)

    @property
    def correspondence(self) -> Correspondence | None:
        """Who wrote to whom, when and where, without any inference; None when nothing is said of it."""
        places = (("sent", self.place), ("received", self.received_at))
        told = Correspondence(
            senders=tuple(map(Party, self.sender)),
            addressees=tuple(map(Party, self.addressee)),
            places=tuple((kind, place) for kind, place in places if place),
            events=tuple(
                Event(kind, *dates.bounds_of(words), words=words)
                for kind, words in (("sent", self.date), ("received", self.received))
                if words
            ),
        )
        return told if told != Correspondence() else None


def read(text: str, shown: str, first_line: int) -> FrontMatter:
    """Read a block of YAML; `first_line` is where it begins in the file `shown`.

    Raises `EditionError` with each mistake and its line.
    """
    return yamlfile.parse("\n" * (first_line - 1) + text, FrontMatter, shown)[0]


def of_mapping(values: Mapping[str, Any], shown: str, places: Mapping[str, int] | None = None) -> FrontMatter:
    """The same from keys and values found otherwise; `places` are the lines of the keys, where there are lines.

    Raises `EditionError` with each mistake.
    """
    lines: dict[KeyPath, int] = {(key,): line for key, line in (places or {}).items()}
    return yamlfile.checked(dict(values), FrontMatter, lines, shown)
