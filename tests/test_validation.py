"""Validation of TEI files: what each check finds, and that no bad file stops the others."""

from __future__ import annotations

import codecs
import pickle
import re
from pathlib import Path

import pytest

from edition.diagnostics import Code, Diagnostic, EditionError, in_order
from edition.tei import documents
from edition.validate import references
from edition.validate.files import FileFindings, check_file, corpus_findings, inspect
from edition.validate.schemas import SchemaPath, Schemas
from tests.examples import Example, examples

SCHEMA = Path(__file__).parent.parent / "tei" / "schema" / "edition.rng"
BEFORE = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0">
<teiHeader/><text>
<body>
"""
AFTER = "\n</body></text></TEI>\n"
# The lists of what may stand at a place are shortened in the examples: they change with the schema.
ALLOWED = re.compile(r"Allowed here: .*\.$", re.MULTILINE)


def check(folder: Path) -> list[Diagnostic]:
    """All findings of a folder of TEI files, in order."""
    files = [inspect(file, folder, shown_in="") for file in documents.find(folder)]
    return in_order([*(each for file in files for each in file.diagnostics), *corpus_findings(files, folder)])


def by(schema: Path) -> Schemas:
    """The choice of one schema."""
    return Schemas(own=SchemaPath(schema, schema.name, schema.parent))


def write(folder: Path, name: str, body: str) -> None:
    """Write a TEI file with this body; the body begins in line 5."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(BEFORE + body + AFTER, encoding="utf-8")


def shown(found: Diagnostic) -> str:
    """A finding as the examples write it: place, code, message."""
    place = ":".join(str(part) for part in (found.location.line, found.location.column) if part)
    return f"{place}: {found.code.label}: {found.message}"


@pytest.mark.parametrize("example", examples("validation"))
def test_example(example: Example, tmp_path: Path) -> None:
    write(tmp_path, "letter.xml", example.input)
    assert "\n".join(map(shown, check(tmp_path))) == example.output


@pytest.mark.parametrize("example", examples("schema"))
def test_schema_example(example: Example, tmp_path: Path) -> None:
    text = (Path(__file__).parent / "examples" / "schema" / "letter.xml").read_text(encoding="utf-8")
    assert text.count("      <p>…</p>\n") == 1
    (tmp_path / "letter.xml").write_text(text.replace("      <p>…</p>\n", example.input + "\n"), encoding="utf-8")
    first = text.partition("      <p>…</p>\n")[0].count("\n")
    found = inspect(tmp_path / "letter.xml", tmp_path, known=by(SCHEMA)).diagnostics
    lines = [
        f"{(each.location.line or 0) - first}:{each.location.column}: {each.code.label}: {each.message} {each.help}"
        for each in found
    ]
    assert ALLOWED.sub("Allowed here: …", "\n".join(lines)) == example.output


def one(folder: Path) -> Diagnostic:
    """The finding of a folder that has one."""
    [found] = check(folder)
    return found


def test_references_between_files(tmp_path: Path) -> None:
    write(tmp_path, "letters/one.xml", '<p xml:id="one-p1"><ref target="../notes/all.xml#n1">1</ref></p>')
    write(tmp_path, "letters/two.xml", '<p><ref target="two.xml#n1">1</ref> <ref target="../all.xml">x</ref></p>')
    write(tmp_path, "notes/all.xml", '<p xml:id="n1">One</p>')
    wrong_path, wrong_id = [each for each in check(tmp_path) if each.code is Code.DANGLING_REFERENCE]
    assert wrong_path.location.path == wrong_id.location.path == "letters/two.xml"
    assert wrong_path.help == "Did you mean `notes/all.xml`?"
    assert wrong_id.help == "notes/all.xml has it: write `../notes/all.xml#n1`."


def test_only_a_folder_that_a_site_is_made_of_must_hold_all_that_it_refers_to(tmp_path: Path) -> None:
    write(tmp_path, "outside.xml", '<p xml:id="n1">One</p>')
    pointers = '<p><ref target="../outside.xml#n1">1</ref> <ref target="../outside.xml#n1">2</ref></p>'
    write(tmp_path, "tei/one.xml", pointers + '<p><ref target="../gone.xml">3</ref></p>')
    folder = tmp_path / "tei"
    checked = [inspect(folder / "one.xml", folder)]
    assert [one.code for one in corpus_findings(checked, folder)] == [Code.DANGLING_REFERENCE]
    gone, outside = corpus_findings(checked, folder, published=True)
    assert (gone.code, outside.code) == (Code.DANGLING_REFERENCE, Code.LEADS_OUTSIDE)
    assert outside.message.startswith("`ref/@target` is `../outside.xml#n1`, which leads out of the TEI folder, and 1")


