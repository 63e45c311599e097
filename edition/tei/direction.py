"""Which way a language is written: by the script that its tag names, or that it has as a rule.

Source: BCP 47 for tags; likely subtags of Unicode CLDR; the bidirectional classes of the Unicode Standard for scripts.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from babel.core import get_global

Direction = Literal["ltr", "rtl"]

# Scripts of today's and of former languages that run from right to left.
RIGHT_TO_LEFT = frozenset(
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Hatr Hebr Hung Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo Orkh Ougr "
    "Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi".split()
)


@cache
def direction(language: str) -> Direction:
    """The direction of a language by its tag; `ltr` for one that says nothing of it.

    >>> direction("he"), direction("ar-Latn"), direction("az-Arab"), direction("de")
    ('rtl', 'ltr', 'rtl', 'ltr')
    """
    return "rtl" if _script(language) in RIGHT_TO_LEFT else "ltr"


def _script(language: str) -> str:
    """The script that a tag names, or else the one that CLDR takes for its language."""
    first, *others = language.replace("_", "-").split("-")
    named = next((part.title() for part in others if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in others if len(part) == 2), "")
    likely = get_global("likely_subtags")
    found = likely.get(f"{first.lower()}_{region}") or likely.get(first.lower(), "")
    return named or next((part for part in found.split("_") if len(part) == 4), "")
