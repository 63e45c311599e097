"""Full-text search: Pagefind's index of texts, titles and notes, as files of the site."""

from __future__ import annotations

import base64
import binascii
import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import PurePosixPath
from typing import IO, Any

import pagefind_bin  # type: ignore[import-untyped]  # the package has no type hints

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.render.html import Html, tag
from edition.site.search.pagefind_order import in_order

FOLDER = "pagefind"
# Pagefind's own user interfaces, which the search page does without.
UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")

# What stands in a text and is none of its words: paragraph numbers, note calls, what corrections have replaced.
NOT_TEXT = (".n", ".call", ".as-transmitted")


@dataclass(frozen=True, slots=True)
class Record:
    """Something that is found: where it is, its words, what is shown and filtered of it.

    A text that is given as HTML is found by the paragraphs in it that have ids; `content` is empty then.
    """

    url: str  # from the top of the site, with a slash before it
    content: str
    meta: Mapping[str, str]
    filters: Mapping[str, Sequence[str]]
    date: str  # to sort by
    html: str = ""


def index(records: Iterable[Record], *, language: str) -> Iterator[tuple[str, bytes]]:
    """Index the records; yield the index: path in the site and content, sorted.

    `language` (BCP 47) is that by whose rules the forms of a word are one. Raises `EditionError` with Pagefind's own
    words when it fails.
    """
    found = _run_pagefind(_requests(records, language))
    made = {one["path"]: base64.b64decode(one["content"]) for one in found["files"]}
    used = {path: content for path, content in made.items() if not PurePosixPath(path).name.startswith(UNUSED)}
    for path, content in sorted(in_order(used).items()):
        yield f"{FOLDER}/{path}", content


def _requests(records: Iterable[Record], language: str) -> Iterator[dict[str, Any]]:
    """Yield what Pagefind is asked to do, one after another. It numbers its indexes from 0."""
    settings = {"keep_index_url": True, "exclude_selectors": list(NOT_TEXT), "force_language": language}
    yield {"type": "NewIndex", "config": settings}
    for one in records:
        yield _page(one) if one.html else _record(one, language)
    # Not to be written: Pagefind may end before files that it says it has written are whole.
    yield {"type": "GetFiles", "index_id": 0}


def _record(one: Record, language: str) -> dict[str, Any]:
    return {
        "type": "AddRecord",
        "index_id": 0,
        "url": one.url,
        "content": one.content,
        "language": language,
        "meta": dict(one.meta),
        "filters": {name: list(values) for name, values in one.filters.items()},
        "sort": {"date": one.date},
    }


def _page(one: Record) -> dict[str, Any]:
    """A text with its paragraphs: Pagefind reads what is said of it in elements beside the text."""
    said = [tag("i", {"data-pagefind-sort": "date"}, one.date)]
    said += [tag("i", {"data-pagefind-meta": name}, words) for name, words in one.meta.items() if words]
    for name, values in one.filters.items():
        said += [tag("i", {"data-pagefind-filter": name}, value) for value in values]
    text = tag("div", {"data-pagefind-body": True}, Html(one.html))
    page = tag("html", {}, tag("body", {}, *said, text))
    return {"type": "AddFile", "index_id": 0, "url": one.url, "file_contents": page}


def _run_pagefind(requests: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Let Pagefind's service answer the requests in turn; give its last answer."""
    command = [pagefind_bin.get_executable(), "--service"]
    answer: dict[str, Any] = {}
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:
            for number, request in enumerate(requests, 1):
                answer = _ask(service.stdin, service.stdout, {"message_id": number, "payload": request})
    except OSError as error:
        raise EditionError(_failed(f"Pagefind does not start or ended early: {error.strerror or error}.")) from error
    return answer


def _ask(requests: IO[bytes] | None, answers: IO[bytes] | None, message: Mapping[str, Any]) -> dict[str, Any]:
    """Send one request and wait for its answer; each is JSON in base64, with a comma behind it."""
    if requests is None or not isinstance(answers, BufferedReader):
        raise ValueError("the service has no pipes")
    requests.write(base64.b64encode(json.dumps(message).encode()) + b",")
    requests.flush()
    pieces = [b""]
    while not pieces[-1].endswith(b",") and (piece := answers.read1()):
        pieces.append(piece)
    read = b"".join(pieces).rstrip(b",")
    try:
        payload: dict[str, Any] = json.loads(base64.b64decode(read))["payload"]
    except (ValueError, LookupError, binascii.Error) as error:
        words = read.decode(errors="replace")[:400] or "no answer"
        raise EditionError(_failed(f"Pagefind failed: {words}.")) from error
    if payload.get("type") == "Error":
        raise EditionError(_failed(f"Pagefind failed: {str(payload.get('message'))[:400]}"))
    return payload


def _failed(message: str) -> Diagnostic:
    help = "Install the package pagefind[bin] again; a machine it has no program for cannot build the search."
    return Diagnostic(Code.SEARCH_FAILED, message, Location(FOLDER), help)
