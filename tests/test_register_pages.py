"""The pages of the registers, and the entries that a downloaded letter brings along."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

from edition.config import Config
from edition.export.entries import bring_entries
from edition.site import pages
from edition.site.indexes import entries, registers
from edition.site.material import Material
from edition.site.plan import PlannedPage, SitePlan
from edition.site.shell import Imprint, Surroundings
from edition.tei.catalog import Catalog, link
from edition.tei.names import NAMESPACES, TEI
from edition.tei.registers import read
from tests.conftest import PROJECT, run_edition
from tests.test_facts import facts
from tests.test_mentions import letter

PERSON = '<person xml:id="{0}"><persName>{0}</persName></person>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small edition in `tests/lark`."""
    root = tmp_path_factory.mktemp("lark") / "edition"
    shutil.copytree(PROJECT / "tests" / "lark", root)
    run_edition("build", root=root, check=True)
    return root / "build"


def shown(page: Path, path: str) -> list[str]:
    """The words, white space collapsed, of what an XPath finds on a page, or its attributes."""
    found = html.parse(page).xpath(path)
    return [" ".join((one if isinstance(one, str) else one.text_content()).split()) for one in found]


def test_the_page_of_an_entry_has_all_that_the_register_says(site: Path) -> None:
    page = site / "entries" / "pers-lark.html"
    assert shown(page, "//h1") == ["Lark, Anna"]
    assert shown(page, "//dl/div") == ["Born1860", "Died1941", "Also namedMrs Lark", "Identifiers GND 118616676"]
    assert shown(page, "//dd/a/@href") == ["https://d-nb.info/gnd/118616676"]
    assert shown(site / "entries" / "plc-weir.html", "//dl/div") == ["Coordinates48.2° N, 16.4° W"]


def test_mentions_stand_by_date_with_the_words_around_and_lead_to_their_places(site: Path) -> None:
    page = site / "entries" / "pers-finch.html"
    assert shown(page, "//time") == ["3 March 1900", "9 May 1901"]
    assert shown(page, "//ul[@class='mentions']/li") == [
        "note 1: So says Berta Fińch.",
        "… Weir? You did not say it in your letter to me.",
    ]
    links = shown(page, "//ul[@class='mentions']//a/@href")
    assert links == ["../documents/lark-1.html#note-volume-n1", "../documents/lark-2.html#lark-2-p1"]


def test_letters_written_and_received_stand_by_year_before_the_mentions(site: Path) -> None:
    page = site / "entries" / "pers-lark.html"
    assert shown(page, "//main//h2") == ["1 letter written", "1 letter received", "2 mentions in 2 documents"]
    assert shown(page, "//main//h3") == ["1900", "1901"]
    assert shown(page, "//p[@class='shared']") == ["to Berta Fińch", "from Berta Fińch"]
    assert shown(page, "//ul[@class='taken']/li") == ["3 March", "9 May"]
    assert shown(page, "//ul[@class='taken']//a/@href") == [
        "../documents/lark-1.html",
        "../documents/lark-2.html",
    ]
    assert shown(page, "//nav[@aria-label='Letters and mentions']//a/@href") == [
        "#sent",
        "#received",
        "#mentions",
    ]


def test_an_index_lists_entries_by_letter_with_their_counts(site: Path) -> None:
    page = site / "registers" / "persons.html"
    assert shown(page, "//main//h2") == ["F", "L"]
    listed = shown(page, "//ul[contains(@class, 'index')]/li")
    assert listed == ["Fińch, Berta 2 Teacher.", "Lark, Anna (1860–1941) 2 Miller at the weir of Weir."]
    assert shown(page, "//nav[@class='section']//a") == ["Persons", "Places"]


def test_each_mention_in_a_letter_leads_to_its_entry(site: Path) -> None:
    page = site / "documents" / "lark-2.html"
    assert shown(page, "//article//a[contains(@class, 'mention')]/@href") == [
        "../entries/pers-lark.html",
        "../entries/plc-weir.html",
    ]
    assert shown(page, "//article//a[@href='lark-1.html']") == ["your letter to me"]


