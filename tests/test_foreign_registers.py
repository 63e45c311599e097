"""Registers with the habits of other editions: ids without a file, @key, private prefixes, conversations, variants."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.diagnostics import Code, Diagnostic
from edition.pipeline.validate import all_findings
from edition.tei import documents
from edition.tei.catalog import Catalog, link
from edition.tei.facts import DocumentFacts
from edition.validate.files import inspect
from tests.annotating import HEADER, tei
from tests.test_facts import facts

PREFIXES = """<teiHeader><encodingDesc><listPrefixDef>
  <prefixDef ident="psn" matchPattern="(\\d+)" replacementPattern="../persons.xml#pers-$1"/>
</listPrefixDef></encodingDesc>{}</teiHeader>"""


def persons(*ids: str, path: str = "persons.xml") -> DocumentFacts:
    """A register of persons, each called by its id."""
    entries = "".join(f'<person xml:id="{id}"><persName>{id.title()}</persName></person>' for id in ids)
    return facts(f"<listPerson>{entries}</listPerson>", path)


def letter(body: str, header: str = "<teiHeader/>", path: str = "letters/one.xml") -> DocumentFacts:
    return facts(body, path, header)


def corresponding(sent: str, received: str = "") -> str:
    """A header with the senders and addressees."""
    return f"<teiHeader>{described(sent, received)}</teiHeader>"


def described(sent: str, received: str = "") -> str:
    actions = f'<correspAction type="sent">{sent}</correspAction>'
    actions += f'<correspAction type="received">{received}</correspAction>'
    return f"<profileDesc><correspDesc>{actions}</correspDesc></profileDesc>"


def mentioned(catalog: Catalog) -> list[str]:
    return [f"{entry.id} {len(catalog.mentions(entry))}" for entry in catalog.register.entries]


def taken(catalog: Catalog) -> list[str]:
    return [f"{entry.id} {one.role}" for entry in catalog.register.entries for one in catalog.roles(entry)]


@pytest.mark.parametrize(
    "name",
    [
        '<persName ref="#lark">Ada</persName>', '<persName key="lark">Ada</persName>',
        '<rs type="person" ref="lark">she</rs>', '<name type="person" ref="https://example.org/1 #lark">Ada</name>',
    ],
)  # fmt: skip
def test_an_id_alone_means_the_one_entry_that_has_it(name: str) -> None:
    assert mentioned(link([persons("lark", "finch"), letter(f"<p>{name}</p>")])) == ["lark 1", "finch 0"]


def test_an_id_alone_means_no_entry_where_another_element_of_the_file_has_it() -> None:
    body = '<p xml:id="lark">Here <persName ref="#lark">Ada</persName> was.</p>'
    assert mentioned(link([persons("lark"), letter(body)])) == ["lark 0"]


def test_an_id_alone_means_no_entry_where_two_have_it() -> None:
    places = facts('<listPlace><place xml:id="lark"><placeName>Weir</placeName></place></listPlace>', "places.xml")
    catalog = link([persons("lark"), places, letter('<p><persName ref="#lark">Ada</persName></p>')])
    assert [len(catalog.mentions(entry)) for entry in catalog.register.entries] == [0]


def test_a_private_prefix_is_what_the_header_says() -> None:
    body = '<p><persName ref="psn:12">Ada</persName> <persName ref="doc:12">Ben</persName></p>'
    header = PREFIXES.format(described('<persName ref="psn:7">C.</persName>'))
    catalog = link([persons("pers-12", "pers-7"), letter(body, header)])
    assert mentioned(catalog) == ["pers-12 1", "pers-7 0"]
    assert taken(catalog) == ["pers-7 sent"]


def test_who_wrote_and_received_is_found_by_reference_key_or_the_name_that_has_one_elsewhere() -> None:
    catalog = link(
        [
            persons("lark", "finch"),
            letter("<p>So.</p>", corresponding('<persName ref="#lark">A. Lark</persName>', '<rs key="finch">B</rs>')),
            letter("<p>Hay.</p>", corresponding("<persName>A. Lark</persName>"), "letters/two.xml"),
        ]
    )
    assert taken(catalog) == ["lark sent", "lark sent", "finch received"]


def test_who_was_present_takes_part_and_whom_a_letter_lists_does_not() -> None:
    listed = '<particDesc><listPerson><person><persName ref="#lark">Ada</persName></person></listPerson></particDesc>'
    conversation = f"<teiHeader><profileDesc>{listed}</profileDesc></teiHeader>"
    written = corresponding('<persName ref="#finch">Ben</persName>').replace("<profileDesc>", f"<profileDesc>{listed}")
    assert taken(link([persons("lark", "finch"), letter("<p>So.</p>", conversation)])) == ["lark attended"]
    assert taken(link([persons("lark", "finch"), letter("<p>So.</p>", written)])) == ["finch sent"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('At <app><lem>her</lem><rdg><rs ref="#lark">Ada’s</rs></rdg></app> mill', [("At ", "Ada’s", " mill", True)]),
        ('<app><lem><rs ref="#lark">A.</rs></lem><rdg><rs ref="#lark">B</rs></rdg></app>', [("", "A.", "", False)]),
        (
            '<app><rdg>x</rdg><rdg><rs ref="#lark">A</rs></rdg><rdg><rs ref="#lark">B</rs></rdg></app>',
            [("", "A", "", True)],
        ),
        ('<choice><sic><rs ref="#lark">Lrak</rs></sic><corr>Lark</corr></choice>', []),
        ('<surplus><app><lem/><rdg><rs ref="#lark">A</rs></rdg></app></surplus>', []),
    ],
    ids=["in a variant alone", "in both", "in two variants", "in an error", "in residue"],
)  # fmt: skip
def test_a_mention_that_only_a_variant_has_is_told_as_one(body: str, found: list[tuple[str, str, str, bool]]) -> None:
    assert [(one.before, one.text, one.after, one.variant) for one in letter(f"<p>{body}</p>").mentions] == found


def findings(folder: Path, **contents: str) -> list[Diagnostic]:
    """What `edition validate` finds in a folder of letters and a register."""
    for name, content in contents.items():
        place = folder / ("letters" if name.startswith("letter") else ".") / f"{name}.xml"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(tei(content, name, header=HEADER))
    return all_findings([inspect(file, folder, shown_in="") for file in documents.find(folder)], folder, "")


REGISTER = """<standOff><listPerson><person xml:id="lark"><persName>Ada Lark</persName></person>
<person xml:id="finch"><persName>Ben Finch</persName></person></listPerson></standOff>"""


def test_ids_alone_are_one_warning_a_file_and_the_entries_are_used(tmp_path: Path) -> None:
    body = '<p><rs ref="#lark">A</rs> <rs ref="#lark">A</rs> <rs ref="finch">B</rs></p>'
    found = findings(tmp_path, persons=REGISTER, letter=f"<text><body>{body}</body></text>")
    assert [(one.code, one.location.path) for one in found] == [(Code.ENTRY_ELSEWHERE, "letters/letter.xml")]
    told = "`rs/@ref` is `#lark`: no file is named, and the entry is in persons.xml, and 2 more are like it."
    assert found[0].message == told
    assert "`../persons.xml#lark`" in found[0].help


def test_a_reference_to_no_entry_is_an_error_still(tmp_path: Path) -> None:
    body = '<p><rs ref="#lark">A</rs> <rs ref="#finch">B</rs> <rs ref="#wren">C</rs> <ref target="#lark">see</ref></p>'
    found = findings(tmp_path, persons=REGISTER, letter=f"<text><body>{body}</body></text>")
    assert sorted(one.code.label for one in found) == ["dangling-reference", "dangling-reference", "entry-elsewhere"]


def test_entries_that_keys_name_are_used(tmp_path: Path) -> None:
    body = '<p><persName key="lark">A</persName> was here.</p>'
    found = findings(tmp_path, persons=REGISTER, letter=f"<text><body>{body}</body></text>")
    assert [(one.code, "finch" in one.message) for one in found] == [(Code.ENTRY_UNUSED, True)]


def test_of_an_entry_and_its_copies_in_letters_that_of_the_register_is_meant_and_used(tmp_path: Path) -> None:
    register = "<standOff><listPerson>{}</listPerson></standOff>"
    lark, wren = (f'<person xml:id="{id}"><persName>{id.title()}</persName></person>' for id in ("lark", "wren"))
    copied = f'<text><body><p><rs ref="#lark">Ada</rs></p></body><back><listPerson>{lark}</listPerson></back></text>'
    plain = '<text><body><p><rs ref="#lark">Ada</rs> and <rs ref="#wren">Bea</rs></p></body></text>'
    found = findings(tmp_path, persons=register.format(lark + wren), copied=copied, plain=plain)
    assert [(one.code, one.location.path) for one in found] == [(Code.ENTRY_ELSEWHERE, "plain.xml")]
    assert "`persons.xml#lark`" in found[0].help


def test_a_correspondent_without_a_name_in_the_header_has_that_of_the_register_or_what_the_reference_says() -> None:
    header = corresponding('<persName ref="persons.xml#lark"/>', '<persName key="K9"/><persName/>')
    one = link([persons("lark"), letter("<p>Hay.</p>", header, "one.xml")]).documents[0]
    assert [agent.name for agent in (*one.senders, *one.addressees)] == ["Lark", "K9"]
    assert [[agent.name for agent in (*act.senders, *act.addressees)] for act in one.acts] == [["Lark", "K9"]]


def test_a_work_of_a_bibliography_is_found_by_its_id_alone(tmp_path: Path) -> None:
    works = '<text><body><listBibl><bibl xml:id="w1"><title>Hay</title></bibl></listBibl></body></text>'
    letter = '<text><body><p><rs type="work" ref="#w1">Hay</rs></p></body></text>'
    assert [one.code for one in findings(tmp_path, works=works, letter=letter)] == [Code.ENTRY_ELSEWHERE]
