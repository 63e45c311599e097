"""Full-text search: Pagefind's index of the finished pages and of records of their own, as files of the site."""

from __future__ import annotations

import base64
import binascii
import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import pagefind_bin  # type: ignore[import-untyped]  # the package has no type hints

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.site.pagefind_order import in_order

FOLDER = "pagefind"
# Pagefind's own user interfaces, which the search page does without.
UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")

# What stands in a text and is none of its words: paragraph numbers, note calls, what corrections have replaced.
NOT_TEXT = (".n", ".call", ".as-transmitted")
# Pagefind keeps an index for each language of pages; that of all pages is this one.
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Record:
    """Something that is found by itself, such as a note: where it is, its words, what is shown and filtered of it."""

    url: str  # from the top of the site, with a slash before it
    content: str
    meta: Mapping[str, str]
    filters: Mapping[str, Sequence[str]]
    date: str  # to sort by


def index(site: Path, records: Iterable[Record] = ()) -> Iterator[tuple[str, bytes]]:
    """Index the pages of the folder `site`, and the records; yield the index: path in the site and content, sorted.

    Pages say themselves what of them is indexed (`data-pagefind-body`, filters, metadata). Raises `EditionError` with
    Pagefind's own words when it fails.
    """
    with tempfile.TemporaryDirectory(prefix="edition-index-") as folder:
        _run_pagefind([*_requests(site, records), {"type": "WriteFiles", "index_id": 0, "output_path": folder}])
        made = {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in Path(folder).rglob("*")
            if file.is_file() and not file.name.startswith(UNUSED)
        }
    for path, content in sorted(in_order(made).items()):
        yield f"{FOLDER}/{path}", content


def _requests(site: Path, records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """Yield what Pagefind is asked to do, one after another. It numbers its indexes from 0."""
    yield {"type": "NewIndex", "config": {"keep_index_url": True, "exclude_selectors": list(NOT_TEXT)}}
    yield {"type": "AddDir", "index_id": 0, "path": str(site.resolve()), "glob": None}
    for one in records:
        yield {
            "type": "AddRecord",
            "index_id": 0,
            "url": one.url,
            "content": one.content,
            "language": LANGUAGE,
            "meta": dict(one.meta),
            "filters": {name: list(values) for name, values in one.filters.items()},
            "sort": {"date": one.date},
        }


def _run_pagefind(requests: Sequence[Mapping[str, Any]]) -> None:
    """Let Pagefind's service, which only there takes records, answer the requests in turn."""
    command = [pagefind_bin.get_executable(), "--service"]
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:
            for number, request in enumerate(requests, 1):
                _ask(service.stdin, service.stdout, {"message_id": number, "payload": request})
    except OSError as error:
        raise EditionError(_failed(f"Pagefind does not start or ended early: {error.strerror or error}.")) from error


def _ask(requests: IO[bytes] | None, answers: IO[bytes] | None, message: Mapping[str, Any]) -> None:
    """Send one request and wait for its answer; each is JSON in base64, with a comma behind it."""
    if requests is None or answers is None:
        raise ValueError("the service has no pipes")
    requests.write(base64.b64encode(json.dumps(message).encode()) + b",")
    requests.flush()
    read = b"".join(iter(lambda: answers.read(1).strip(b","), b""))
    try:
        payload = json.loads(base64.b64decode(read))["payload"]
    except (ValueError, LookupError, binascii.Error) as error:
        words = read.decode(errors="replace")[:400] or "no answer"
        raise EditionError(_failed(f"Pagefind failed: {words}.")) from error
    if payload.get("type") == "Error":
        raise EditionError(_failed(f"Pagefind failed: {str(payload.get('message'))[:400]}"))


def _failed(message: str) -> Diagnostic:
    help = "Install the package pagefind[bin] again; a machine it has no program for cannot build the search."
    return Diagnostic(Code.SEARCH_FAILED, message, Location(FOLDER), help)
