"""The index of the search."""

from __future__ import annotations

import gzip
import json
import re
import shutil

import pytest

from edition.diagnostics import Code, EditionError
from edition.site.search import pagefind
from edition.site.search.pagefind import Record
from edition.site.search.pagefind_order import in_order


def records() -> list[Record]:
    """Texts with so many values of a filter that their order is not the same by chance, and a note."""
    text = '<p id="p{n}"><a class="n" href="#p{n}">777</a> Words<a class="call" href="#p{n}">888</a> of A&amp;B.</p>'
    filters = [{"sender": [f"Sender {n}"], "year": [str(1930 + n)], "person": ["Ada", "B: C <d>"]} for n in range(12)]
    return [
        *(Record(f"/{n}.html", "", {"title": f"Page {n}"}, filters[n], "1930", text.format(n=n)) for n in range(12)),
        Record("/0.html#note-1", "A note.", {"title": "Note 1"}, {"person": ["Ben"]}, "1930"),
    ]


def test_the_index_is_the_same_for_the_same_records() -> None:
    first, second = (dict(pagefind.index(records(), language="en")) for _ in range(2))
    assert first == second
    assert "pagefind/pagefind.js" in first
    assert not [path for path in first if "-ui." in path]
    for path in first:
        if name := re.search(r"(?:filter/|pagefind\.)(en_\w+)\.pf_(?:filter|meta)$", path):
            named_in = [plain for content in first.values() if name[1].encode() in (plain := unpacked(content))]
            assert named_in, f"nothing names {path}"


def test_a_text_is_indexed_with_its_paragraphs_and_filters_without_numbers_and_calls() -> None:
    found = [unpacked(content) for path, content in pagefind.index(records(), language="en") if "/fragment/" in path]
    fragments = {one["url"]: one for one in (json.loads(content.removeprefix(b"pagefind_dcd")) for content in found)}
    assert len(fragments) == 13
    page = fragments["/3.html"]
    assert page["content"] == "Words of A&B."
    assert page["meta"]["title"] == "Page 3"
    assert page["filters"] == {"sender": ["Sender 3"], "year": ["1933"], "person": ["Ada", "B: C <d>"]}
    assert [anchor["id"] for anchor in page["anchors"]] == ["p3"]
    assert fragments["/0.html#note-1"]["content"] == "A note."


def test_an_index_in_a_form_that_is_not_known_stays_as_it_is() -> None:
    files = {
        "filter/en_1234567.pf_filter": b"new form",
        "pagefind.en_1.pf_meta": b"new form",
        "pagefind-entry.json": b"",
    }
    assert in_order(files) == files


def unpacked(content: bytes) -> bytes:
    """A file of the index, decompressed if it is compressed."""
    return gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def test_an_index_that_fails_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: shutil.which("false"))
    with pytest.raises(EditionError) as raised:
        list(pagefind.index([], language="en"))
    assert raised.value.diagnostics[0].code is Code.SEARCH_FAILED