def test_a_register_has_no_page_of_a_letter_and_its_tei_stays(site: Path) -> None:
    assert not (site / "documents" / "persons.html").exists()
    assert (site / "tei" / "registers" / "persons.xml").is_file()
    assert "Persons and places" not in (site / "documents.html").read_text(encoding="utf-8")


def test_a_downloaded_letter_brings_the_entries_that_it_and_its_notes_mention(site: Path) -> None:
    letter = etree.parse(site / "documents" / "lark-1.xml")
    assert told(letter, "//t:standOff//*[self::t:person or self::t:place]/@xml:id") == ["pers-lark", "pers-finch"]
    assert told(letter, "//t:text//t:persName/@ref") == ["https://example.org/1 #pers-lark", "#pers-finch"]
    assert told(letter, "//t:birth/@source") == ["../registers/persons.xml#parish"]


def test_a_place_comes_without_the_places_around_it(site: Path) -> None:
    letter = etree.parse(site / "documents" / "lark-2.xml")
    assert told(letter, "//t:place/@xml:id") == ["plc-weir"]
    # The miller's description points to the place, which is here too.
    assert told(letter, "//t:person//t:placeName/@ref") == ["#plc-weir"]


def test_pointers_of_an_entry_that_comes_along_stay_addresses() -> None:
    listed = f"""<listPerson xmlns="{TEI}"><person xml:id="lark" source="more%20names.xml#a %00">
        <persName>Lark</persName></person></listPerson>"""
    persons = etree.fromstring(listed)
    root = etree.fromstring(f'<TEI xmlns="{TEI}"><teiHeader/></TEI>')
    bring_entries(root, read(persons, "registers/persons.xml"), "letters/1.xml", lambda address: persons[0])
    assert told(root.getroottree(), "//t:person/@source") == ["../registers/more%20names.xml#a ../registers/%00"]


def told(tree: etree._ElementTree, path: str) -> list[str]:
    found = tree.xpath(path, namespaces=NAMESPACES)
    assert isinstance(found, list)
    return [str(one) for one in found]


def test_of_names_that_differ_by_capitals_or_the_hyphen_of_a_line_end_one_is_shown() -> None:
    forms = ("Mrs Lark", "MRS LARK", "Mrs La- rk", "ANNA LARK", "Anna of the Weir")
    names = "".join(f"<persName>{form}</persName>" for form in ("Anna Lark", *forms))
    found = link([facts(f'<listPerson><person xml:id="lark">{names}</person></listPerson>', "persons.xml")])
    page = PlannedPage("entry", "entries/lark.html", found.register.entries[0].address)
    around = Surroundings(Imprint.of(Config(title="Our letters")), (), "")
    assert entries.entry_page(page, found, around).names == ("Mrs Lark", "Anna of the Weir")


def test_in_an_index_signs_and_shapes_of_letters_count_for_nothing() -> None:
    names = ("Lark", "“Otter”", "‘l’Isle’", "Órla", "\N{DOUBLE-STRUCK CAPITAL N}", "mole", "7th Guild", "…", "(Moss)")
    listed = "".join(f'<person xml:id="p{n}"><persName>{name}</persName></person>' for n, name in enumerate(names))
    found = link([facts(f"<listPerson>{listed}</listPerson>", "persons.xml")])
    page = registers.planned(found)[0]
    shown_index = registers.register_page(page, found, Surroundings(Imprint.of(Config(title="Our letters")), (), ""))
    by_letter = {group.title: [one.link.text for one in group.entries] for group in shown_index.groups}
    assert by_letter == {
        "L": ["Lark", "‘l’Isle’"],
        "M": ["mole", "(Moss)"],
        "N": ["\N{DOUBLE-STRUCK CAPITAL N}"],
        "O": ["Órla", "“Otter”"],
        "0–9": ["…", "7th Guild"],
    }


def test_an_edition_without_registers_has_no_pages_of_them() -> None:
    assert entry_pages(link([letter("one", "1900-01-01", '<p><persName ref="#lark">Lark</persName></p>')])) == ()


