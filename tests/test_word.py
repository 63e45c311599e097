"""Documents of word processors: what they become, that no word is lost, and documents that cannot be used."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Code, EditionError
from edition.ingest.readers import layout, word
from edition.ingest.readers.word import package, pandoc
from tests.conftest import PROJECT
from tests.documents import DOCX, ODT, docx, odt, zipped
from tests.examples import Example, examples
from tests.ingesting import NAME, audited, edition, ingest, roots, texts, unaccounted

VALID = etree.RelaxNG(etree.parse(PROJECT / "tei" / "schema" / "edition.rng"))
RICH = "reader: formatted\n"
FILE = re.compile(r"^===(docx|odt)\n", re.MULTILINE)
MAKERS = {"docx": docx, "odt": odt}


def of_example(example: Example, root: Path) -> Path:
    """The edition that an example shows: a profile, and a document in XML after a line `===docx` or `===odt`."""
    form, format, text = FILE.split(example.input)
    return edition(root, MAKERS[format](text), f"{RICH}{form}", file=f"source.{format}")


@pytest.mark.parametrize("example", examples("word"))
def test_example(example: Example, tmp_path: Path) -> None:
    assert texts(ingest(of_example(example, tmp_path))) == example.output


@pytest.mark.parametrize("example", examples("word"))
def test_what_an_example_becomes_is_valid(example: Example, tmp_path: Path) -> None:
    for name, root in roots(ingest(of_example(example, tmp_path))).items():
        assert VALID.validate(root), f"{name}: {VALID.error_log}"


@pytest.mark.parametrize("example", examples("word"))
def test_no_word_of_an_example_is_lost_or_invented(example: Example, tmp_path: Path) -> None:
    assert unaccounted(of_example(example, tmp_path)) == (0, 0, [])


def complaint(root: Path) -> str:
    """What ingest says of a document that it cannot use: code, place and message of each error."""
    with pytest.raises(EditionError) as raised:
        ingest(root)
    assert all(found.help for found in raised.value.diagnostics), "each finding says the way out"
    return "\n".join(f"{one.code.label}: {one.location}: {one.message}" for one in raised.value.diagnostics)


def complaint_of(data: bytes, root: Path, file: str = "source.docx") -> str:
    return complaint(edition(root, data, RICH, file=file)).replace("sources/letters/", "")


INSERTED = '<ins w:id="1" w:author="Cora"><r><t>not </t></r><r><t>all </t></r></ins>'
DELETED = '<del w:id="2" w:author="Cora"><r><delText>soon</delText></r></del>'
CHANGES = [
    (INSERTED, "Undecided tracked change: Cora inserted “not all”, in “The hay is not all in.”."),
    (DELETED, "Undecided tracked change: Cora deleted “soon”, in “The hay is soonin.”."),
    (
        '<moveFrom w:id="3" w:author="Cora"><r><t>all </t></r></moveFrom>',
        "Undecided tracked change: Cora moved away “all”, in “The hay is all in.”.",
    ),
    (
        '<r><rPr><b/><rPrChange w:id="4" w:author="Cora"><rPr/></rPrChange></rPr><t>all </t></r>',
        "Undecided tracked change: Cora changed the look of “all”, in “The hay is all in.”.",
    ),
    (
        '<r><commentReference w:id="5"/></r>',
        "Undecided comment: Dan wrote “Really?”, in “The hay is in.”.",
    ),
]
COMMENTS = '--comments\n<comment w:id="5" w:author="Dan"><p><r><t>Really?</t></r></p></comment>'


@pytest.mark.parametrize(("change", "said"), CHANGES)
def test_an_undecided_change_of_a_docx_is_declined_with_its_author_words_and_place(
    change: str, said: str, tmp_path: Path
) -> None:
    changed = f'<p><r><t xml:space="preserve">The hay is </t></r>{change}<r><t>in.</t></r></p>'
    text = f"<p/><p><r><t>Dear Ben,</t></r></p>{changed}"
    expected = f"tracked-change: source.docx, paragraph 2: {said}"
    assert complaint_of(docx(f"{text}\n{COMMENTS}"), tmp_path) == expected
    assert not (tmp_path / "tei").exists()


def test_an_undecided_change_in_a_note_is_declined(tmp_path: Path) -> None:
    note = f'--footnotes\n<footnote w:id="2"><p>{INSERTED}<r><t>in</t></r></p></footnote>'
    said = complaint_of(docx(f'<p><r><t>Hay</t><footnoteReference w:id="2"/></r></p>\n{note}'), tmp_path)
    assert said.endswith("Cora inserted “not all”, in “not all in”.")


def test_a_row_that_somebody_inserted_is_declined(tmp_path: Path) -> None:
    row = '<tr><trPr><ins w:id="1" w:author="Cora"/></trPr><tc><p><r><t>Hay</t></r></p></tc></tr>'
    said = complaint_of(docx(f"<p><r><t>Dear Ben</t></r></p><tbl>{row}</tbl>"), tmp_path)
    assert said == "tracked-change: source.docx, paragraph 2: Undecided tracked change: Cora inserted “Hay”, in “Hay”."


def test_many_changes_are_counted(tmp_path: Path) -> None:
    said = complaint_of(docx("".join(f"<p>{INSERTED}</p>" for _ in range(50))), tmp_path)
    assert said.count("Cora inserted") == 20
    assert said.endswith("tracked-change: source.docx: 30 more tracked changes are undecided.")


ODT_CHANGE = """<text:tracked-changes><text:changed-region text:id="c1"><text:insertion><office:change-info>
<dc:creator>Cora</dc:creator></office:change-info></text:insertion></text:changed-region><text:changed-region
text:id="c2"><text:deletion><office:change-info><dc:creator>Cora</dc:creator></office:change-info><text:p>soon</text:p></text:deletion>
</text:changed-region></text:tracked-changes><text:p>Dear Ben,</text:p><text:p>The hay is <text:change-start
text:change-id="c1"/>not <text:span>all</text:span><text:change-end text:change-id="c1"/> in<text:change
text:change-id="c2"/>.<office:annotation><dc:creator>Dan</dc:creator><text:p>Really?</text:p></office:annotation></text:p>"""


def test_undecided_changes_and_comments_of_an_odt_are_declined(tmp_path: Path) -> None:
    assert complaint_of(odt(ODT_CHANGE), tmp_path, "source.odt").splitlines() == [
        "tracked-change: source.odt, paragraph 2: Undecided tracked change: "
        "Cora inserted “not all”, in “The hay is not all in.”.",
        "tracked-change: source.odt, paragraph 2: Undecided tracked change: "
        "Cora deleted “soon”, in “The hay is not all in.”.",
        "tracked-change: source.odt, paragraph 2: Undecided comment: Dan wrote “Really?”, in “The hay is not all in.”.",
    ]


TEXT = "<p><r><t>The hay is in.</t></r></p>"
DOCUMENT = f"<document {DOCX}><body>{TEXT}</body></document>"
ENTITY = f'<!DOCTYPE document [<!ENTITY x SYSTEM "file:///etc/passwd">]>{DOCUMENT.replace("The", "&x;")}'
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + DOCUMENT.replace("The", "&b;")
DEEP = DOCUMENT.replace(TEXT, "<sdt><sdtContent>" * 5000 + TEXT + "</sdtContent></sdt>" * 5000)
BAD = {
    "empty": (b"", "The file is empty."),
    "no zip": (b"Dear Ben", "This is no document of a word processor: .docx and .odt are zip archives."),
    "encrypted": (package.OLE + bytes(512) + package.ENCRYPTED, "The document is encrypted."),
    "of old": (package.OLE + bytes(512), "This is a document of Word before 2007 (.doc), not .docx."),
    "cut off": (docx(TEXT)[:-40], "The archive is damaged: File is not a zip file."),
    "spreadsheet": (zipped({"xl/workbook.xml": "<a/>"}), "It has no part word/document.xml, which holds its text."),
    "no text": (zipped({"word/document.xml": ""}), "Its part word/document.xml is not well-formed, line 1: "),
    "torn": (zipped({"word/document.xml": DOCUMENT[:-9]}), "Its part word/document.xml is not well-formed, line 1: "),
    "entity": (zipped({"word/document.xml": ENTITY}), "Its part word/document.xml has a document type declaration"),
    "laughs": (zipped({"word/document.xml": LAUGHS}), "Its part word/document.xml has a document type declaration"),
    "deep": (zipped({"word/document.xml": DEEP}), "Its part word/document.xml is not well-formed, line 1: "),
    "out of it": (zipped({"../../x": "", "word/document.xml": DOCUMENT}), "The entry '../../x' of the archive leads"),
    "absolute": (zipped({"/etc/x": "", "word/document.xml": DOCUMENT}), "The entry '/etc/x' of the archive leads out"),
    "bomb": (zipped({"word/document.xml": bytes(5_000_000)}), "The entry 'word/document.xml' would unpack to"),
    "entries": (zipped({f"a{n}": "" for n in range(10_001)}), "The archive has 10,001 entries; up to 10,000 are read."),
    "no words": (docx("<p/>"), "The file has no text."),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_docx_that_cannot_be_used_is_a_finding(kind: str, tmp_path: Path) -> None:
    data, said = BAD[kind]
    code = "empty-file" if kind == "no words" else "bad-document"
    assert complaint_of(data, tmp_path).startswith(f"{code}: source.docx: {said}")


def test_an_encrypted_entry_is_a_finding(tmp_path: Path) -> None:
    data = bytearray(docx(TEXT))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 4)
    assert "of the archive is encrypted." in complaint_of(bytes(data), tmp_path)


def test_an_entry_that_is_larger_than_it_declares_is_not_unpacked(tmp_path: Path) -> None:
    data = bytearray(zipped({"word/document.xml": b"<a>" + bytes(range(65, 91)) * 4000}, zipfile.ZIP_DEFLATED))
    at = data.find(b"PK\x01\x02") + 24
    data[at : at + 4] = (100).to_bytes(4, "little")
    assert "Its part word/document.xml is damaged: Bad CRC-32" in complaint_of(bytes(data), tmp_path)


def test_a_part_larger_than_may_be_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_PART", 500)
    said = "bad-document: source.docx: Its part word/document.xml is larger than the 0 MB that are read."
    assert complaint_of(docx(TEXT), tmp_path) == said


ENCRYPTED = f"<manifest:manifest {ODT}><manifest:encryption-data/></manifest:manifest>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(TEXT), "It has no part content.xml, which holds its text."),
        (zipped({"content.xml": "<a/>"}), "This is a document of the OpenDocument family, but not a text."),
        (zipped({"content.xml": "<a/>", "META-INF/manifest.xml": ENCRYPTED}), "The document is encrypted."),
    ],
)
def test_an_odt_that_cannot_be_used_is_a_finding(data: bytes, said: str, tmp_path: Path) -> None:
    assert complaint_of(data, tmp_path, "source.odt") == f"bad-document: source.odt: {said}"


def test_without_pandoc_the_finding_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_program", lambda: None)
    with pytest.raises(EditionError) as raised:
        ingest(edition(tmp_path, docx(TEXT), RICH, file="source.docx"))
    (found,) = raised.value.diagnostics
    assert found.code is Code.TOOL_MISSING
    assert found.help == "Install it with the edition: pip install 'tei-edition[word]'."


def test_pandoc_that_is_not_done_in_time_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*arguments: object, **options: object) -> None:
        raise subprocess.TimeoutExpired("pandoc", 120)

    monkeypatch.setattr(subprocess, "run", slow)
    said = "bad-document: source.docx: pandoc was not done with this document after 120 seconds."
    assert complaint_of(docx(TEXT), tmp_path) == said


def test_pandoc_that_fails_is_a_finding_with_its_words() -> None:
    with pytest.raises(EditionError) as raised:
        pandoc.blocks(b"PK", "docx", "a.docx")
    (found,) = raised.value.diagnostics
    assert (found.code, found.location.path) == (Code.BAD_DOCUMENT, "a.docx")
    assert found.message.startswith("pandoc cannot read this document: ")


def test_a_word_that_pandoc_passes_over_is_found_by_the_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pandoc.blocks
    monkeypatch.setattr(pandoc, "blocks", lambda *given: whole(*given)[:-1])
    root = edition(tmp_path, docx(f"{TEXT}<p><r><t>The rye is not.</t></r></p>"), RICH, file="source.docx")
    _, findings = audited(root)
    assert [found.code for found in findings] == [Code.NOT_THE_SOURCE]


def test_the_same_document_gives_the_same_bytes(tmp_path: Path) -> None:
    data = docx(TEXT)
    first, second = (ingest(edition(tmp_path / name, data, RICH, file="source.docx")) for name in "ab")
    assert first.files == second.files


MARKDOWN = """# Letter 1

