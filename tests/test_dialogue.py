"""The pages of exchanges: the dialogue, the list, the missing letters; nothing lost or twice, no page too large."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from edition.site.exchanges.dialogue import TurnView, thread_page
from edition.site.exchanges.missing import missing_page
from edition.site.exchanges.threads import divided, threads_page
from tests.examples import Example, examples
from tests.exchanging import Correspondence, correspondence

ACROSS = "        "


@pytest.mark.parametrize("example", examples("dialogues"))
def test_dialogues(example: Example) -> None:
    found = correspondence(example.input)
    page = found.page("thread", found.catalog.threads.exchanges[0].id)
    view = thread_page(page, found.catalog, found.around, found.rendered)
    first = view.parties.index("Anna")
    lines = [line for group in view.groups for turn in group.turns for line in told(turn, across=turn.side != first)]
    assert "\n".join(lines) == example.output


def test_whose_notes_are_is_said_once_for_those_that_follow(built_site: Path) -> None:
    pages = [html.parse(path) for path in sorted(built_site.glob("threads/*.html"))]
    sections = [page.xpath("//section[@class='notes']") for page in pages]
    assert max(len(section.xpath("p")) for (section,) in filter(None, sections)) > 1
    for (section,) in filter(None, sections):
        said = [shown.text for shown in section.xpath("p[@class='whose']")]
        assert all(above != below for above, below in pairwise(said)) or section.xpath("ol + ol")
        for note in section.xpath("ol/li"):
            above = note.xpath("string(../preceding-sibling::*[1][self::p])")
            assert note.xpath("string(.//p[@class='whose'])") == above


def told(turn: TurnView, *, across: bool) -> Iterator[str]:
    """A letter as the examples have it, that of the other side further to the right."""
    missing = "missing" if turn.told else ""
    others = f"with {turn.others}" if turn.others else ""
    lines = [
        turn.since,
        " ".join(filter(None, (f"{turn.sender}, {turn.date}", turn.date_note, others, missing))),
        f"| {turn.incipit}" if turn.incipit else "",
        *(f"{one.where.text}: {one.before}[{one.words}]{one.after}" for one in turn.told),
        *(", ".join(filter(None, (f"answers {a.letter.text}", a.days, a.remark))) for a in turn.answers),
    ]
    yield from (f"{ACROSS if across else ''}{line}" for line in lines if line)


NOTED = """
one: Anna to Berta, 1900-03-01
The <ref type="noteAnchor" xml:id="c1" target="#n1">1</ref> hay.
<note xml:id="n1" n="1">Cut by <ref target="two.xml">hand</ref>.</note>
two: Berta to Anna, 1900-03-04
The <ref type="noteAnchor" xml:id="c1" target="#n1">1</ref> mill, as in <ref target="one.xml">yours</ref>, and
<ref target="three.xml">his</ref>, <ref target="https://example.org/">here</ref>.<note xml:id="n1" n="1">Gone.</note>
three: Carl to Dora, 1900-03-05
No.
"""


def page_of(found: Correspondence, file: str) -> html.HtmlElement:
    return html.fromstring(dict(found.files("thread", "threads", "missing"))[file])


def shown(element: html.HtmlElement, path: str) -> list[str]:
    """What an XPath finds below an element: attributes, or the words of elements."""
    found = element.xpath(path)
    assert isinstance(found, list)
    return [one if isinstance(one, str) else html.tostring(one, method="text", encoding="unicode") for one in found]


def test_letters_are_read_whole_with_their_notes_and_links_that_hold() -> None:
    page = page_of(correspondence(NOTED), "threads/anna--berta.html")
    assert shown(page, "//li[contains(@class, 'turn')]/@id") == ["one", "two"]
    # A letter of this exchange is here, one of another on its own page; each of two notes of one name has its place.
    assert shown(page, "//li[@id='two']//div[@class='text']//a/@href")[-4:] == [
        "#two.note-n1", "#one", "../documents/three.html", "https://example.org/",
    ]  # fmt: skip
    assert shown(page, "//section[contains(@class, 'notes')]//li/@id") == ["note-n1", "two.note-n1"]
    for note in ("note-n1", "two.note-n1"):
        (back,) = shown(page, f"//li[@id='{note}']//a[contains(@class, 'back')]/@href")
        assert shown(page, f"//a[@id='{back[1:]}']/@href") == [f"#{note}"]
    assert shown(page, "//*[@id='note-n1']//a[text()='hand']/@href") == ["#two"]


def test_no_id_is_there_twice_and_every_link_within_the_page_leads_to_one() -> None:
    page = page_of(correspondence(NOTED), "threads/anna--berta.html")
    ids = shown(page, "//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in shown(page, "//main//a/@href") if link.startswith("#")} <= set(ids)


def test_the_list_has_most_letters_first_and_tells_years_and_the_last() -> None:
    found = correspondence(NOTED)
    view = threads_page(found.page("threads"), found.catalog, found.around)
    assert [(one.parties, one.letters, one.span) for one in view.exchanges] == [
        (("Anna", "Berta"), 2, "1900"), (("Carl", "Dora"), 1, "1900"),
    ]  # fmt: skip
    assert view.exchanges[0].last is not None
    assert (view.exchanges[0].last.text, view.exchanges[0].last.href) == ("4 March 1900", "documents/two.html")
    assert view.summary == "2 exchanges of 3 letters: who wrote to whom, letter by letter."


MISSED = """
one: Anna to Berta, 1900-03-09
I have <ref type="unresolved" subtype="missing" ana="#reference-received">your letter of
<date when="1900-03-05">the 5th</date></ref>.
"""


def test_a_missing_letter_is_listed_with_who_says_so_and_leads_to_its_exchange() -> None:
    found = correspondence(MISSED)
    (missing,) = missing_page(found.page("missing"), found.catalog, found.around).missing
    assert (missing.date, missing.senders, missing.addressees) == ("5 March 1900", "Berta", "Anna")
    assert missing.date_note == ""
    (quoted,) = missing.told
    assert (quoted.where.text, quoted.words) == ("Anna, 9 March 1900", "your letter of the 5th")
    assert quoted.where.href == "documents/one.html#auto-p1"
    assert missing.exchange is not None
    file, _, anchor = missing.exchange.href.partition("#")
    assert shown(page_of(found, file), f"//li[@id='{anchor}']")


def test_a_missing_letter_of_which_the_day_of_receipt_is_known_says_so() -> None:
    found = correspondence(MISSED)
    (lost,) = found.catalog.threads.missing
    assert lost.moment is not None
    received = replace(lost, moment=replace(lost.moment, kind="received"))
    catalog = replace(found.catalog, threads=replace(found.catalog.threads, missing=(received,)))
    (missing,) = missing_page(found.page("missing"), catalog, found.around).missing
    assert (missing.date, missing.date_note) == ("5 March 1900", "received")


def test_an_edition_without_letters_has_none_of_these_pages() -> None:
    kinds = {page.kind for page in correspondence("one: Anna to Anna, 1900\nNote to self.").pages}
    assert not kinds & {"threads", "thread", "missing"}


def long_exchange(letters: int, words: int) -> Correspondence:
    sentence = 'He saw <persName ref="#p">them</persName> &lt;again&gt;. '
    written = [
        f"letter-{n}: {'Anna to Berta' if n % 2 else 'Berta to Anna'}, {1900 + n // 100}-03-01\n{sentence * words}"
        for n in range(letters)
    ]
    return correspondence("\n".join(written))


def test_a_long_exchange_has_several_pages_below_300_kb_and_no_letter_is_lost() -> None:
    found = long_exchange(letters=300, words=160)
    files = dict(found.files("thread"))
    assert max(map(len, files.values())) < 300_000
    assert min(map(len, files.values())) > 20_000
    assert len(files) == 6
    turns = [id for page in files.values() for id in shown(html.fromstring(page), "//li[contains(@class, 'turn')]/@id")]
    assert turns == [f"letter-{n}" for n in range(300)]
    assert sum(page.count(b"<details>") for page in files.values()) == 300


def test_a_page_has_whole_years_and_a_year_too_long_for_one_whole_months() -> None:
    days = ["1900-01-01", "1900-05-01", "1901-01-01", *(f"1902-{day}" for day in ("01-01", "02-01", "02-09", "03-01"))]
    days.append("1903-01-01")
    written = "\n".join(f"l{n}: Anna to Berta, {day}\nx" for n, day in enumerate(days))
    (exchange,) = correspondence(written).catalog.threads.exchanges
    pages = divided(exchange.letters, lambda turn: 10, budget=30)
    assert [days[page.start : page.end] for page in pages] == [days[:3], days[3:6], days[6:7], days[7:]]
    assert [(page.number, page.of) for page in pages] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    small = divided(exchange.letters, lambda turn: 1 if turn.letter.id in ("l0", "l1", "l2") else 8, budget=31)
    assert [days[page.start : page.end] for page in small] == [days[:6], days[6:7], days[7:]]


def test_a_part_of_an_exchange_says_so_and_names_the_time_of_each() -> None:
    files = dict(long_exchange(letters=300, words=160).files("thread"))
    second = html.fromstring(files["threads/anna--berta/2.html"])
    assert shown(second, "//title/text()") == ["Anna and Berta, March 1900 · Our letters"]
    assert len(shown(second, "//nav[contains(@class, 'pages')]//a")) == 6
    assert shown(second, "//nav[contains(@class, 'pages')]//a[@aria-current]/@href") == ["2.html"]
    (sentence,) = shown(second, "//nav[contains(@class, 'pages')]/p")
    assert sentence.startswith("The whole exchange is too long for one page. It has 6 pages: by years")


def test_years_lead_to_the_pages_on_which_they_begin() -> None:
    found = long_exchange(letters=300, words=160)
    files = dict(found.files("thread"))
    for file, content in files.items():
        for link in shown(html.fromstring(content), "//nav[contains(@class, 'jump')]//a/@href"):
            page, _, anchor = link.partition("#")
            target = next(one for one in files if one.endswith(page.lstrip("./"))) if page else file
            if anchor:
                assert f'id="{anchor}"'.encode() in files[target]


def test_a_letter_that_is_too_long_for_an_exchange_is_read_on_its_own_page() -> None:
    found = long_exchange(letters=2, words=4_000)
    page = page_of(found, "threads/anna--berta.html")
    assert shown(page, "//details") == []
    assert shown(page, "//*[contains(@class, 'own-page')]/a/@href") == [
        "../documents/letter-0.html", "../documents/letter-1.html",
    ]  # fmt: skip


def test_no_two_landmarks_of_a_part_of_an_exchange_have_the_same_name() -> None:
    page = html.fromstring(dict(long_exchange(letters=300, words=160).files("thread"))["threads/anna--berta/2.html"])
    labels = shown(page, "//nav/@aria-label")
    assert "Pages" in labels
    assert len(labels) == len(set(labels))
