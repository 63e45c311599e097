"""What is collected of a document, and what follows from having all documents together."""

from __future__ import annotations

import pickle

from lxml import etree

from edition.tei.catalog import Catalog, link
from edition.tei.documents import TeiDocument, parser
from edition.tei.facts import DocumentFacts, Moment, collect
from edition.tei.names import TEI

HEADER = """<teiHeader><fileDesc>
  <titleStmt><title type="main">A. Sender to B. Recipient, 3 March 1941</title><title type="short">Sender 3</title>
    <title type="iso-date" when="1941-03-03"/></titleStmt>
  <publicationStmt><publisher>P</publisher><availability><licence>CC BY 4.0</licence></availability></publicationStmt>
  <seriesStmt><title level="s">Correspondence</title><biblScope unit="document" n="12">No. 12</biblScope></seriesStmt>
  <notesStmt><relatedItem type="host" target="volume.xml"/></notesStmt>
  <sourceDesc><bibl>Printed edition, <biblScope unit="page">p. 5</biblScope></bibl></sourceDesc></fileDesc>
  <encodingDesc><classDecl><taxonomy><category xml:id="ev-formula"><catDesc>the formula over the message</catDesc>
    </category></taxonomy></classDecl></encodingDesc>
  <profileDesc><abstract><p>They agree.</p></abstract><correspDesc>
    <correspAction type="sent" ana="#ev-formula"><persName ref="../persons.xml#p1" cert="high">A. Sender</persName>
      <date when="1941-03-03"/></correspAction>
    <correspAction type="transmitted"><persName>C. Carrier</persName></correspAction>
    <correspAction type="received"><orgName>The Office</orgName><date notBefore="1941-03-04" notAfter="1941-03-09"
      cert="medium"/></correspAction>
    <note>The sender is known from the signature.</note></correspDesc></profileDesc></teiHeader>"""


def document(source: str, path: str = "letters/one.xml", attributes: str = "") -> TeiDocument:
    identifier = path.rpartition("/")[2].removesuffix(".xml")
    root = etree.fromstring(f'<TEI xmlns="{TEI}" {attributes}>{source}</TEI>', parser())
    return TeiDocument(path, identifier, root)


def facts(body: str, path: str = "letters/one.xml", header: str = "", attributes: str = "") -> DocumentFacts:
    return collect(document(f"{header}<text><body>{body}</body></text>", path, attributes))


def dated(name: str, **moment: str) -> DocumentFacts:
    """A document of a year that has no day but this."""
    kind = moment.pop("kind", "sent")
    date = " ".join(f'{key}="{value}"' for key, value in moment.items())
    header = f"""<teiHeader><profileDesc><correspDesc><correspAction type="{kind}"><date {date}/></correspAction>
      </correspDesc></profileDesc></teiHeader>"""
    return facts("<p>x</p>", f"{name}.xml", header)


def test_the_header_is_read() -> None:
    found = facts("<p>One.</p>", header=HEADER, attributes='type="letter" xml:lang="en"')
    assert (found.kind, found.language) == ("letter", "en")
    assert found.title == "A. Sender to B. Recipient, 3 March 1941"
    assert found.short_title == "Sender 3"
    assert (found.number, found.number_supplied) == ("12", False)
    assert (found.collection, found.host) == ("Correspondence", "letters/volume.xml")
    assert [(a.name, a.ref, a.certainty) for a in found.senders] == [("A. Sender", "persons.xml#p1", "high")]
    assert [agent.name for agent in found.addressees] == ["The Office"]
    assert [agent.name for agent in found.transmitters] == ["C. Carrier"]
    assert found.moments == (
        Moment("sent", when="1941-03-03"),
        Moment("received", not_before="1941-03-04", not_after="1941-03-09", certainty="medium"),
    )
    assert found.evidence == ("The sender is known from the signature.", "the formula over the message")
    assert (found.summary, found.source, found.rights) == ("They agree.", "Printed edition, p. 5", "CC BY 4.0")


def test_a_document_that_says_nothing_has_empty_facts() -> None:
    found = facts("<head>A poem</head><l>First words</l>")
    assert (found.kind, found.title, found.short_title, found.incipit) == ("text", "A poem", "A poem", "First words")
    assert (found.number, found.source, found.senders, found.moments) == ("", "", (), ())
    assert collect(document("<facsimile/>", "scan.xml")).title == "scan"


def test_the_date_of_the_title_serves_where_no_other_is_known() -> None:
    header = (
        '<teiHeader><fileDesc><titleStmt><title type="iso-date" when="1944-06-26"/></titleStmt></fileDesc></teiHeader>'
    )
    assert facts("<p/>", header=header).moments == (Moment("dated", when="1944-06-26"),)


def test_a_source_of_elements_alone_gets_commas() -> None:
    header = """<teiHeader><fileDesc><sourceDesc><bibl> <title>War</title> <pubPlace>London</pubPlace></bibl>
      </sourceDesc></fileDesc></teiHeader>"""
    assert facts("<p/>", header=header).source == "War, London"


