"""Ingest: what a source becomes, a made-up volume from text to site, and sources that cannot be used."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Code, EditionError, Severity, has_errors
from edition.tei.names import tei
from tests.conftest import PROJECT, run_edition
from tests.examples import Example, examples
from tests.ingesting import NAME, edition, ingest, roots, shown, texts, unaccounted

SCHEMA = PROJECT / "tei" / "schema" / "edition.rng"
HAMLETS = Path(__file__).parent / "hamlets"
BLOCKS = r"""
blocks:
  heading: 'No\. (?P<number>\d+)'
  dateline: '(?P<formula>Received|Sent) on (?P<date>{date})'
"""
SOURCE = "No. 1\n\nSent on March 4, 1890\n\nThe hay is in.\n\nNo. 2\n\nSent on March 5, 1890\n\nThe rye is not.\n"


def of_example(example: Example, root: Path) -> Path:
    """The edition that an example shows: profile, source and decisions, parted by lines of `===`."""
    profile, source, *decisions = example.input.split("\n===\n")
    return edition(root, source.strip("\n") + "\n", profile, "".join(decisions))


@pytest.mark.parametrize("example", examples("ingest"))
def test_example(example: Example, tmp_path: Path) -> None:
    assert texts(ingest(of_example(example, tmp_path))) == example.output


@pytest.mark.parametrize("example", examples("ingest"))
def test_what_an_example_becomes_is_valid(example: Example, tmp_path: Path) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    for name, root in roots(ingest(of_example(example, tmp_path))).items():
        assert schema.validate(root), f"{name}: {schema.error_log}"


@pytest.mark.parametrize("example", examples("ingest"))
def test_no_word_of_an_example_is_lost_or_invented(example: Example, tmp_path: Path) -> None:
    assert unaccounted(of_example(example, tmp_path)) == (0, 0, [])


def test_what_is_decided_of_a_printed_day_takes_its_place_and_names_the_record(tmp_path: Path) -> None:
    profile = "people: {ada: {name: Ada}}\nblocks: {heading: 'No. .', closing_date: '(?P<date>{date})'}"
    decisions = """decisions:
  - quote: The hay is in.
    message: {sender: [ada], date: {when: '1890-03-03', evidence: testimony}}
    source: https://example.org/letter-book
    reason: The letter book has it under March 3rd.
    resp: ed
"""
    source = "No. 1\n\nThe hay is in.\n\nMarch 4, 1890\n"
    (letter,) = roots(ingest(edition(tmp_path, source, profile, decisions))).values()
    facts = [
        (etree.QName(one).localname, one.get("when"), one.get("evidence"), one.get("source"))
        for one in letter.iterfind(".//{*}correspAction[@type='sent']/*")
    ]
    record = ("external", "https://example.org/letter-book")
    assert facts == [("persName", None, *record), ("date", "1890-03-03", *record)]
    (printed,) = letter.iterfind(".//{*}dateline/{*}date")
    assert (printed.text, printed.get("when")) == ("March 4, 1890", "1890-03-04")


def test_the_reasons_for_changes_stand_in_the_document_and_their_number_in_its_header(tmp_path: Path) -> None:
    decisions = """decisions:
  - {quote: The hey, correction: {sic: hey, corr: hay, fault: print}, reason: Nobody mows a hey., resp: ed, cert: low}
  - {quote: and dry, supplied: ' now', reason: The line breaks off., resp: ed}
"""
    source, profile = "No. 1\n\nThe hey is in and dry.\n", "blocks: {heading: 'No. .'}"
    (letter,) = roots(ingest(edition(tmp_path, source, profile, decisions))).values()
    notes = letter.findall("{*}standOff/{*}listAnnotation/{*}note")
    assert [(one.get("target"), one.get("resp"), one.get("cert"), one.text) for one in notes] == [
        ("#letters-i1", "#ed", "low", "Nobody mows a hey."),
        ("#letters-i2", "#ed", "high", "The line breaks off."),
    ]
    targets = {one.get("{http://www.w3.org/XML/1998/namespace}id"): etree.QName(one).localname for one in letter.iter()}
    assert (targets["letters-i1"], targets["letters-i2"]) == ("choice", "supplied")
    said = [" ".join(map(str, one.itertext())) for one in letter.iterfind(".//{*}editorialDecl/{*}correction/{*}p")]
    assert said[-1] == "In this document: 1 error of the print corrected, 1 place where lost words are supplied."


@pytest.fixture(scope="module")
def hamlets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition of a made-up volume of the family that the shipped volumes are of, taken through everything."""
    root = tmp_path_factory.mktemp("hamlets") / "edition"
    shutil.copytree(HAMLETS, root)
    for command in ("ingest", "validate", "audit", "build"):
        done = run_edition(command, "--quiet", root=root, check=True)
        assert (done.stdout, done.stderr) == ("", ""), command
    return root