def test_a_reference_into_a_file_without_identifiers(tmp_path: Path) -> None:
    write(tmp_path, "one.xml", '<p><ref target="two.xml#p1">x</ref></p>')
    write(tmp_path, "two.xml", "<p>Two</p>")
    assert one(tmp_path).message == '`ref/@target` is `two.xml#p1`, but two.xml has no xml:id="p1".'


def test_suggestions_end_but_findings_do_not(tmp_path: Path) -> None:
    count = references.SUGGESTED + 50
    write(tmp_path, "one.xml", '<p xml:id="winter"/>' + '<p><ref target="#wintr">x</ref></p>' * count)
    suggested = [each.help == "Did you mean `winter`?" for each in check(tmp_path)]
    assert (len(suggested), sum(suggested)) == (count, references.SUGGESTED)


def test_the_nearest_identifier_is_suggested(tmp_path: Path) -> None:
    write(tmp_path, "one.xml", '<p xml:id="winter-p1"/><p xml:id="summer-p1"/><p><ref target="#wintr-p1">x</ref></p>')
    assert one(tmp_path).help == "Did you mean `winter-p1`?"


def test_an_identifier_without_its_hash_is_suggested(tmp_path: Path) -> None:
    write(tmp_path, "one.xml", '<p xml:id="p1"><ref target="p1">x</ref></p>')
    assert one(tmp_path).help == "Did you mean `#p1`?"


def test_a_note_may_be_called_from_another_file(tmp_path: Path) -> None:
    write(tmp_path, "letter.xml", '<p>So.<ref type="noteAnchor" target="notes.xml#n1">1</ref></p>')
    write(tmp_path, "notes.xml", '<note xml:id="n1" n="1" place="end">Where.</note>')
    assert check(tmp_path) == []


def test_repeated_identifiers_name_both_places(tmp_path: Path) -> None:
    write(tmp_path, "one.xml", '<p xml:id="a"/>\n<p xml:id="a"/>')
    found = one(tmp_path)
    assert found.location.line == 6
    assert [str(related.location) for related in found.related] == ["one.xml:5"]


def test_the_same_identifier_in_two_files_is_no_mistake(tmp_path: Path) -> None:
    write(tmp_path, "one.xml", '<p xml:id="a"/>')
    write(tmp_path, "two.xml", '<p xml:id="a"/>')
    assert check(tmp_path) == []


def test_two_documents_of_the_same_name(tmp_path: Path) -> None:
    write(tmp_path, "a/one.xml", "<p/>")
    write(tmp_path, "b/one.xml", "<p/>")
    found = one(tmp_path)
    assert (found.code, found.location.path) == (Code.REPEATED_DOCUMENT, "b/one.xml")
    assert found.related[0].location.path == "a/one.xml"


def test_an_existing_file_of_another_kind_may_be_referred_to(tmp_path: Path) -> None:
    (tmp_path / "page 1.png").write_bytes(b"")
    write(tmp_path, "one.xml", '<p><pb facs="page%201.png"/></p>')
    assert check(tmp_path) == []


