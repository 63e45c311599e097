"""The words of the interface: what `say` says, catalogues of an edition's own, and their mistakes as findings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from edition import config
from edition.diagnostics import Code, Diagnostic, EditionError
from edition.site import templates
from edition.site.script_words import WORDS, with_words
from edition.tei.facts import Moment
from edition.words import interface
from edition.words.interface import Interface, UnknownMessage, standard


def edition(root: Path, settings: str = "title: Letters\n", **catalogues: str) -> Path:
    """The folder of an edition with these settings and catalogues, by language."""
    (root / "config.yml").write_text(settings, encoding="utf-8")
    folder = root / "site_templates" / "interface"
    folder.mkdir(parents=True)
    for language, text in catalogues.items():
        (folder / f"{language.replace('_', '-')}.yml").write_text(text, encoding="utf-8")
    return root


def loaded(root: Path) -> Interface:
    """The interface of an edition that is whole."""
    found, findings = load(root)
    assert not findings
    return found


def load(root: Path) -> tuple[Interface, tuple[Diagnostic, ...]]:
    """The interface of an edition and its warnings."""
    settings = config.load(root)
    return interface.load(root, interface=settings.interface, language=settings.language)


def mistakes(root: Path) -> list[tuple[str, int | None, str, str]]:
    """The findings that keep an interface from being loaded: path, line, message, help."""
    with pytest.raises(EditionError) as raised:
        load(root)
    return [(one.location.path, one.location.line, one.message, one.help) for one in raised.value.diagnostics]


# What is said


def test_a_message_has_the_form_that_its_count_asks_for() -> None:
    assert [standard("de").say("documents.count", count=count) for count in (0, 1, 44000)] == [
        "0 Dokumente", "1 Dokument", "44.000 Dokumente",
    ]  # fmt: skip
    assert standard().say("documents.count", count=44000) == "44,000 documents"


def test_a_message_with_html_in_a_field_is_html_and_all_else_in_it_is_escaped(tmp_path: Path) -> None:
    root = edition(tmp_path, en="search:\n  without_script: '<b>{list}</b> & {files}'\n")
    said = loaded(root).say("search.without_script", list=Markup("<a>list</a>"), files="<files>")
    assert said == "&lt;b&gt;<a>list</a>&lt;/b&gt; &amp; &lt;files&gt;"
    assert isinstance(said, Markup)


@pytest.mark.parametrize(
    ("key", "fields", "words"),
    [
        ("document.fron", {}, "did you mean document.from"),
        ("document.number", {}, "other fields: number"),
        ("document.number", {"number": "1", "year": "1942"}, "other fields: year"),
        ("documents.count", {}, "needs a `count`"),
    ],
)
def test_a_message_that_there_is_not_or_wrong_fields_are_refused(key: str, fields: dict[str, str], words: str) -> None:
    with pytest.raises(UnknownMessage, match=re.escape(words)):
        standard().say(key, **fields)


def test_a_value_of_a_text_has_its_word_or_stays_as_it_is() -> None:
    assert standard("de").term("certainties", "high") == "hoch"
    assert standard("de").term("kinds", "Urkunde") == "Urkunde"


@pytest.mark.parametrize(
    ("language", "day", "month", "listed"),
    [
        ("en", "9 May 1942", "May 1942", "A, B and C"),
        ("de", "9. Mai 1942", "Mai 1942", "A, B und C"),
    ],
)
def test_dates_and_lists_are_those_of_the_language(language: str, day: str, month: str, listed: str) -> None:
    found = standard(language)
    assert (found.date("1942-05-09"), found.date("1942-05"), found.date("1942")) == (day, month, "1942")
    assert found.date("in May") == "in May"
    assert found.date("1942-02-30") == "1942-02-30"
    assert found.date("--02-30") == "--02-30"
    assert found.listed(["A", "B", "C"]) == listed


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (Moment("sent", when="1942-01-05"), "5. Januar 1942"),
        (Moment("sent", not_before="1941-11-04", not_after="1941-11-21"), "zwischen 4. und 21. November 1941"),
        (Moment("sent", not_before="1941-11", not_after="1942-01-03"), "zwischen November 1941 und 3. Januar 1942"),
        (Moment("sent", not_after="1942-01"), "spätestens Januar 1942"),
        (Moment("sent", not_before="1942-01-05"), "frühestens 5. Januar 1942"),
        (Moment("sent"), "unbekannt"),
        (Moment("sent", when="--05-09"), "9. Mai"),
        (Moment("sent", when="--05"), "Mai"),
        (Moment("sent", when="-0043"), "43 v. Chr."),
        (Moment("sent", when="-0050-03-15"), "15. März 50 v. Chr."),
    ],
)
def test_moments_are_put_in_words(moment: Moment, words: str) -> None:
    assert standard("de").moment(moment) == words


def test_spans_say_the_years_once() -> None:
    found = standard("de").span
    assert found(["1942-07-01", "1942-08-05"]) == "1. Juli – 5. August 1942"
    assert found(["1942-07-01", "1941"]) == "1941–1942"
    assert found(["1942-07-01", "", "1942-07-01"]) == "1. Juli 1942"
    assert found([""]) == ""
    assert found(["1888-10-03", "-0043", "-0050-03-15"]) == "50 v. Chr.–1888"


# Which language


def test_the_interface_has_the_language_of_the_edition_if_there_is_a_catalogue(tmp_path: Path) -> None:
    assert loaded(edition(tmp_path, "title: Briefe\nlanguage: de\n")).language == "de"


def test_an_edition_in_another_language_has_an_english_interface(tmp_path: Path) -> None:
    assert loaded(edition(tmp_path, "title: Epistulae\nlanguage: la\n")).language == "en"


def test_the_key_interface_goes_before_the_language_of_the_edition(tmp_path: Path) -> None:
    assert loaded(edition(tmp_path, "title: Letters\nlanguage: en\ninterface: de\n")).language == "de"


def test_a_country_has_the_words_of_the_language_and_its_own_dates(tmp_path: Path) -> None:
    found = loaded(edition(tmp_path, "title: Briefe\nlanguage: de-AT\n"))
    assert (found.language, found.say("notes.title"), found.date("1942-01-05")) == (
        "de-AT", "Anmerkungen", "5. Jänner 1942",
    )  # fmt: skip


def test_a_language_without_a_catalogue_is_an_error_at_its_line(tmp_path: Path) -> None:
    ((path, line, message, help),) = mistakes(edition(tmp_path, "title: Brieven\ninterface: nl\n"))
    assert (path, line) == ("config.yml", 2)
    assert "'nl'" in message
    assert "de, en" in help


# Catalogues of an edition's own


def test_an_edition_overrides_single_messages(tmp_path: Path) -> None:
    found = loaded(edition(tmp_path, "title: Briefe\nlanguage: de\n", de="notes:\n  title: Kommentar\n"))
    assert (found.say("notes.title"), found.say("search.title")) == ("Kommentar", "Suche")


def test_a_new_language_says_in_english_what_its_catalogue_lacks_and_warns(tmp_path: Path) -> None:
    root = edition(tmp_path, "title: Brieven\nlanguage: nl\n", nl="notes:\n  title: Noten\n")
    found, (warning,) = load(root)
    assert (found.say("notes.title"), found.say("search.title")) == ("Noten", "Search")
    assert found.date("1942-05-09") == "9 mei 1942"
    assert warning.code is Code.WORDS_MISSING
    assert warning.location.path == "site_templates/interface/nl.yml"
    assert "dates.unknown" in warning.message


def test_a_language_that_cldr_does_not_know_names_another_for_its_dates(tmp_path: Path) -> None:
    ((path, _, message, help),) = mistakes(edition(tmp_path, "title: A\ninterface: qqq\n", qqq="notes: {title: N}\n"))
    assert (path, "'qqq'" in message, "locale" in help) == ("site_templates/interface/qqq.yml", True, True)
    (tmp_path / "site_templates/interface/qqq.yml").write_text("locale: de\nnotes: {title: N}\n", encoding="utf-8")
    assert load(tmp_path)[0].date("1942-05-09") == "9. Mai 1942"


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        ("notes:\n  titel: Kommentar\n", "Nothing in the interface says `notes.titel`.", "Did you mean `notes.title`?"),
        ("notes:\n  note: Anmerkung\n", "The message `notes.note` lacks the field {label}.", "stand"),
        ("notes:\n  note: Nr. {nummer}\n", "The message `notes.note` has no field {nummer}.", "{label}"),
        ("notes:\n  title: [a]\n", "The message `notes.title` is no text.", "quotation marks"),
        ("notes:\n  title: 'a {'\n", "The message `notes.title` has braces without a name", "twice"),
        ("notes:\n  title: '{0}'\n", "The message `notes.title` has braces without a name: 0.", "twice"),
        ("notes:\n  title: '{a.b}'\n", "The message `notes.title` has braces without a name: a.b.", "twice"),
        ("notes:\n  title: {one: a, other: b}\n", "The message `notes.title` has forms, and needs none.", "no count"),
        ("notes:\n  to_all: {other: b}\n", "The message `notes.to_all` lacks the form `one`.", "one, other"),
        ("notes:\n  to_all: all\n", "The message `notes.to_all` lacks the form `one`.", "one, other"),
        ("notes:\n  to_all: {few: a, one: b, other: c}\n", "The message `notes.to_all` has a form `few`", "one"),
        ("\nnotes: Kommentar\n", "`notes` is no group of messages.", "groups"),
    ],
)
def test_a_mistake_in_a_catalogue_is_a_finding_with_its_line(
    text: str, message: str, help: str, tmp_path: Path
) -> None:
    ((path, line, said, way_out),) = mistakes(edition(tmp_path, "title: Briefe\nlanguage: de\n", de=text))
    assert (path, line) == ("site_templates/interface/de.yml", 2)
    assert said.startswith(message)
    assert help in way_out


def test_a_language_with_one_form_for_all_numbers_needs_no_forms(tmp_path: Path) -> None:
    root = edition(tmp_path, "title: 書簡\nlanguage: ja\n", ja='documents:\n  count: "文書{count}件"\n')
    assert load(root)[0].say("documents.count", count=2) == "文書2件"


# In templates and scripts


def test_templates_say_words_and_a_key_that_there_is_not_is_an_error(tmp_path: Path) -> None:
    environment = templates.environment(tmp_path, standard("de"))
    assert environment.from_string("{{ say('documents.count', count=1) }}").render() == "1 Dokument"
    assert environment.from_string("{{ number(1942.5) }}").render() == "1.942,5"
    with pytest.raises(UnknownMessage):
        environment.from_string("{{ say('documents.cuont', count=1) }}").render()


def test_what_is_in_another_language_says_so_and_how_it_runs(tmp_path: Path) -> None:
    environment = templates.environment(tmp_path, standard("de"))
    shown = environment.from_string("{% for tag in ('de', 'en', 'he', '') %}<p{{ in_language(tag) }}>{% endfor %}")
    assert shown.render() == '<p><p lang="en"><p lang="he" dir="rtl"><p dir="auto">'


def test_scripts_get_the_words_that_they_ask_for() -> None:
    script = b"""// Tells.
"use strict";
status.append(say("search.title"), say("documents.count", { count: 2 }));"""
    given = with_words(standard("de"), {"a.js": script, "b.js": b"1;", "a.css": b'say("search.help")'})
    forms = '{"one":"{count} Dokument","other":"{count} Dokumente"}'
    lines = given["a.js"].decode().splitlines()
    assert lines == ["// Tells.", '"use strict";', f'status.append("Suche", say({forms}, {{ count: 2 }}));']
    assert (given["b.js"], given["a.css"]) == (b"1;", b'say("search.help")')
    assert b'Intl.PluralRules("de")' in given[WORDS]


def test_a_script_that_asks_for_a_message_that_there_is_not_is_a_finding() -> None:
    with pytest.raises(EditionError) as raised:
        with_words(standard(), {"assets/a.js": b'"use strict";\nsay("search.titel");'})
    (found,) = raised.value.diagnostics
    assert (found.code, found.location.path, found.location.line) == (
        Code.BAD_TEMPLATE, "site_templates/assets/a.js", 2,
    )  # fmt: skip