def test_another_volume_of_the_family_needs_a_profile_and_no_code(hamlets: Path) -> None:
    made = sorted(path.stem for path in (hamlets / "tei" / "hamlets").glob("*.xml"))
    assert made == ["hamlets", "hamlets-12", "hamlets-13", "hamlets-14", "hamlets-15", "hamlets-16"]
    assert (hamlets / "build" / "index.html").is_file()


@pytest.mark.parametrize(
    ("number", "sender", "addressee", "kind", "day"),
    [
        ("12", "Ada Lark", "Ben Finch", "sent", "1890-03-04"),
        ("13", "Ben Finch", "Ada Lark", "received", "1890-03-09"),
        ("14", "Ada Lark", "Ben Finch", "sent", "1890-03-11"),
        ("15", "Ben Finch", "Ada Lark", "sent", "1890-04-01"),
        ("16", "Ada Lark", "Ben Finch", "sent", "1890-04-02"),
    ],
)
def test_another_volume_has_its_correspondents_and_dates(
    hamlets: Path, number: str, sender: str, addressee: str, kind: str, day: str
) -> None:
    description = _document(hamlets, f"hamlets-{number}").find(".//{*}correspDesc")
    assert description is not None
    assert description.findtext("{*}correspAction[@type='sent']/{*}persName") == sender
    assert description.findtext("{*}correspAction[@type='received']/{*}persName") == addressee
    date = description.find(f"{{*}}correspAction[@type='{kind}']/{{*}}date")
    assert date is not None
    assert date.get("when") == day


def test_another_volume_has_its_calls_and_notes(hamlets: Path) -> None:
    calls = [
        (path.stem, call.text, call.get("target"))
        for path in sorted((hamlets / "tei" / "hamlets").glob("hamlets-*.xml"))
        for call in etree.parse(path).findall(".//{*}ref[@type='noteAnchor']")
    ]
    assert calls == [
        ("hamlets-12", "3", "hamlets.xml#hamlets-n3"),
        ("hamlets-14", "4", "hamlets.xml#hamlets-n4"),
    ]
    notes = _document(hamlets, "hamlets").findall(".//{*}note[@place='end']")
    assert [(note.get("n"), len(note.findall(".//{*}p"))) for note in notes] == [("3", 2), ("4", 1)]
    reference = notes[0].find(".//{*}ref")
    assert reference is not None
    assert (reference.text, reference.get("target")) == ("Document 14", "hamlets-14.xml")


def test_another_volume_has_a_page_for_each_letter_with_its_notes(hamlets: Path) -> None:
    pages = [path.read_text(encoding="utf-8") for path in (hamlets / "build").rglob("*.html")]
    assert any("The thaw has come to the upper hamlet" in page for page in pages)
    assert any("A mill below the weir" in page for page in pages)


def _document(root: Path, name: str) -> etree._Element:
    return etree.parse(root / "tei" / "hamlets" / f"{name}.xml").getroot()


def complaint(root: Path) -> str:
    """What ingest says of a source that it cannot use: code, place and message of each error."""
    with pytest.raises(EditionError) as raised:
        ingest(root)
    found = raised.value.diagnostics
    assert has_errors(found)
    assert all(each.help for each in found), "each finding says the way out"
    return "\n".join(f"{each.code.label}: {each.location}: {each.message}" for each in found)


def test_a_source_that_is_no_file(tmp_path: Path) -> None:
    root = edition(tmp_path, SOURCE, BLOCKS)
    (root / "sources" / NAME / "source.txt").unlink()
    (root / "sources" / NAME / "source.txt").mkdir()
    said = "file-unreadable: sources/letters/source.txt: sources/letters/source.txt cannot be read: Is a directory."
    assert complaint(root) == said


def test_a_source_that_is_not_there(tmp_path: Path) -> None:
    root = edition(tmp_path, SOURCE, BLOCKS)
    (root / "sources" / NAME / "source.txt").unlink()
    assert complaint(root).startswith("file-missing: sources/letters/source.txt:")


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "\ufeff"])
def test_an_empty_source(text: str, tmp_path: Path) -> None:
    said = "empty-file: sources/letters/source.txt: The source is empty."
    assert complaint(edition(tmp_path, text, BLOCKS)) == said


def test_a_source_in_another_encoding(tmp_path: Path) -> None:
    root = edition(tmp_path, SOURCE, BLOCKS)
    (root / "sources" / NAME / "source.txt").write_bytes(SOURCE.replace("hay", "\u00e9t\u00e9").encode("latin-1"))
    assert complaint(root) == "not-utf8: sources/letters/source.txt:5: Byte 0xe9 is not UTF-8."


