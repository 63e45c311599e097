"""The one navigation of the site: what is in it, and where in it a page stands."""

from __future__ import annotations

from edition.site.editorial import EditorialPage, parse
from edition.site.navigation import navigation
from edition.site.plan import PlannedPage
from edition.words.interface import standard

INDEXES = (("registers/persons.html", "Persons"), ("registers/places.html", "Places"))


def navigation_of(page: PlannedPage, *kinds: str, editorial: tuple[EditorialPage, ...] = ()) -> dict[str, list[str]]:
    """Each row of the navigation as words: those of current entries in brackets."""
    found = navigation(page, frozenset(kinds), editorial, standard(), indexes=INDEXES if "register" in kinds else ())
    return {
        "sections": [f"[{one.text}]" if one.current else one.text for one in found.sections],
        "pages": [f"[{one.text}]" if one.current else one.text for one in found.pages],
        "map": [f"{title}: {', '.join(link.text for link in links)}" for title, links in found.map],
    }


def test_the_navigation_has_what_there_is_and_says_where_one_is() -> None:
    kinds = ("documents", "correspondents", "collections", "volume", "register", "guidelines")
    about = parse("# About us\n", name="about")
    found = navigation_of(PlannedPage("collections", "collections.html"), *kinds, editorial=(about,))
    assert found == {
        "sections": ["[Letters]", "People and places", "About"],
        "pages": ["By date", "[By volume]", "By correspondent"],
        "map": [
            "Letters: By date, By volume, By correspondent",
            "People and places: Persons, Places",
            "About: About us, Encoding guidelines",
        ],
    }
    without_volumes = navigation_of(PlannedPage("collections", "collections.html"), "documents", "collections")
    assert without_volumes["pages"] == ["By date", "[By collection]"]


def test_a_letter_stands_in_its_section_without_a_second_row() -> None:
    found = navigation_of(PlannedPage("document", "documents/a.html"), "documents", "collections", "document")
    assert (found["sections"], found["pages"]) == (["[Texts]"], [])


def test_a_further_part_of_an_index_stands_among_the_indexes_and_an_entry_does_not() -> None:
    found = navigation_of(PlannedPage("register", "registers/places/2.html"), "register")
    assert (found["sections"], found["pages"]) == (["[People and places]"], ["Persons", "[Places]"])
    found = navigation_of(PlannedPage("entry", "entries/plc-weir.html"), "register")
    assert (found["sections"], found["pages"]) == (["[People and places]"], [])


def test_addresses_of_the_navigation_are_relative_to_the_page() -> None:
    found = navigation(PlannedPage("entry", "entries/ada/2.html"), {"documents"}, (), standard())
    assert [one.href for one in found.sections] == ["../../documents.html"]
    assert found.search.href == "../../search.html"