def test_a_source_that_is_cited_in_words_keeps_them() -> None:
    header = """<teiHeader><fileDesc><sourceDesc><bibl><title>War</title><biblScope unit="document">No. 3</biblScope>
      <note type="citation">War. London: Press</note></bibl></sourceDesc></fileDesc></teiHeader>"""
    assert facts("<p/>", header=header).source == "War. London: Press, No. 3"


def test_a_number_in_supplied_is_the_editors() -> None:
    header = '<teiHeader><fileDesc><seriesStmt><biblScope unit="document" n="58"/></seriesStmt></fileDesc></teiHeader>'
    assert facts("<head><supplied>No. 58</supplied></head>", header=header).number_supplied
    assert not facts("<head>No. <supplied>58</supplied></head>", header=header).number_supplied


def test_calls_know_label_note_and_paragraph() -> None:
    found = facts('<p xml:id="p1">Here<ref type="noteAnchor" xml:id="c1" target="../v.xml#n17">17</ref></p>')
    call = found.calls[0]
    assert (call.id, call.label, call.target, call.within) == ("c1", "17", "v.xml#n17", "p1")


def test_a_mention_of_a_note_is_no_call() -> None:
    note = '<note xml:id="n4" n="4" place="end" target="#p1">Words</note>'
    assert not facts(f'<p xml:id="p1">see <ref target="#n4">note 4</ref></p>{note}').calls
    assert [call.label for call in facts(f'<p xml:id="p1">x<ref target="#n4">4</ref></p>{note}').calls] == ["4"]


def test_notes_at_their_place_call_themselves_by_letters() -> None:
    inline = "<note>x</note>" * 27
    found = facts(f'<p>One<note n="*">star</note>{inline}</p>')
    assert [note.label for note in found.notes][:3] == ["*", "a", "b"]
    assert found.notes[-1].label == "aa"
    assert [call.label for call in found.calls] == [note.label for note in found.notes]
    assert [call.target for call in found.calls] == [note.address for note in found.notes]
    assert not any(note.apart for note in found.notes)


def test_notes_apart_say_so_and_know_what_they_call() -> None:
    found = facts(
        """<p>One<ref type="noteAnchor" target="#n1">1</ref></p><note xml:id="n1" place="foot" n="1">A note<note
        xml:id="n2" n="2">in it</note></note>"""
    )
    first, second = found.notes
    assert (first.apart, first.text, first.calls) == (True, "A note", ("letters/one.xml#n2",))
    assert (second.apart, second.calls) == (False, ())


def test_derived_anchors_never_take_a_given_id() -> None:
    found = facts('<p xml:id="auto-p1">One</p><p>Two</p>')
    assert [(one.id, one.preview) for one in found.anchors] == [("auto-p1", "One"), ("auto-p2", "Two")]


def test_links_are_each_target_of_each_pointer() -> None:
    found = facts(
        '<p xml:id="p1"><ref target="two.xml#a ../b.xml">x</ref><persName ref="#p1 https://x.org/1">y</persName></p>'
    )
    assert [(one.element, one.attribute, one.target) for one in found.links] == [
        ("ref", "target", "letters/two.xml#a"),
        ("ref", "target", "b.xml"),
        ("persName", "ref", "letters/one.xml#p1"),
        ("persName", "ref", "https://x.org/1"),
    ]
    assert {one.source for one in found.links} == {"p1"}


def test_header_and_text_are_told_apart() -> None:
    found = facts('<p resp="#gen" xml:id="p1"/>', header='<teiHeader xml:id="gen" ana="#gen"/>')
    assert [(anchor.id, anchor.in_text) for anchor in found.anchors] == [("gen", False), ("p1", True)]
    assert [one.in_text for one in found.links] == [False, True]


def edition() -> Catalog:
    """A volume of two letters, one of them numbered 9, one 10, and a letter of another place."""
    host = """<teiHeader><fileDesc><notesStmt><relatedItem type="host" target="volume.xml"/></notesStmt></fileDesc>
      </teiHeader>"""
    call = '<ref type="noteAnchor" xml:id="{}" target="volume.xml#n1">1</ref>'
    return link(
        [
            facts(f'<p xml:id="p10">Ten{call.format("c10")}</p>', "v/no-10.xml", host),
            facts(f'<p xml:id="p9">Nine{call.format("c9a")} and{call.format("c9b")}</p>', "v/no-9.xml", host),
            facts(
                """<div type="contents"><ptr target="no-9.xml"/><ptr target="no-10.xml"/></div><div type="notes">
                <note xml:id="n1" n="1">See <ref target="no-10.xml#p10">No. 10</ref>.</note></div>""",
                "v/volume.xml",
                attributes='type="volume"',
            ),
            facts('<p>See <ref target="v/no-10.xml">No. 10</ref></p>', "other.xml"),
        ]
    )


def test_documents_are_found_by_id_and_path() -> None:
    catalog = edition()
    assert [one.path for one in catalog.documents] == ["other.xml", "v/no-9.xml", "v/no-10.xml", "v/volume.xml"]
    assert catalog.document("no-9") is catalog.at("v/no-9.xml")
    assert catalog.document("no-11") is None