@pytest.mark.parametrize("character", ["\x00", "\x0c", "\x1f", "\ufffe"])
def test_a_source_with_a_character_that_xml_cannot_hold(character: str, tmp_path: Path) -> None:
    said = f"bad-character: sources/letters/source.txt:5:5: {character!r} is a character that no XML file can hold."
    assert complaint(edition(tmp_path, SOURCE.replace("hay", f"{character}hay"), BLOCKS)) == said


def test_a_byte_order_mark_and_carriage_returns_change_nothing(tmp_path: Path) -> None:
    plain = ingest(edition(tmp_path / "plain", SOURCE, BLOCKS))
    other = ingest(edition(tmp_path / "other", "\ufeff" + SOURCE.replace("\n", "\r\n"), BLOCKS))
    assert (plain.files, plain.record) == (other.files, other.record)


def test_a_profile_that_is_not_there(tmp_path: Path) -> None:
    root = edition(tmp_path, SOURCE, BLOCKS)
    (root / "sources" / NAME / "profile.yml").unlink()
    assert complaint(root).startswith("file-missing: sources/letters/profile.yml:")


def test_a_profile_that_matches_nothing(tmp_path: Path) -> None:
    said = "nothing-matches: sources/letters/source.txt: The profile's patterns find no heading and no dateline"
    assert complaint(edition(tmp_path, SOURCE, "blocks: {heading: 'Letter (?P<number>\\d+)'}")).startswith(said)


def test_a_source_that_is_not_there_names_those_that_are(tmp_path: Path) -> None:
    root = edition(tmp_path, SOURCE, BLOCKS)
    with pytest.raises(EditionError) as raised:
        ingest(root, "leters")
    (found,) = raised.value.diagnostics
    assert (found.code, found.location.path, found.help) == (
        Code.FILE_MISSING, "sources/leters", "Sources that are there: letters.",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["letters/", "./letters", "../sources/letters", "..", ""])
def test_a_source_is_called_as_its_folder_is(name: str, tmp_path: Path) -> None:
    root = edition(tmp_path, SOURCE, BLOCKS)
    with pytest.raises(EditionError) as raised:
        ingest(root, name)
    assert [found.code for found in raised.value.diagnostics] == [Code.FILE_MISSING]


def test_a_source_whose_name_can_be_in_no_identifier(tmp_path: Path) -> None:
    root = edition(tmp_path, SOURCE, BLOCKS, name="my letters")
    with pytest.raises(EditionError) as raised:
        ingest(root, "my letters")
    assert [found.message for found in raised.value.diagnostics] == [
        "A source cannot be called “my letters”: its name becomes part of identifiers."
    ]


def test_comments_are_lettered_on_behind_the_last_letter(tmp_path: Path) -> None:
    words = [f"word{number}x" for number in range(28)]
    decisions = "".join(
        f"- {{quote: {word}, comment: On it., reason: The letter of May 5 says so., resp: ed}}\n" for word in words
    )
    root = edition(tmp_path, f"No. 1\n\n{' '.join(words)}\n", BLOCKS, f"decisions:\n{decisions}")
    notes = roots(ingest(root))["letters-1"].iter(tei("note"))
    assert [note.get("n") for note in notes if note.get("type") == "editorial"][25:] == ["z", "aa", "ab"]


PROFILE_MISTAKES = {
    "blocks: {heding: 'No'}": "unknown-key: {p}:1: Nothing reads the key `blocks.heding`.",
    "blocks: {heading: 'No\\. (\\d+'}": "bad-value: {p}:1: `blocks.heading` is 'No\\\\. (\\\\d+': not a reg",
    "blocks: {heading: 'No (?P<no>\\d)'}": "nothing reads the group (?P<no>…); groups here: addressee, date, number",
    "blocks: {dateline: 'Sent on {date}'}": "'Sent on {date}': the pattern has no group (?P<date>…)",
    "blocks: {closing_date: '{date}'}": "the pattern has no group (?P<date>…)",
    "blocks: {footnote: '\\* .+'}": "the pattern has no group (?P<label>…)",
    "blocks: {endnote_begins_with: '\\d+\\. '}": "the pattern has no group (?P<label>…)",
    "blocks: {paragraph_begins_with: '\\d+\\. '}": "the pattern has no group (?P<label>…)",
    "blocks: {item_begins_with: '\\([a-z]\\)'}": "the pattern has no group (?P<label>…)",
    "blocks: {heading: '(?<={date}) No'}": "not a regular expression: look-behind requires fixed-width pattern",
    "references: {document: ['No\\. \\d+']}": "the pattern has no group (?P<number>…)",
    "references: {note: ['(?P<page>Note) (?P<number>\\d+)']}": "nothing reads the group (?P<page>…); groups here:",
    "references: {page: 'p\\. (?P<first>\\d+)'}": "the pattern has no group (?P<last>…)",
    "footnotes: '\\[(?P<label>\\d+): .+\\]'": "the pattern has no group (?P<text>…)",
    "footnotes: '\\[(?P<label>\\d+): (?P<text>.+)\\]'": "`footnotes` and `footnote_calls` are of use together",
    "tables: [{begins_with: Hay, columns: [a], rows: [{pattern: '(?P<b>.+)'}]}]": "nothing reads the group (?P<b>…)",
    "tables: [{begins_with: Hay, columns: [a], rows: [{pattern: 'Hay'}]}]": "the row 'Hay' has no group for a column",
    "marks: [{pattern: 'x*', means: gap}]": "the pattern matches an empty text",
    "marks: [{pattern: 'x', means: gap, resp: nobody}]": "{p}:1: Nobody in `responsible` has the id",
    "notes_by: nobody": "unknown-name: {p}:1: Nobody in `responsible` has the id “nobody”.",
    "formulas:\n  Sent: {event: sent, sender: [eve], addressee: []}": "unknown-name: {p}:2: The formula “Sent” names",
    "reader: witnesses": "the reader `witnesses` needs two `witnesses`",
    "witnesses: [{id: a, name: A, begins_with: B}]": "only the reader `witnesses` reads `witnesses`",
    "responsible: [{id: 'a b', role: r, name: n}]": "`responsible.0.id` is 'a b': String should match pattern",
    "record: {repository: R, date: '1890-02-30'}": "`record.date` is '1890-02-30': day is out of range for month",
    "reader: pamphlets": "`reader` is 'pamphlets': Input should be 'letters', 'witnesses' or 'formatted'",
}