def test_a_truncated_file(tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text(BEFORE + "<p>One", encoding="utf-8")
    found = one(tmp_path)
    assert found.code is Code.MALFORMED
    assert found.message == "The file ends before `p`, opened in line 5, is closed."


@pytest.mark.parametrize("content", [b"", b"\n \n", codecs.BOM_UTF8])
def test_an_empty_file(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_bytes(content)
    assert one(tmp_path).code is Code.EMPTY_FILE


def test_a_file_that_is_no_xml(tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text("Dear Sir,\n", encoding="utf-8")
    assert shown(one(tmp_path)) == "1:1: malformed: This is no XML: no element begins."


def test_latin_1_without_declaration(tmp_path: Path) -> None:
    text = '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<text><body><p>café</p></body></text></TEI>'
    (tmp_path / "one.xml").write_bytes(text.encode("latin-1"))
    assert shown(one(tmp_path)) == "2:19: not-utf8: Byte 0xe9 is not UTF-8."


@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-16", "utf-8-sig"])
def test_declared_encodings_are_read(encoding: str, tmp_path: Path) -> None:
    name = "UTF-8" if encoding == "utf-8-sig" else encoding
    text = BEFORE.replace("UTF-8", name) + "<p>café</p>" + AFTER
    (tmp_path / "one.xml").write_bytes(text.encode(encoding))
    assert check(tmp_path) == []


def test_an_encoding_that_nobody_knows(tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text(BEFORE.replace("UTF-8", "UTF-9") + "<p/>" + AFTER, encoding="utf-8")
    assert "encoding" in one(tmp_path).message


def test_utf_16_without_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_bytes((BEFORE.partition("\n")[2] + "<p/>" + AFTER).encode("utf-16-le"))
    assert one(tmp_path).code in (Code.NOT_UTF8, Code.MALFORMED)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def with_doctype(declarations: str, body: str) -> str:
    """A TEI file with a document type declaration."""
    head, tail = BEFORE.split("\n", 1)
    return f"{head}\n<!DOCTYPE TEI [{declarations}]>\n{tail}{body}{AFTER}"


def test_an_xml_bomb_in_the_text_is_refused(tmp_path: Path) -> None:
    text = with_doctype(f'<!ENTITY l0 "ha">{LAUGHS}', "<p>&l11; and &l11;</p>")
    (tmp_path / "one.xml").write_text(text, encoding="utf-8")
    assert "expand to a huge text" in one(tmp_path).message


def test_an_entity_in_the_text_is_not_expanded(tmp_path: Path) -> None:
    text = with_doctype('<!ENTITY who "A. Sender">', "<p>&who;, &who;</p>")
    (tmp_path / "one.xml").write_text(text, encoding="utf-8")
    assert shown(one(tmp_path)) == "6: entity-reference: The text refers to the entity &who;, which is not expanded."


def test_an_xml_bomb_in_an_attribute_is_refused(tmp_path: Path) -> None:
    text = with_doctype(f'<!ENTITY l0 "ha">{LAUGHS}', '<p n="&l11;"/>')
    (tmp_path / "one.xml").write_text(text, encoding="utf-8")
    assert one(tmp_path).code is Code.MALFORMED


def test_an_external_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret words", encoding="utf-8")
    text = with_doctype('<!ENTITY secret SYSTEM "secret.txt">', "<p>&secret;</p>")
    (tmp_path / "one.xml").write_text(text, encoding="utf-8")
    findings, found = check_file(tmp_path / "one.xml", tmp_path)
    assert [each.code for each in findings.diagnostics] == [Code.ENTITY_REFERENCE]
    assert "secret words" not in "".join(map(str, found[0].element.itertext()))


def test_an_external_dtd_is_not_read(tmp_path: Path) -> None:
    text = BEFORE.replace("<TEI", '<!DOCTYPE TEI SYSTEM "gone.dtd">\n<TEI', 1) + "<p/>" + AFTER
    (tmp_path / "one.xml").write_text(text, encoding="utf-8")
    assert check(tmp_path) == []


def test_a_folder_without_tei(tmp_path: Path) -> None:
    [found] = check(tmp_path)
    assert found.code is Code.NO_DOCUMENTS


def test_xml_that_is_not_tei(tmp_path: Path) -> None:
    write(tmp_path, "one.xml", "<p/>")
    (tmp_path / "list.xml").write_text("<catalogue/>", encoding="utf-8")
    found = one(tmp_path)
    assert (found.code, found.location.path) == (Code.NOT_TEI, "list.xml")


@pytest.mark.parametrize("name", ["TEI", "TEI.2"])
def test_tei_of_another_age(name: str, tmp_path: Path) -> None:
    (tmp_path / "one.xml").write_text(f"<{name}><text/></{name}>", encoding="utf-8")
    assert [each.code for each in check(tmp_path)] == [Code.NO_TEI_NAMESPACE, Code.NO_DOCUMENTS]


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    assert inspect(tmp_path / "gone.xml", tmp_path).diagnostics[0].code is Code.FILE_UNREADABLE


def test_a_broken_file_hides_no_other_and_makes_no_dangling_references(tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text("<TEI", encoding="utf-8")
    write(tmp_path, "one.xml", '<p><ref target="broken.xml#p1">x</ref> <ref target="#gone">y</ref></p>')
    assert [each.code for each in check(tmp_path)] == [Code.MALFORMED, Code.DANGLING_REFERENCE]


def test_a_corpus_holds_many_documents(tmp_path: Path) -> None:
    body = f"<text>{'<body><p/></body>'}</text>"
    text = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><TEI>{body}</TEI><TEI xml:id="b">{body}</TEI></teiCorpus>'
    (tmp_path / "corpus.xml").write_text(text, encoding="utf-8")
    inspected, found = check_file(tmp_path / "corpus.xml", tmp_path)
    assert [each.id for each in inspected.documents] == [each.id for each in found] == ["corpus.1", "b"]


def test_findings_of_a_file_go_between_processes(tmp_path: Path) -> None:
    write(tmp_path, "one.xml", '<p xml:id="a"><ref type="noteAnchor">1</ref><ref target="#a"/></p><note place="end"/>')
    found = inspect(tmp_path / "one.xml", tmp_path)
    copied: FileFindings = pickle.loads(pickle.dumps(found))
    assert copied == found


def test_a_schema_that_is_missing(tmp_path: Path) -> None:
    write(tmp_path, "one.xml", "<p/>")
    with pytest.raises(EditionError, match=r"The schema gone\.rng cannot be read"):
        inspect(tmp_path / "one.xml", tmp_path, known=by(tmp_path / "gone.rng"))


@pytest.mark.parametrize("content", ["<grammar", "<html/>"])
def test_a_schema_that_is_none(content: str, tmp_path: Path) -> None:
    write(tmp_path, "one.xml", "<p/>")
    (tmp_path / "bad.rng").write_text(content, encoding="utf-8")
    with pytest.raises(EditionError) as caught:
        inspect(tmp_path / "one.xml", tmp_path, known=by(tmp_path / "bad.rng"))
    assert caught.value.diagnostics[0].code is Code.BAD_SCHEMA


LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{id}"><teiHeader><fileDesc>
<titleStmt><title>A</title></titleStmt><publicationStmt><p/></publicationStmt>
<seriesStmt><title>Letters</title><biblScope unit="document" n="{n}"/></seriesStmt>
<sourceDesc><p/></sourceDesc></fileDesc><profileDesc><correspDesc><correspAction type="sent">{sent}</correspAction>
<correspAction type="received">{received}</correspAction></correspDesc></profileDesc></teiHeader>
<text><body><p/></body></text></TEI>"""


def letter(folder: Path, n: int, sent: str, received: str = "") -> None:
    """Write a letter of a volume with its number and its dates."""
    text = LETTER.format(id=f"l{n}", n=n, sent=f"<date {sent}/>", received=f"<date {received}/>" if received else "")
    (folder / f"l{n}.xml").write_text(text, encoding="utf-8")


def test_a_letter_is_not_received_before_it_is_sent(tmp_path: Path) -> None:
    letter(tmp_path, 1, 'when="1942-03-05"', 'when="1942-03-04"')
    letter(tmp_path, 2, 'notBefore="1942-03-06"', 'notAfter="1942-03-05"')
    letter(tmp_path, 3, 'when="1942-03"', 'when="1942-03-01"')
    letter(tmp_path, 4, 'notAfter="1942-03-09"', 'when="1942-03-08"')
    found = [(one.location.path, one.code, one.message) for one in check(tmp_path)]
    assert found == [
        ("l1.xml", Code.DATES_CONTRADICT, "Received 1942-03-04, sent 1942-03-05: received before it was sent."),
        ("l2.xml", Code.DATES_CONTRADICT, "Received 1942-03-05, sent 1942-03-06: received before it was sent."),
    ]


def test_a_letter_out_of_the_order_of_its_volume_is_told_and_bounds_that_overlap_are_not(tmp_path: Path) -> None:
    letter(tmp_path, 8, 'when="1942-03-05"')
    letter(tmp_path, 9, 'notBefore="1942-03-01" notAfter="1942-03-31"')
    letter(tmp_path, 10, 'when="1942-03-09"')
    letter(tmp_path, 11, 'when="1942-03-08"')
    letter(tmp_path, 12, 'when="1942-03"')
    (found,) = check(tmp_path)
    assert (found.code, found.location.path) == (Code.OUT_OF_ORDER, "l11.xml")
    assert found.message == "No. 11 of “Letters” was sent 1942-03-08, No. 10 before it 1942-03-09."