*Upper Hamlet*, 4 March 1890

Dear **Ben**,[^1] the hay is ~~out~~ in, H~2~O, see [the book](https://example.org/x).\\
All of it.

> A quoted block.

3. three
    a. alpha
    b. beta
4. four

| Field | Carts |
|-------|------:|
| Hay   | 3     |

[^1]: A note with a list:

    - one
    - two

    And an end.
"""


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_what_pandoc_itself_writes_comes_back_word_for_word(format: str, tmp_path: Path) -> None:
    made = written(MARKDOWN, format)
    read, words = getattr(word, f"read_{format}"), getattr(word, f"words_{format}")
    draft = read(made, "source")
    source, _ = layout.lay_out("letters", "source", [(draft, draft.parts)])
    body, notes = words(made)
    labels = ["1", "3", "a", "b", "4", "1"]  # of the call, the items and the note: no words of the file
    assert sorted([*body, *notes, *labels]) == sorted(word.WORD.findall(source.text))
    assert [one for one in notes if one in ("one", "two", "end")] == ["one", "two", "end"]


EXAMPLE = re.compile(
    r"^```yaml\n((?:(?!```).)*)^```\n(?:(?!```).)*^```docx\n(.*?)^```.*?^```xml\n(.*?)^```", re.MULTILINE | re.DOTALL
)


@pytest.mark.parametrize("format", ["docx", "odt"])
def test_the_page_on_formats_shows_what_becomes_of_a_document(format: str, tmp_path: Path) -> None:
    found = EXAMPLE.search((PROJECT / "docs" / "formats.md").read_text(encoding="utf-8"))
    assert found is not None
    form, text, output = found.groups()
    root = edition(tmp_path, written(text, format), form, file=f"source.{format}")
    assert texts(ingest(root)) == output.strip("\n")


def written(markdown: str, format: str) -> bytes:
    """A document as pandoc writes it of Markdown."""
    program = pandoc._program()
    assert program is not None
    command = [program, "--from=markdown-smart", f"--to={format}", "--output=-"]
    return subprocess.run(command, input=markdown.encode(), capture_output=True, check=True).stdout


def row(*cells: str) -> str:
    """A row of a table of a `.docx`; a line end in a cell begins a new paragraph."""
    paragraphs = ("".join(f"<p><r><t>{words}</t></r></p>" for words in cell.split("\n")) for cell in cells)
    return f"<tr>{''.join(f'<tc>{cell}</tc>' for cell in paragraphs)}</tr>"


GRID = "<tblGrid><gridCol/><gridCol/></tblGrid>"
MATTER = (row("From", "Ada Lark"), row("To:", "Ben Finch\nCora Wren"), row("Date", "4 March 1890"))


def test_a_table_in_front_of_a_letter_says_who_wrote_to_whom_and_when(tmp_path: Path) -> None:
    data = docx(f"<p/><tbl>{GRID}{''.join(MATTER)}</tbl>{TEXT}")
    root = edition(tmp_path, data, RICH, file="source.docx")
    (tei,) = roots(ingest(root)).values()
    names = [one.text for one in tei.findall(".//{*}correspAction/{*}persName")]
    assert names == ["Ada Lark", "Ben Finch", "Cora Wren"]
    assert [one.get("when") for one in tei.findall(".//{*}correspAction[@type='sent']/{*}date")] == ["1890-03-04"]
    assert [one.text for one in tei.findall(".//{*}body//{*}p")] == ["The hay is in."]
    assert unaccounted(root) == (0, 0, [])


def test_the_same_table_in_an_odt(tmp_path: Path) -> None:
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    said = (("From", "Ada Lark"), ("Date", "4 March 1890"))
    rows = (f"<table:table-row>{cell.format(key)}{cell.format(value)}</table:table-row>" for key, value in said)
    table = f"<table:table>{''.join(rows)}</table:table>"
    root = edition(tmp_path, odt(f"{table}<text:p>The hay is in.</text:p>"), RICH, file="source.odt")
    (tei,) = roots(ingest(root)).values()
    assert [one.get("when") for one in tei.findall(".//{*}correspAction/{*}date")] == ["1890-03-04"]
    assert word.words_odt((root / "sources" / NAME / "source.odt").read_bytes())[0] == ["The", "hay", "is", "in"]


def test_a_table_in_front_that_says_other_things_is_text(tmp_path: Path) -> None:
    data = docx(f"<tbl>{GRID}{row('From', 'Ada Lark')}{row('Weather', 'fair')}</tbl>{TEXT}")
    assert "<cell>fair</cell>" in texts(ingest(edition(tmp_path, data, RICH, file="source.docx")))


def test_a_table_in_front_with_a_date_that_is_none_is_a_finding(tmp_path: Path) -> None:
    said = complaint_of(docx(f"<tbl>{GRID}{row('Date', 'soon')}</tbl>{TEXT}"), tmp_path)
    assert said.startswith("bad-value: source.docx")


def test_a_table_within_a_table_keeps_its_words(tmp_path: Path) -> None:
    inner = f"<tbl>{GRID}{row('Hay', '3')}</tbl><p/>"
    data = docx(f"<tbl>{GRID}<tr><tc>{inner}</tc><tc><p><r><t>Carts</t></r></p></tc></tr></tbl>")
    made = texts(ingest(edition(tmp_path, data, RICH, file="source.docx")))
    assert "<cell>Hay<lb/>3</cell>" in made
    assert "format-loss: A table in a cell of another is kept as lines of that cell." in made


def test_lists_deeper_than_word_processors_make_are_a_finding(tmp_path: Path) -> None:
    deep = "<text:list><text:list-item>" * 11 + "<text:p>Hay</text:p>" + "</text:list-item></text:list>" * 11
    said = "bad-document: source.odt: The document has lists more than 10 deep within one another."
    assert complaint_of(odt(deep), tmp_path, "source.odt") == said
