"""HTML pages: character sets, what is left out and counted, the profile's keys, and pages that cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from edition.diagnostics import Code, EditionError
from edition.ingest.profile import Page
from edition.ingest.readers import html, layout
from edition.ledger import as_data, as_table
from tests.ingesting import NAME, audited, edition, ingest, shown, texts

RICH = "reader: formatted\n"
META = '<meta http-equiv="Content-Type" content="text/html; charset={}">'


def words(data: bytes) -> tuple[str, list[str]]:
    """The text made of a page, and the codes of what was found."""
    draft = html.read(data, "page.html", Page())
    source, _ = layout.lay_out(NAME, "page.html", [(draft, draft.parts)])
    return source.text.strip(), [found.code.label for found in draft.findings]


def complaint(data: bytes, form: Page | None = None) -> str:
    """What is said of a page that cannot be used; `form` is its profile's."""
    with pytest.raises(EditionError) as raised:
        html.read(data, "page.html", form or Page())
    assert all(found.help for found in raised.value.diagnostics), "each finding says the way out"
    return "\n".join(f"{found.code.label}: {found.location}: {found.message}" for found in raised.value.diagnostics)


TEXT = "été – “hay”"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (f'<meta charset="utf-8"><p>{TEXT}'.encode(), []),
        (f"{META.format('iso-8859-1')}<p>{TEXT}".encode("cp1252"), []),
        (f'<?xml version="1.0" encoding="windows-1252"?><html><body><p>{TEXT}</p></body></html>'.encode("cp1252"), []),
        (f"<p>{TEXT}".encode("utf-16"), []),
        (f"<p>{TEXT}".encode("utf-8-sig"), []),
        (f"<p>{TEXT}".encode(), ["charset-assumed"]),
        (f"<p>{TEXT}".encode("cp1252"), ["charset-assumed"]),
        (b"<p>&eacute;t&#233; &ndash; &ldquo;hay&rdquo;", []),
    ],
)
def test_the_character_set_is_that_declared_or_what_was_assumed_is_said(data: bytes, found: list[str]) -> None:
    assert words(data) == (TEXT, found)


def test_what_was_assumed_has_its_name() -> None:
    (found,) = html.read("<p>\u00e9".encode("cp1252"), "page.html", Page()).findings
    assert found.message == "The page does not declare its character set; Windows-1252 is assumed."


BAD = {
    "empty": (b" \n", "empty-file: page.html: The page is empty."),
    "no words": (b"<body><script>x</script></body>", "empty-file: page.html: The page has no text."),
    "unknown set": (b'<meta charset="klingon"><p>x', "declares the character set “klingon”, which nobody knows."),
    "wrong set": (b'<meta charset="utf-8">\n<p>\xe9', "says that it is utf-8, but line 2 has bytes that are not."),
    "binary": (b"\x89PNG\x00\x00<p>x", "This is no page of HTML: it has bytes that no text has."),
    "deep": (b"<div>" * 200 + b"x", "The page has elements more than 150 deep within one another."),
    "large": (b"x" * (html.page.LARGEST + 1), "The page is larger than the 20 MB that are read."),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_page_that_cannot_be_used_is_a_finding(kind: str) -> None:
    data, said = BAD[kind]
    assert said in complaint(data)


@pytest.mark.parametrize("nested", [b"<div>", b"<b>", b"<table><tr><td>", b"<ul><li>", b"<a href='#x'>"])
def test_elements_nested_without_end_are_a_finding_or_text(nested: bytes) -> None:
    try:
        assert words(nested * 20_000 + b"hay")[0].endswith("hay")
    except EditionError as error:
        assert [found.code for found in error.diagnostics] == [Code.BAD_DOCUMENT]


def test_a_page_without_the_element_that_the_profile_names_is_a_finding() -> None:
    said = complaint(b"<p>Hay", Page(content="//div[@id='text']"))
    assert said.startswith("nothing-matches: page.html: Nothing on this page is \"//div[@id='text']\", where")


@pytest.mark.parametrize("expression", ["//div[", "nonsense(1)", "count(//p)", "//x:p"])
def test_what_finds_no_elements_is_a_mistake_of_the_profile(expression: str, tmp_path: Path) -> None:
    root = edition(tmp_path, "<p>Hay", RICH + f"html: {{content: {json.dumps(expression)}}}\n", file="source.html")
    with pytest.raises(EditionError) as raised:
        ingest(root)
    assert [found.code for found in raised.value.diagnostics] == [Code.BAD_VALUE]


PAGE = """<meta charset="utf-8"><title>Archive</title><div class="head">Parish Library</div>
<main><nav>Next letter</nav><p>The hay<a href="#n1" id="r1">1</a> is in.</p><p class="tools">Print</p>
<p id="n1">1. All. <a href="#r1">back</a></p></main><script>never(1)</script>"""


def test_what_is_left_out_of_a_page_is_counted_in_the_ledger(tmp_path: Path) -> None:
    form = """html: {content: //main, omit: ["//p[@class='tools']"]}\n"""
    root = edition(tmp_path, PAGE, RICH + form, file="source.html")
    ledger, findings = audited(root)
    assert ([shown(found) for found in findings], ledger.unaccounted, ledger.invented) == ([], 0, 0)
    assert ledger.left_out == {
        "left out as //p[@class='tools']": len("Print"),
        "links back from notes": len("back"),
        "navigation and controls": len("Nextletter"),
        "outside the text of the page": len("ParishLibrary"),
    }
    assert "letters: 13 outside the text of the page" in as_table([ledger])
    assert as_data([ledger])["sources"][0]["left_out"] == ledger.left_out


def test_a_word_that_the_reader_loses_is_found_by_the_audit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = html.blocks.Blocks.verbatim
    monkeypatch.setattr(html.blocks.Blocks, "verbatim", lambda self, element: list(read(self, element))[:0])
    root = edition(tmp_path, "<p>The hay</p><pre>is in</pre><p>now.</p>", RICH, file="source.html")
    _, findings = audited(root)
    assert [found.code for found in findings] == [Code.NOT_THE_SOURCE]


def test_a_folder_of_pages_is_a_letter_each(tmp_path: Path) -> None:
    for name in ("10.html", "2.htm"):
        edition(tmp_path, f"<h1>Letter {name}</h1><p>Hay.</p>", RICH, file=f"letters/{name}")
    made = texts(ingest(tmp_path))
    assert made.index("Letter 2.htm") < made.index("Letter 10.html")


def test_nothing_is_fetched_and_no_entity_of_its_own_is_expanded() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><body><p>a &x; b</p><iframe src="http://example.org/">'
    text, found = words(page.encode())
    assert "root:" not in text
    assert "&x;" in text
    assert "format-loss" in found
