"""A document downloaded alone brings the notes that it calls from other files."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from edition.site.reading.rendered import render_documents
from edition.tei import documents
from edition.tei.catalog import link
from edition.tei.facts import collect

NS = {"t": "http://www.tei-c.org/ns/1.0", "xml": "http://www.w3.org/XML/1998/namespace"}
LETTER = """<?xml-model href="../schema/edition.rng"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="letter"><teiHeader/><text><body><div xml:id="letter-d1">
  <p xml:id="letter-p1">War<ref type="noteAnchor" xml:id="letter-c2" target="volume.xml#n2">2</ref> and
  peace<ref type="noteAnchor" xml:id="letter-c1" target="volume.xml#n1">1</ref>,
  war<ref type="noteAnchor" xml:id="letter-c2-2" target="volume.xml#n2">2</ref>;
  see <ref target="other.xml">there</ref></p>
</div></body></text></TEI>
"""
VOLUME = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="volume" type="volume"><teiHeader/><text><body><p/></body>
  <back><div type="notes"><note xml:id="n1" n="1">One.</note><note xml:id="n2" n="2">Two.</note>
  <note xml:id="n3" n="3">Three.</note></div></back></text></TEI>
"""
OTHER = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="other"><teiHeader/><text><body><p/></body></text></TEI>'


def downloads(folder: Path, base_url: str = "") -> dict[str, bytes]:
    for name, text in (("letter", LETTER), ("volume", VOLUME), ("other", OTHER)):
        (folder / f"{name}.xml").write_text(text, encoding="utf-8")
    files = [documents.read(path, folder) for path in documents.find(folder)]
    catalog = link([collect(document) for file in files for document in documents.documents(file)])
    return {id: one.tei for id, one in render_documents(folder, catalog, base_url=base_url).items()}


def found(xml: bytes, path: str) -> list[str]:
    answer = etree.fromstring(xml).xpath(path, namespaces=NS)
    assert isinstance(answer, list)
    return [str(one) for one in answer]


def test_called_notes_come_once_in_the_order_of_their_first_call(tmp_path: Path) -> None:
    letter = downloads(tmp_path)["letter"]
    assert found(letter, "//t:back/t:div[@type='notes']/t:note/text()") == ["Two.", "One."]
    assert found(letter, "//t:ref[@type='noteAnchor']/@target") == ["#n2", "#n1", "#n2"]


def test_the_corpus_stays_as_it_was_and_a_volume_is_complete_by_itself(tmp_path: Path) -> None:
    volume = downloads(tmp_path)["volume"]
    assert found(volume, "//t:note/text()") == ["One.", "Two.", "Three."]
    assert (tmp_path / "letter.xml").read_text(encoding="utf-8") == LETTER


def test_pointers_to_other_files_become_public_addresses_if_the_site_has_one(tmp_path: Path) -> None:
    assert found(downloads(tmp_path)["letter"], "//t:ref[not(@type)]/@target") == ["other.xml"]
    public = downloads(tmp_path, "https://example.org")["letter"]
    assert found(public, "//t:ref[not(@type)]/@target") == ["https://example.org/tei/other.xml"]


def test_a_download_names_no_schema_that_does_not_come_along(tmp_path: Path) -> None:
    assert b"xml-model" not in downloads(tmp_path)["letter"]
