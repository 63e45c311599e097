"""How languages write dates: the names of months, and patterns in the order in which they are tried.

In a pattern `{day}` is a day of the month as a figure (with its ordinal sign), `{nth}` one as a word, `{month}` the
name of a month, `{number}` its number, `{clear}` a name that is nothing but a month's, `{any}` a month that is passed
over, `{year}` a year of four figures; `{day2}`, `{month2}`, `{year2}` are those of the last day or month of a span.
`{said}` asks for the ordinal sign. Where no month is named, `{this}` are words for that of the letter, `{last}` for the
one before it, and `{past}` words before a day that is over. What a pattern means is its kind. Words before the first of
these, and `{past}`, are no part of the date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["day", "span", "either", "month"]


@dataclass(frozen=True, slots=True)
class Language:
    """The dates of a language: names of months and of days by their number, the sign behind a figure, the patterns."""

    months: dict[str, int]
    clear: frozenset[str]  # names of months that are no other word, and nobody's name
    days: dict[str, int]
    ordinal: str  # what may follow the figure of a day, as a pattern
    joining: str  # what stands between two dates of one year, as a pattern
    figures: str  # what a date without the name of a month has, as a pattern
    this: str  # words for the month of the letter, as a pattern
    last: str  # words for the month before it, as a pattern
    past: str  # words before a day that is over, as a pattern
    patterns: tuple[tuple[Kind, str], ...]


def _numbered(*names: str) -> dict[str, int]:
    """Names by their number; several names of one thing are parted by a space."""
    return {name: number for number, known in enumerate(names, 1) for name in known.split()}


def _clear(names: str) -> frozenset[str]:
    return frozenset(names.split())


# A day without its month is one only where the sentence goes on behind it: "on the 25th anniversary" names none.
ALONE = r"(?=\s*[,.;:)—–]|\s*$|\s+(?:and|or|at|in|to|with|but|if|I|we|you|he)\b)"

# The point of an abbreviation; before a capital it may end the sentence too, and is left to it.
POINT = r"(?:\.(?!\s+[A-ZÄÖÜ]))?"

WEEKDAY = r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"

BEFORE_DAY = r"\b(?:[Oo]n|[Bb]efore|[Bb]y|[Uu]ntil|[Tt]ill|[Aa]fter|[Ss]ince|[Ff]rom|[Tt]o) the "

ENGLISH = Language(
    months=_numbered(
        "January Jan. Jan", "February Feb. Feb", "March Mar. Mar", "April Apr. Apr", "May", "June Jun. Jun",
        "July Jul. Jul", "August Aug. Aug", "September Sept. Sept Sep. Sep", "October Oct. Oct",
        "November Nov. Nov", "December Dec. Dec",
    ),
    clear=_clear("January February April June July August September October November December"),
    days=_numbered(
        *"""first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
        fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third
        twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth
        thirty-first""".split()
    ),
    ordinal=r"(?: ?(?:st|nd|rd|th)\b)?",
    joining=r"(?:,|,? (?:and|or|to)) ",
    figures=r"\d ?(?:st|nd|rd|th)\b|day,? the [a-z]",
    this=rf"inst\b{POINT}|instant|of (?:this|the present) month",
    last=rf"ult\b{POINT}|ultimo|of last month",
    past=r"(?:letters?|notes?|favou?rs?|cards?|postcards?|telegrams?|messages?|lines|[Yy]ours|mine) of the",
    patterns=(
        # "the 27th or 28th of November, 1942", "November 20 or 25", "November 20th or November 25th"
        ("either", r"{day} or (?:the )?{day2} (?:of )?{month}(?:,? {year})?"),
        ("either", r"{month} {day} or {month2} {day2}(?:,? {year})?"),
        ("either", r"{month} {day} or {day2}(?:,? {year})?"),
        # "July 1, 1942 to June 30, 1943", "December 8, 1940, to May 12, 1943", "30 August 1942 to 2 September 1943"
        ("span", r"{month} {day},? {year},?(?: ?[-–] ?| to | and ){month2} {day2},? {year2}"),
        ("span", r"{day} (?:of )?{month},? {year},?(?: ?[-–] ?| to (?:the )?){day2} (?:of )?{month2},? {year2}"),
        # "from the 3rd to the 5th of May", "3-5 May 1942"
        ("span", r"{day}(?: ?[-–] ?| to (?:the )?| and (?:the )?){day2} (?:of )?{month}(?:,? {year})?"),
        # "30 August to 2 September 1942", "August 30 to September 2, 1942", "between November 15 and December 15"
        ("span", r"{day} (?:of )?{month}(?: ?[-–] ?| to (?:the )?){day2} (?:of )?{month2}(?:,? {year})?"),
        ("span", r"{month} {day}(?: ?[-–] ?| to ){month2} {day2}(?:,? {year})?"),
        ("span", r"[Bb]etween {month} {day} and {month2} {day2}(?:,? {year})?"),
        ("span", r"[Bb]etween (?:the )?{day} (?:of )?{month} and (?:the )?{day2} (?:of )?{month2}(?:,? {year})?"),
        # "July 10-12, 1942", "July 10 and 11", "July 10 to 12"
        ("span", r"{month} {day}(?: ?[-–] ?| to | and ){day2}(?:,? {year})?"),
        # "September 30th, 1942", "September 30"; "the 30th of September, 1942", "30 September"; "the first of May"
        ("day", r"{month} {day}(?:,? ?{year})?"),
        ("day", r"{day} (?:of )?{month}(?:,? ?{year})?"),
        ("day", r"\bthe {nth} of {month}(?:,? {year})?"),
        ("day", r"{month} the {nth}(?:,? {year})?"),
        # "August 1941-December 1945", "from May 1942 to June 1943", "between May 1942 and June 1943"
        ("span", r"{month},? {year}(?: ?[-–] ?|,? to ){month2},? {year2}"),
        ("span", r"[Bb]etween {month},? {year} and {month2},? {year2}"),
        # "in May and June 1942", "July, August and September", "March-August 1942"; "August or September 1943"
        ("span", r"{month}(?:, (?:{any}))?(?: ?[-–] ?|,? and | to ){month2},? {year}"),
        ("either", r"{month} or {month2},? {year}"),
        ("span", r"{clear}(?:, (?:{any}))?(?: ?[-–] ?|,? and ){month2}"),
        ("either", r"{clear} or {month2}"),
        # "October 1942", "in October", "the end of October", "early in May"; "may" and "march" are verbs, too
        ("month", r"{month},? {year}"),
        ("month", r"{clear}(?! \d| [A-Z][a-z])"),
        ("month", r"\b(?:[Ii]n|[Dd]uring|[Oo]f|[Ss]ince|[Uu]ntil|[Tt]ill|[Bb]y|[Tt]hroughout|[Ee]arly|[Ll]ate|[Mm]id|"
                  r"[Ff]or|[Ff]rom|[Tt]o|[Bb]efore|[Aa]fter|[Tt]he|[Ll]ast|[Nn]ext|[Tt]his|[Yy]our|[Mm]y)[ -]{month}"),
        # "the 3rd inst.", "the 30th ult."; "your letter of the 3rd"
        ("day", r"{day}{said} (?:{this}|{last})"),
        ("day", r"{past} {day}{said}" + ALONE),
        # "Monday, the 4th", "on Monday, the fourth"
        ("day", WEEKDAY + r",? the {day}{said}" + ALONE),
        ("day", WEEKDAY + r",? the {nth}" + ALONE),
        # "on the 27th", "on the 27th, 28th or 30th": the month is that of another date
        ("either", BEFORE_DAY + r"{day}{said}(?:, \d{1,2}(?:st|nd|rd|th))*,? or (?:the )?{day2}{said}" + ALONE),
        ("day", BEFORE_DAY + r"{day}{said}" + ALONE),
    ),
)  # fmt: skip

GERMAN = Language(
    months=_numbered(
        "Januar Jänner Jan. Jan", "Februar Feber Feb. Feb", "März Mär. Mrz.", "April Apr. Apr", "Mai",
        "Juni Jun. Jun", "Juli Jul. Jul", "August Aug. Aug", "September Sept. Sept Sep. Sep",
        "Oktober October Okt. Okt", "November Nov. Nov", "Dezember Dez. Dez",
    ),
    clear=_clear("Januar Jänner Februar Feber März April Juni Juli September Oktober November Dezember"),
    days=_numbered(
        *"""ersten zweiten dritten vierten fünften sechsten siebenten achten neunten zehnten elften zwölften dreizehnten
        vierzehnten fünfzehnten sechzehnten siebzehnten achtzehnten neunzehnten zwanzigsten einundzwanzigsten
        zweiundzwanzigsten dreiundzwanzigsten vierundzwanzigsten fünfundzwanzigsten sechsundzwanzigsten
        siebenundzwanzigsten achtundzwanzigsten neunundzwanzigsten dreißigsten einunddreißigsten""".split()
    ),
    ordinal=r"(?:\.|s?te[nr]?\b)",
    joining=r"(?:,| (?:und|oder|bis)) ",
    figures=r"\d\. ?\d|\d(?:\.|s?ten) ?[dv][.sio]",
    this=rf"d(?:\.|s\.|ies\.|ieses) ?M(?:ts|onats)?\b{POINT}",
    last=rf"v(?:\.|or\.|origen) ?M(?:ts|onats)?\b{POINT}",
    past=r"(?!)",
    patterns=(
        ("either", r"{day} oder {day2} {month}(?: {year})?"),
        ("span", r"{day} {month} {year}(?: ?[-–] ?| bis (?:zum )?){day2} {month2} {year2}"),
        ("span", r"{day}(?: ?[-–] ?| bis (?:zum )?| und ){day2} {month}(?: {year})?"),
        ("span", r"{day} {month}(?: ?[-–] ?| bis (?:zum )?){day2} {month2}(?: {year})?"),
        ("span", r"[Zz]wischen dem {day} {month} und (?:dem )?{day2} {month2}(?: {year})?"),
        ("day", r"{day} ?{month}(?: {year})?"),
        ("day", r"\b(?:[Aa]m|[Vv]om|[Zz]um|[Dd]em|[Dd]en) {nth} {month}(?: {year})?"),
        # "3. d. M.", "30. v. M."
        ("day", r"{day} ?(?:{this}|{last})"),
        # "3. 5. 1912", "3.5.1912"
        ("day", r"{day} ?{number} ?{year}"),
        ("span", r"{month} {year}(?: ?[-–] ?| bis ){month2} {year2}"),
        ("span", r"{month}(?: ?[-–/] ?| und | bis ){month2} {year}"),
        ("either", r"{month} oder {month2} {year}"),
        ("month", r"{month} {year}"),
        ("month", r"{clear}(?! \d| [A-Z][a-z])"),
        ("month", r"\b(?:[Ii]m|[Ss]eit|[Bb]is|[Ee]nde|[Aa]nfang|[Mm]itte)(?: (?:Monat|Ende|Anfang|Mitte))? {month}"),
    ),
)  # fmt: skip

LANGUAGES = {"en": ENGLISH, "de": GERMAN}