def test_targets_resolve_from_where_they_stand() -> None:
    catalog = edition()
    nine, other = catalog.document("no-9"), catalog.document("other")
    assert nine and other
    for target, base, document_id, anchor in [
        ("#p9", nine, "no-9", "p9"),
        ("no-10.xml", nine, "no-10", ""),
        ("no-10.xml#p10", nine, "no-10", "p10"),
        ("../other.xml", nine, "other", ""),
        ("v/no%2D10.xml", other, "no-10", ""),
    ]:
        found = catalog.resolve(target, base)
        assert found and found.document and found.document.id == document_id
        assert (found.anchor.id if found.anchor else "") == anchor
    external = catalog.resolve("https://example.org", nine)
    assert external and (external.url, external.document) == ("https://example.org", None)
    assert [catalog.resolve(lost, nine) for lost in ("", "#p10", "no-11.xml", "no-10.xml#lost")] == [None] * 4


def test_a_note_knows_its_callers_in_document_order() -> None:
    catalog = edition()
    note = catalog.note("v/volume.xml#n1")
    assert note
    assert [(one.document.id, one.call) for one in catalog.callers(note)] == [
        ("no-9", "c9a"),
        ("no-9", "c9b"),
        ("no-10", "c10"),
    ]
    assert catalog.note("v/no-10.xml#p10") is None


def test_a_volumes_members_are_in_its_order() -> None:
    catalog = edition()
    folder, volume = catalog.collections
    assert (folder.volume, [one.id for one in folder.members]) == (None, ["other"])
    assert volume.volume is catalog.document("volume")
    assert [one.id for one in volume.members] == ["no-9", "no-10"]
    nine = volume.members[0]
    assert catalog.collection_of(nine) is volume
    assert catalog.volume_of(nine) is volume.volume
    assert (catalog.in_collection(nine).previous, catalog.in_collection(nine).next) == (None, volume.members[1])


def test_citations_are_references_but_not_calls_nor_a_table_of_contents() -> None:
    catalog = edition()
    assert [(one.document.id, one.link.text) for one in catalog.citations("v/no-10.xml")] == [
        ("other", "No. 10"),
        ("volume", "No. 10"),
    ]
    assert [one.document.id for one in catalog.citations("v/no-10.xml#p10")] == ["volume"]
    assert catalog.citations("v/volume.xml") == ()


def test_chronology_says_by_which_moment_it_is_sorted() -> None:
    catalog = link(
        [
            dated("undated"),
            dated("late", when="1943-01-01"),
            dated("received", kind="received", when="1942-05-01"),
            dated("bounds", notBefore="1941-01-01", notAfter="1942-01-01"),
        ]
    )
    assert [(one.document.id, one.moment and one.moment.kind) for one in catalog.chronology] == [
        ("bounds", "sent"),
        ("received", "received"),
        ("late", "sent"),
        ("undated", None),
    ]
    received, undated = catalog.chronology[1].document, catalog.chronology[3].document
    assert catalog.in_time(received).previous is catalog.chronology[0].document
    assert catalog.in_time(received).next is catalog.chronology[2].document
    assert catalog.in_time(undated).previous is None


def test_years_before_christ_come_first_and_run_backwards() -> None:
    days = {"modern": "1888-10", "later": "-0043", "earlier": "-0050-03-15", "early": "0014-08-19"}
    catalog = link([dated(id, when=day) for id, day in days.items()])
    assert [one.document.id for one in catalog.chronology] == ["earlier", "later", "early", "modern"]


def test_a_title_is_neither_the_series_nor_a_date() -> None:
    titles = '<title level="s">All letters</title><title type="iso-date" when="1900"/><title level="a">To Ann</title>'
    header = f"<teiHeader><fileDesc><titleStmt>{titles}</titleStmt></fileDesc></teiHeader>"
    found = facts("<p/>", header=header)
    assert (found.title, found.collection) == ("To Ann", "All letters")
    alone = '<teiHeader><fileDesc><titleStmt><title level="s">All letters</title></titleStmt></fileDesc></teiHeader>'
    found = facts("<p/>", header=alone)
    assert (found.title, found.collection) == ("All letters", "")


def test_a_known_day_of_receipt_goes_before_bounds_of_sending() -> None:
    header = """<teiHeader><profileDesc><correspDesc>
      <correspAction type="sent"><date notAfter="1942-01-05"/></correspAction>
      <correspAction type="received"><date when="1942-01-05"/></correspAction>
      </correspDesc></profileDesc></teiHeader>"""
    moment = link([facts("<p/>", header=header)]).chronology[0].moment
    assert moment and (moment.kind, moment.when) == ("received", "1942-01-05")


def test_the_catalog_survives_the_way_to_another_process() -> None:
    catalog = edition()
    copy = pickle.loads(pickle.dumps(catalog))
    assert copy == catalog
    assert copy.document("no-9") == catalog.document("no-9")