@pytest.mark.parametrize("profile", PROFILE_MISTAKES)
def test_a_mistake_in_a_profile_is_a_finding_with_its_line(profile: str, tmp_path: Path) -> None:
    said = complaint(edition(tmp_path, SOURCE, profile))
    assert PROFILE_MISTAKES[profile].replace("{p}", "sources/letters/profile.yml") in said
    assert re.match(r"[a-z-]+: sources/letters/profile\.yml:\d+: ", said)


def test_an_unknown_key_has_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(EditionError) as raised:
        ingest(edition(tmp_path, SOURCE, "blocks: {heding: 'No'}"))
    assert [found.help for found in raised.value.diagnostics] == ["Did you mean `heading`?"]


SOURCE_MISTAKES = [
    ("No. 2", "No. 1", "repeated-number: {s}:7:1: No. 1 stands here again; the first is at line 1."),
    ("No. 2", "No. II", "not-a-number: {s}:7:1: The number “II” of this heading is no whole number."),
    ("No. 1", "Preface\n\nNo. 1", "text-without-place: {s}:1:1: No document has the text before the first message."),
    ("not.\n", "not.\n\n\n1. A note.\n", "text-without-place: {s}:14:1: No document has the endnotes that begin here."),
    ("not.\n", "not.\n\n\na. A.\n\nb. B.\n", "not-a-number: {s}:14:1: The label “a” of this endnote is no number."),
]


@pytest.mark.parametrize(("old", "new", "said"), SOURCE_MISTAKES)
def test_what_a_source_cannot_mean_is_a_finding_with_its_line(old: str, new: str, said: str, tmp_path: Path) -> None:
    profile = BLOCKS.replace(r"(?P<number>\d+)", r"(?P<number>\w+)")
    profile += "  endnote_begins_with: '(?P<label>\\w+)\\. '\nbody_gap: 2\n"
    found = complaint(edition(tmp_path, SOURCE.replace(old, new), profile))
    assert found == said.format(s="sources/letters/source.txt")


def test_witnesses_that_are_not_there_or_not_in_their_order(tmp_path: Path) -> None:
    first, second = ("{id: a, name: A, begins_with: 'No. 1'}", "{id: b, name: B, begins_with: 'No. 2'}")
    profile = "reader: witnesses\nwitnesses: [%s, %s]\n" + BLOCKS
    swapped = edition(tmp_path / "swapped", SOURCE, profile % (second, first))
    assert "The witnesses do not begin in the order in which the profile names them." in complaint(swapped)
    absent = edition(tmp_path / "absent", SOURCE, profile % (first, second.replace("No. 2", "No. 9")))
    assert "Nothing in this source begins the witness “b”: no block is 'No. 9'." in complaint(absent)


def test_a_formula_that_the_profile_does_not_explain(tmp_path: Path) -> None:
    doubts = ingest(edition(tmp_path, SOURCE, BLOCKS + "people: {ada: {name: Ada}}\n")).doubts
    assert "3:1: unknown-name: The formula “Sent” of this dateline is not in `formulas` of the profile." in map(
        shown, doubts
    )
    assert {found.severity for found in doubts if found.code is Code.UNKNOWN_NAME} == {Severity.ERROR}
