"""Sources in formats that tell their own form: what they become, and the proof that no word of them is lost."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.diagnostics import Code, EditionError, Location
from edition.ingest import audit, profile, proofs, run
from edition.ingest.readers import frontmatter
from edition.ingest.source import Source
from tests.conftest import PROJECT
from tests.examples import Example, examples
from tests.ingesting import NAME, OWN, edition, ingest, roots, texts, unaccounted

VALID = etree.RelaxNG(etree.parse(PROJECT / "tei" / "schema" / "edition.rng"))
RICH = "reader: formatted\nkind: letter\n"
FILE = re.compile(r"^===(\S+)\n", re.MULTILINE)
MATTER = """---
from: Ada Lark
to: [Ben Finch, Cora Wren]
date: 4 March 1890
place: Upper Hamlet
received: 1890-03
received_at: Lower Hamlet
number: 12a
title: On hay
language: de
source: Parish Library, MS 3
---
Liebe Cora!
"""


def of_example(example: Example, root: Path) -> Path:
    """The edition that an example shows: a profile, and files, each after a line with `===` and its name."""
    form, *rest = FILE.split(example.input)
    for name, content in zip(rest[::2], rest[1::2], strict=True):
        edition(root, content, form if "reader:" in form else f"{RICH}{form}", file=name)
    return root


def markdown(root: Path, text: str, form: str = "", decisions: str = "", file: str = "source.md") -> Path:
    """An edition with one source in Markdown."""
    return edition(root, text, f"{RICH}{form}", decisions, file=file)


def complaints(root: Path) -> list[str]:
    """What keeps a source from being read: code, place, message."""
    with pytest.raises(EditionError) as raised:
        ingest(root)
    return [f"{found.code.label}: {found.location}: {found.message}" for found in raised.value.diagnostics]


@pytest.mark.parametrize("example", examples("formats"))
def test_example(example: Example, tmp_path: Path) -> None:
    assert texts(ingest(of_example(example, tmp_path))) == example.output


@pytest.mark.parametrize("example", examples("formats"))
def test_what_an_example_becomes_is_valid(example: Example, tmp_path: Path) -> None:
    for name, root in roots(ingest(of_example(example, tmp_path))).items():
        assert VALID.validate(root), f"{name}: {VALID.error_log}"


@pytest.mark.parametrize("example", examples("formats"))
def test_no_word_of_an_example_is_lost_or_invented(example: Example, tmp_path: Path) -> None:
    assert unaccounted(of_example(example, tmp_path)) == (0, 0, [])


def test_front_matter_goes_to_the_header_word_for_word(tmp_path: Path) -> None:
    root = markdown(tmp_path, MATTER)
    (name, tei), *others = roots(ingest(root)).items()
    assert (name, others) == ("letters-12a", [])
    assert tei.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    (told,) = tei.iterfind("{*}teiHeader")
    header = re.sub(r"\s*\n\s*| xmlns=\"[^\"]*\"", "", etree.tostring(told, encoding="unicode"))
    assert (
        '<correspAction type="sent"><persName>Ada Lark</persName><placeName>Upper Hamlet</placeName>'
        '<date when="1890-03-04">4 March 1890</date></correspAction><correspAction type="received">'
        "<persName>Ben Finch</persName><persName>Cora Wren</persName><placeName>Lower Hamlet</placeName>"
        '<date when="1890-03">1890-03</date></correspAction>'
    ) in header
    assert '<title type="main">On hay</title>' in header
    assert "<title>Parish Library, MS 3</title>" in header
    assert '<language ident="de">de</language>' in header
    assert VALID.validate(tei), VALID.error_log
    assert unaccounted(root) == (0, 0, [])


def test_the_audit_misses_front_matter_that_no_header_has(tmp_path: Path) -> None:
    root = markdown(tmp_path, MATTER)
    run.save(root, ingest(root))
    path = root / "tei" / NAME / "letters-12a.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("Cora Wren", "Cora"), encoding="utf-8")
    ledger, findings = audit.audit(root, NAME, OWN)
    assert [found.message for found in findings] == ["No header has “Cora Wren”."]
    assert ledger.unaccounted == len("Cora Wren")


def test_people_of_front_matter_are_those_of_the_profile(tmp_path: Path) -> None:
    people = "people:\n  lark: {name: Ada Lark, forms: [A. L.]}\n  finch: {name: Ben Finch}\n"
    root = markdown(tmp_path, "---\nfrom: A. L.\nto: Ben Finch\ndate: 1890\n---\nHay.\n", people)
    (tei,) = roots(ingest(root)).values()
    assert [name.text for name in tei.iterfind(".//{*}correspDesc//{*}persName")] == ["Ada Lark", "Ben Finch"]


@pytest.mark.parametrize(
    ("matter", "complaint"),
    {
        "from: Ada\nform: Ben": "unknown-key: sources/letters/source.md:3: Nothing reads the key `form`.",
        "from: Ada\n\ndate: soon": "bad-value: sources/letters/source.md:4: `date` is 'soon': no date: write 1890",
        "date: 1890-02-30": "bad-value: sources/letters/source.md:2: `date` is '1890-02-30': no date",
        "from: Ada\nfrom: Ben": "duplicate-key: sources/letters/source.md:3:1: The key `from` stands here a",
        "from:\n\t- Ada": "bad-yaml: sources/letters/source.md:3",
        "number: a b": "bad-value: sources/letters/source.md:2: `number` is 'a b'",
    }.items(),
)
def test_a_mistake_in_front_matter_is_found_with_its_line(matter: str, complaint: str, tmp_path: Path) -> None:
    (found,) = complaints(markdown(tmp_path, f"---\n{matter}\n---\nHay.\n"))
    assert found.startswith(complaint)


def test_dates_of_front_matter() -> None:
    told = frontmatter.of_mapping({"date": "1890-03-04/1890-04", "from": "Ada"}, "x", {"date": 3})
    assert told.correspondence is not None
    (event,) = told.correspondence.events
    assert (event.when, event.not_before, event.not_after) == ("", "1890-03-04", "1890-04")


def test_a_place_in_the_text_is_told_by_file_and_line(tmp_path: Path) -> None:
    markdown(tmp_path, "---\nfrom: Ada\n---\n\nThe *hay*\nis in.\n\n- one\n- two\n", file="letters/1.md")
    markdown(tmp_path, "The rye\\\nis not.\n", file="letters/2.md")
    folder = tmp_path / "sources" / NAME
    source = run.work_of(folder, NAME, f"sources/{NAME}", profile.load(folder, f"sources/{NAME}")).source
    assert source.text == "The hay is in.\n\none\ntwo\nThe rye\nis not.\n\n"
    places = {word: source.location(source.text.index(word)) for word in ("hay", "is in", "two", "rye", "not")}
    first, second = (f"sources/{NAME}/letters/{number}.md" for number in (1, 2))
    assert places == {
        "hay": Location(first, 5), "is in": Location(first, 6), "two": Location(first, 9),
        "rye": Location(second, 1), "not": Location(second, 2),
    }  # fmt: skip
    assert source.text_of(second) == "The rye\nis not.\n\n"


def test_a_place_in_text_files_of_a_folder_has_its_column() -> None:
    source = Source.of_files("x", "x", [("1.txt", "Hay.\nRye.\n"), ("2.txt", "\nOats.\n")])
    assert source.text == "Hay.\nRye.\n\n\nOats."
    assert source.location(source.text.index("ye")) == Location("1.txt", 2, 2)
    assert source.location(source.text.index("Oats")) == Location("2.txt", 2, 1)
    assert source.letters == (0, 11)


def test_decisions_are_anchored_in_the_words_that_a_reader_sees(tmp_path: Path) -> None:
    decisions = (
        "decisions:\n"
        "  - {quote: the haye is, reason: Hay is meant., resp: ed,\n"
        "     correction: {sic: haye, corr: hay, fault: print}}\n"
    )
    root = markdown(tmp_path, "All *the\nhaye is in*.\n", decisions=decisions)
    assert '<hi rend="italic">the <choice' in texts(ingest(root))
    assert "<sic>haye</sic><corr" in texts(ingest(root))
    assert unaccounted(root) == (0, 0, [])


def test_a_source_is_one_file_or_one_folder(tmp_path: Path) -> None:
    markdown(tmp_path, "Hay.\n")
    markdown(tmp_path, "Rye.\n", file="letters/1.md")
    said = "several-sources: sources/letters: sources/letters has more than one source: source.md, letters/."
    assert complaints(tmp_path) == [said]


def test_a_file_of_no_known_format_is_found_and_hidden_ones_do_not_count(tmp_path: Path) -> None:
    markdown(tmp_path, "Hay.\n", file="letters/1.md")
    markdown(tmp_path, "", file="letters/.hidden")
    markdown(tmp_path, "", file="letters/~$1.docx")
    assert len(roots(ingest(tmp_path))) == 1
    markdown(tmp_path, "Rye.\n", file="letters/2.rtf")
    assert complaints(tmp_path) == ["file-missing: sources/letters/letters: In sources/letters/letters 2.rtf is of no "
                                    "format that is read."]  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "complaint"),
    [
        ("---\nnumber: 1\n---\nHay.", "---\nnumber: 1\n---\nRye.",
         "repeated-number: sources/letters/letters/2.md:4: No. 1 stands here again; the first is at "
         "sources/letters/letters/1.md:4."),
        ("---\nnumber: 1\n---\nHay.", "Rye.",
         "not-a-number: sources/letters/letters/2.md:1: This letter has no number, others of the source have one."),
        ("Hay.", "\n", "empty-file: sources/letters/letters/2.md: The file has no text."),
    ],
)  # fmt: skip
def test_letters_that_cannot_be_told_apart(first: str, second: str, complaint: str, tmp_path: Path) -> None:
    markdown(tmp_path, first, file="letters/1.md")
    assert complaints(markdown(tmp_path, second, file="letters/2.md")) == [complaint]


def test_a_number_that_makes_no_identifier(tmp_path: Path) -> None:
    root = markdown(tmp_path, "# Letter 1/2\n\nHay.\n", "blocks: {heading: 'Letter (?P<number>.+)'}\n")
    said = "not-a-number: sources/letters/source.md:1: The number “1/2” of this letter can be in no identifier."
    assert complaints(root) == [said]


def test_title_matter_has_no_lists_and_no_notes(tmp_path: Path) -> None:
    form = "heading_level: 2\nseries: volume\n"
    root = markdown(tmp_path, "# Letters[^1]\n\n- Hay\n\n## A\n\nRye.\n\n[^1]: All.\n", form)
    assert [said.partition(", where")[0] for said in complaints(root)] == [
        "text-without-place: sources/letters/source.md:3: A list stands before the first letter",
        "text-without-place: sources/letters/source.md:9: A footnote stands before the first letter",
    ]


def test_front_matter_of_several_letters_has_no_date(tmp_path: Path) -> None:
    root = markdown(tmp_path, "---\ndate: 1890\n---\n\n## A\n\nHay.\n\n## B\n\nRye.\n", "heading_level: 2\n")
    (found,) = complaints(root)
    assert found.startswith("bad-value: sources/letters/source.md:1: The front matter has a number, title or date")


def test_markdown_that_is_not_utf8(tmp_path: Path) -> None:
    said = "not-utf8: sources/letters/source.md:2: Byte 0xe9 is not UTF-8."
    assert complaints(edition(tmp_path, b"Hay.\nL'\xe9t\xe9\n", RICH, file="source.md")) == [said]


@pytest.mark.parametrize("deep", ["> " * 100, "".join("  " * level + "- hay\n" for level in range(50)), "*" * 999])
def test_markdown_that_is_nested_too_deep(deep: str, tmp_path: Path) -> None:
    root = markdown(tmp_path, f"Hay.\n\n{deep}x{'*' * 999}\n")
    (found,) = complaints(root)
    assert found.startswith("bad-document: sources/letters/source.md:")


def test_a_character_that_the_parser_would_replace(tmp_path: Path) -> None:
    said = "bad-character: sources/letters/source.md:2: '\\x00' is a character that no XML file can hold."
    assert complaints(markdown(tmp_path, "Hay\nry\x00e.\n")) == [said]


def test_the_proof_misses_a_word_wherever_it_was() -> None:
    assert proofs.lacking(["the", "hay", "is"], ["rye"], "The hay is".lower() + " 1 rye") == ""
    assert proofs.lacking(["the", "hay", "is"], [], "the is") == "the hay"
    assert proofs.lacking(["hay", "the"], [], "the hay") == "hay the"
    assert proofs.lacking([], ["rye", "rye"], "rye") == "rye"


WORDS = st.sampled_from("hay rye oats in 12 5. 1990. snake_case *in* **of** ~~no~~ `a*b` [to](https://x.org/) <b> "
                        "&amp; [^1] \\* !in ^[of] | # - > ``` café".split(" "))  # fmt: skip
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
STARTS = st.sampled_from(["", "", "", "> ", "- ", "3. ", "## ", "    ", "| a | b |\n|---|--:|\n| ", "[^1]: ", "[x]: "])
MARKDOWN = st.lists(
    st.tuples(STARTS, LINES, st.sampled_from(["\n", "\n\n", "\\\n"])).map("".join), min_size=1, max_size=8
).map("".join)


@settings(max_examples=60)
@given(text=MARKDOWN)
def test_any_markdown_becomes_valid_tei_that_has_every_word_of_it(text: str) -> None:
    with TemporaryDirectory() as folder:
        root = markdown(Path(folder), text)
        try:
            ingested = ingest(root)
        except EditionError as error:
            assert {found.code for found in error.diagnostics} == {Code.EMPTY_FILE}
            return
        (tei,) = roots(ingested).values()
        assert VALID.validate(tei), VALID.error_log
        assert unaccounted(root) == (0, 0, [])


BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXTENSIONS = {"markdown": "md", "text": "txt", "html": "html"}


def worked_examples() -> list[tuple[str, str, str, str]]:
    """The examples of the page on formats: a profile, the extension of a file, the file, and what it becomes."""
    page = (PROJECT / "docs" / "formats.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(page)
    return [
        (form, EXTENSIONS[kind], text, output)
        for (_, form), (kind, text), (xml, output) in zip(blocks, blocks[1:], blocks[2:], strict=False)
        if xml == "xml" and kind in EXTENSIONS
    ]


@pytest.mark.parametrize(("form", "extension", "text", "output"), worked_examples())
def test_the_page_on_formats_shows_what_becomes_of_a_file(
    form: str, extension: str, text: str, output: str, tmp_path: Path
) -> None:
    root = edition(tmp_path, text, form, file=f"source.{extension}")
    assert texts(ingest(root)) == output.strip("\n")
    assert unaccounted(root) == (0, 0, [])
