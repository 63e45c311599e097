"""Nothing is lost and nothing invented: the text of each source, extracted from its TEI alone, equals the source.

The first test uses no code of the program but lxml: all signs of a source, white space apart, stand in its TEI in its
order. The second asks the program's own audit, which looks at the spaces too.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from edition.ingest.audit import audit
from tests.shipped.reading import PROJECT, all_of, document, key

SOURCES = ("stalin-churchill-1941", "churchill-1942", "roosevelt-1943", "kerr-1943", "harriman-1944")
OWN = frozenset({"ingest", "editors"})

# Signs that are a transcriber's or a word processor's markup, with what of them is text.
MARKUP = {
    "kerr-1943": [(r"\[footnoteRef:(\d+)\]", r"\1"), (r"\[(\d+):  ([^\]]+)\]", r"\1\2")],
    "harriman-1944": [(r"~~([^~]+)~~", r"\1")],
}


def signs(text: str) -> str:
    return "".join(text.split())


def source_signs(source: str) -> str:
    text = (PROJECT / "sources" / source / "source.txt").read_text(encoding="utf-8")
    for pattern, kept in MARKUP.get(source, []):
        text = re.sub(pattern, kept, text)
    return signs(text)


def pieces(element: etree._Element, witness: str) -> Iterator[str]:
    name = etree.QName(element).localname
    ours = name == "corr" or (name in {"supplied", "note"} and element.get("resp", "").removeprefix("#") in OWN)
    other = name in {"lem", "rdg"} and witness not in element.get("wit", "").split()
    if ours or other:
        return
    yield element.text or ""
    for child in element:
        yield from pieces(child, witness)
        yield child.tail or ""


def text_of(element: etree._Element, witness: str = "") -> str:
    return signs("".join(pieces(element, witness)))


@pytest.mark.parametrize("source", ["churchill-1942", "roosevelt-1943"])
def test_a_volume_read_by_lxml_alone_is_its_source(source: str) -> None:
    volume = document(source)
    messages = [document(source, message["number"]) for message in key(source)["messages"]]
    parts = [
        *all_of(volume, "//t:front"),
        *(text for message in messages for text in all_of(message, "/t:TEI/t:text")),
        *all_of(volume, "/t:TEI/t:text/t:back"),
    ]
    assert "".join(text_of(part) for part in parts) == source_signs(source)


def test_the_messages_of_1941_read_by_lxml_alone_are_their_source() -> None:
    source = "stalin-churchill-1941"
    texts = [all_of(document(source, number), "/t:TEI/t:text")[0] for number in "123"]
    assert "".join(text_of(text) for text in texts) == source_signs(source)


def test_the_telegram_read_by_lxml_alone_is_its_source() -> None:
    assert text_of(all_of(document("kerr-1943"), "/t:TEI/t:text")[0]) == source_signs("kerr-1943")


def test_record_and_both_witnesses_read_by_lxml_alone_are_the_source() -> None:
    root = document("harriman-1944")
    record = text_of(all_of(root, "//t:recordHist/t:source")[0])
    text = all_of(root, "/t:TEI/t:text")[0]
    assert record + text_of(text, "#typescript") + text_of(text, "#transcript") == source_signs("harriman-1944")


@pytest.mark.parametrize("source", SOURCES)
def test_the_audit_accounts_for_every_character(source: str) -> None:
    ledger, findings = audit(PROJECT, source, OWN)
    assert findings == ()
    assert (ledger.unaccounted, ledger.invented) == (0, 0)
    assert ledger.white_space + sum(ledger.kept.values()) + sum(ledger.normalised.values()) == ledger.characters


def test_no_header_or_comment_hides_a_copy_of_a_text() -> None:
    for source in SOURCES:
        for path in sorted((PROJECT / "tei" / source).glob("*.xml")):
            root = etree.parse(path).getroot()
            assert not all_of(root, "//comment()")
            header = signs("".join(str(text) for text in all_of(root, "//t:teiHeader")[0].itertext()))
            for paragraph in all_of(root, "//t:text//t:p"):
                words = text_of(paragraph)
                assert len(words) < 150 or words not in header


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    for name in ("sources", "tei"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("the very great danger", "the great danger", "“very” is in no document"),
        ("the very great danger", "the very great new danger", "has “new”, which the source does not have"),
        ("the very great danger", "the verygreat danger", "“very great”, churchill-1942-28 has “verygreat”"),
        ("the very great danger", "the ve ry great danger", "The source has “very”, churchill-1942-28 has “ve ry”"),
        ("the very great danger", "the great very danger", "The source has “very great”"),
        (
            "the very great danger",
            'the very great <supplied resp="#editors" reason="lost">and real</supplied> danger',
            "",
        ),
        ("danger", "<choice><sic>danger</sic><corr>dangers</corr></choice>", ""),
        ("danger", "<choice><sic>dangers</sic><corr>danger</corr></choice>", "The source has “danger”"),
    ],
)
def test_the_audit_finds_what_was_changed(edition: Path, old: str, new: str, told: str) -> None:
    path = edition / "tei" / "churchill-1942" / "churchill-1942-28.xml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    _, findings = audit(edition, "churchill-1942", OWN)
    if told:
        assert told in findings[0].message
        assert findings[0].location.path == "sources/churchill-1942/source.txt"
        assert findings[0].location.line == 20
    else:
        assert findings == ()


def test_the_audit_misses_a_document_that_is_gone(edition: Path) -> None:
    root = edition / "tei" / "churchill-1942"
    volume = root / "churchill-1942-30.xml"
    emptied = re.sub(r"<body>.*</body>", "<body><p/></body>", volume.read_text("utf-8"), flags=re.DOTALL)
    volume.write_text(emptied, encoding="utf-8")
    ledger, findings = audit(edition, "churchill-1942", OWN)
    assert ledger.unaccounted > 300
    assert "30 Received on January 15, 1942" in findings[0].message
