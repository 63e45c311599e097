"""What names look like in running text, as data for each language: titles before a name, words that are no names.

A language is added by an entry in `LANGUAGES`; a document in another one gets `UNKNOWN`, and names without titles.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from edition.annotate.words import words
from edition.tei.documents import TeiDocument
from edition.tei.names import XML_LANG, tei


@dataclass(frozen=True, slots=True)
class Genitive:
    """An ending that a name of a person or place takes without an apostrophe: "Rosas Brief"."""

    ending: str
    not_behind: str  # letters behind which it never stands
    not_upon: frozenset[str]  # words, in small letters, upon which a name with this ending is that of a family

    def of(self, name: str) -> str:
        """A name with the ending; "" where it takes none."""
        return "" if name[-1:].lower() in self.not_behind else name + self.ending

    def stem(self, word: str) -> str:
        """The name that a word is with the ending; "" where it is none."""
        stem = word.removesuffix(self.ending)
        return stem if stem != word and self.of(stem) else ""


@dataclass(frozen=True)
class Language:
    """Data of one language."""

    titles: frozenset[tuple[str, ...]]  # words of a title that may stand before any surname, in small letters
    others: frozenset[str]  # titles of somebody else of that name, in small letters: "Mrs Finch"
    no_names: frozenset[str]  # words written with a capital that are no names: months, days, "I"
    function_words: frozenset[str]  # words with a capital only because a sentence or heading begins with them
    genitive: Genitive | None = None

    @cached_property
    def title_starts(self) -> frozenset[str]:
        """The words with which a title may begin in a text."""
        firsts = {title[0] for title in self.titles}
        return frozenset({*(first.capitalize() for first in firsts), *(first.upper() for first in firsts)})

    def behind_title(self, words: Sequence[str], index: int) -> int:
        """The index behind the longest title that begins at a word; the same index where none does."""
        if index < len(words) and words[index] in self.title_starts:
            for length in range(LONGEST, 0, -1):
                if tuple(word.lower() for word in words[index : index + length]) in self.titles:
                    return index + length
        return index


def of(document: TeiDocument, default: str = "") -> Language:
    """The data for the language that a document says it is in, or for `default` if it says none."""
    text = document.element.find(tei("text"))
    tag = document.element.get(XML_LANG) or (text.get(XML_LANG) if text is not None else "")
    return language(tag or next((one.get("ident", "") for one in document.element.iter(tei("language"))), default))


def language(tag: str) -> Language:
    """The data for a language tag (BCP 47), by its first part."""
    return LANGUAGES.get(tag.lower().split("-")[0], UNKNOWN)


def _language(
    titles: str, others: str, no_names: str, function_words: str, genitive: Genitive | None = None
) -> Language:
    return Language(
        frozenset(tuple(words(one.lower())) for one in titles.split("\n") if one.strip()),
        frozenset(others.lower().split()),
        frozenset(no_names.split()),
        frozenset(function_words.split()),
        genitive,
    )


# So many words a title has at most.
LONGEST = 3

UNKNOWN = _language("", "", "", "")

LANGUAGES: Mapping[str, Language] = {
    "en": _language(
        """Mr\nM\nMM\nMessrs\nMister\nDr\nDoctor\nProf\nProfessor\nSir\nLord\nCount\nBaron\nPrince\nDuke\nKing\nFather
Bishop\nArchbishop\nPope\nComrade\nHerr\nMonsieur\nSignor\nCitizen\nPresident\nVice-President\nPremier\nPrime Minister
Minister\nForeign Minister\nForeign Secretary\nSecretary\nAmbassador\nCommissar\nChancellor\nSenator\nChairman
General\nGen\nMarshal\nField Marshal\nField-Marshal\nGeneralissimo\nAir Marshal\nAir Chief Marshal\nAir Vice-Marshal
Air Commodore\nGroup Captain\nWing Commander\nSquadron Leader\nBrigadier\nBrigadier-General\nBrigadier General
Major-General\nMajor General\nLieutenant-General\nLieutenant General\nColonel-General\nColonel General\nColonel\nCol
Lieutenant-Colonel\nLieutenant Colonel\nMajor\nCaptain\nCapt\nLieutenant\nLieut\nLt\nSergeant\nPrivate\nAdmiral
Vice-Admiral\nVice Admiral\nRear-Admiral\nRear Admiral\nCommodore\nCommander""",
        "Mrs Miss Ms Mme Madame Madam Lady Frau Queen Princess Sister Mother Countess Baroness Duchess",
        """I Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
        September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec No Nos Mr Mrs Messrs
        Sir Dear Yours P S PS""",
        """A An The This That These Those It Its He She They We You I My Your His Her Their Our As At By For From
        In Into Of On Or Over To With Without Under Upon And But Not No If When While Where There Then Thus Also
        Although Though After Before Until Since Because What Which Who Why How Whether All Any Both Each
        Every Some Such""",
    ),
    "de": _language(
        """Herr\nHerrn\nDr\nProf\nProfessor\nGraf\nFreiherr\nBaron\nFürst\nPrinz\nKönig\nKaiser\nHerzog\nPater\nPapst
Bischof\nPräsident\nMinister\nKanzler\nReichskanzler\nBotschafter\nGesandter\nHofrat\nGeheimrat\nGeneral
Feldmarschall\nGeneralfeldmarschall\nMarschall\nOberst\nMajor\nHauptmann\nLeutnant\nAdmiral\nGenosse
Minister des Auswärtigen""",
        "Frau Fräulein Gräfin Fürstin Prinzessin Königin Kaiserin Herzogin Freifrau Baronin Liebe",
        """Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Januar Jänner Februar März April Mai
        Juni Juli August September Oktober November Dezember Nr Herr Frau Lieber Sie Ihr Ihre Ihnen""",
        """Der Die Das Ein Eine Dieser Diese Dieses Er Sie Es Wir Ihr Ich Mein Sein Unser Als An Auf Aus Bei Für In Mit
        Nach Von Vor Zu Und Aber Oder Nicht Wenn Wo Da Dann Auch Alle Jeder Was Wer Warum Wie""",
        Genitive("s", "sxzß", frozenset({"die", "der", "den"})),
    ),
}
