"""Pages that editors write in Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.config import Page
from edition.diagnostics import Code, EditionError
from edition.site import editorial

FOOTNOTES = """# On *two* things

First[^a], then[^b], then the first again[^a]. <script>alert(1)</script>

[^a]: See [the list](documents.html).
[^b]: Second note.
"""


def test_a_footnote_is_called_and_leads_back_as_a_note_of_a_document_does() -> None:
    page = editorial.parse(FOOTNOTES, name="two")
    assert page.title == "On two things"
    assert '<a class="call" id="call-1" href="#note-1" role="doc-noteref">1</a>' in page.text
    assert [(note.id, note.label, note.calls) for note in page.footnotes] == [
        ("note-1", "1", ("call-1", "call-1-2")),
        ("note-2", "2", ("call-2",)),
    ]
    assert 'href="documents.html"' in page.footnotes[0].content
    assert "Second note" not in page.text


def test_html_in_markdown_is_shown_and_not_obeyed() -> None:
    assert "&lt;script&gt;" in editorial.parse(FOOTNOTES, name="two").text


def test_a_missing_page_is_a_finding_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "bad.md").write_bytes(b"fa\xe7ade")
    with pytest.raises(EditionError) as raised:
        editorial.load(tmp_path / "pages", [Page(file="gone.md", title="Gone")])
    found = [(finding.code, finding.location.path) for finding in raised.value.diagnostics]
    assert found == [(Code.FILE_MISSING, "pages/gone.md"), (Code.NOT_UTF8, "pages/bad.md")]


def test_pages_that_nobody_lists_come_after_those_listed(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.md").write_text(f"# Page {name}\n", encoding="utf-8")
    pages = editorial.load(tmp_path, [Page(file="b.md", title="Short")])
    assert [(page.name, page.label) for page in pages] == [("b", "Short"), ("a", "Page a"), ("c", "Page c")]