def busy(letters: int, count: int) -> Catalog:
    """Letters that mention an entry a hundred times each, in a register of so many."""
    named = [f'<person xml:id="p{n}"><persName>{chr(65 + n % 26)}. {n}</persName></person>' for n in range(count)]
    sentence = 'He saw <persName ref="#p0">them all</persName> &lt;again&gt;. '
    body = f"<p>{sentence * 100}</p>"
    known = [letter(f"letter-{n}", f"19{n % 100:02}-01-01", body) for n in range(letters)]
    return link([facts(f"<listPerson>{''.join(named)}</listPerson>", "persons.xml"), *known])


def entry_pages(catalog: Catalog) -> tuple[PlannedPage, ...]:
    """The pages of indexes and entries."""
    return (*registers.planned(catalog), *entries.planned(catalog))


def parts(catalog: Catalog, kind: str) -> Iterator[tuple[str, int, int]]:
    for page in entry_pages(catalog):
        if page.kind == kind and page.part.of > 1:
            yield page.file, page.part.start, page.part.end


def test_what_is_too_much_for_one_page_is_parted_and_nothing_is_lost() -> None:
    catalog = busy(letters=16, count=900)
    found = list(parts(catalog, "entry"))
    assert [file for file, _, _ in found][:3] == ["entries/p0.html", "entries/p0/2.html", "entries/p0/3.html"]
    assert [start for _, start, _ in found] == [0, *(end for _, _, end in found[:-1])]
    assert found[-1][2] == 1600
    assert [file for file, _, _ in parts(catalog, "register")] == ["registers/persons.html", "registers/persons/2.html"]


def test_where_there_is_much_to_look_through_each_year_of_mentions_can_be_gone_to(built_site: Path) -> None:
    page = built_site / "entries" / "plc-soviet-union.html"
    years = shown(page, "//nav[@class='jump']//a")
    assert years == ["1941", "1942", "1943"]
    for year in years:
        (day,) = shown(page, f"//li[@id='y{year}']//time/@datetime")
        assert day.startswith(year)
    assert shown(built_site / "entries" / "pers-adler.html", "//nav[@class='jump']") == []


def test_no_page_is_larger_than_300_kb(tmp_path: Path) -> None:
    catalog = busy(letters=16, count=900)
    around = Surroundings(Imprint.of(Config(title="Our letters")), (), "")
    plan = SitePlan(entry_pages(catalog), "")
    made = pages.files(tmp_path, plan, Material(catalog, around, {}))
    sizes = [len(page) for path, page in made if path.endswith(".html")]
    assert len(sizes) > 900
    assert 100_000 < max(sizes) < 300_000


def test_a_correspondent_of_many_letters_has_no_page_larger_than_300_kb(tmp_path: Path) -> None:
    action = '<correspAction type="{}"><persName ref="#{}">Somebody</persName>{}</correspAction>'
    known = [facts(f"<listPerson>{''.join(map(PERSON.format, ('lark', 'finch')))}</listPerson>", "persons.xml")]
    for number in range(1_600):
        date = f'<date when="19{number % 100:02}-01-01"/>'
        sent = action.format("sent", "lark", date) + action.format("received", "finch", "")
        header = f"<teiHeader><profileDesc><correspDesc>{sent}</correspDesc></profileDesc></teiHeader>"
        known.append(facts("<p>Hay.</p>", f"letters/{number}.xml", header))
    catalog = link(known)
    around = Surroundings(Imprint.of(Config(title="Our letters")), (), "")
    plan = SitePlan(tuple(entries.planned(catalog)), "")
    made = pages.files(tmp_path, plan, Material(catalog, around, {}))
    found = {path: page for path, page in made if path.endswith(".html")}
    assert 60_000 < max(map(len, found.values())) < 300_000
    lines = sum(page.count(b"<time") for page in found.values())
    assert lines == 3_200


def test_an_identifier_that_is_no_file_name_is_a_finding() -> None:
    register = facts('<listPerson><person xml:id="a/b"><persName>Lark</persName></person></listPerson>', "persons.xml")
    assert [one.message for one in registers.unsafe(link([register]))] == [
        "The identifier “a/b” cannot be the name of a page."
    ]
