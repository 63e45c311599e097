"""Full-text search: Pagefind's index of the finished pages, as files of the site."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pagefind_bin  # type: ignore[import-untyped]  # the package has no type hints

from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.site.pagefind_order import in_order

FOLDER = "pagefind"
# Pagefind's own user interfaces, which the search page does without.
UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")

# What stands in a text and is none of its words: paragraph numbers, note calls, what corrections have replaced.
NOT_TEXT = (".n", ".call", ".as-transmitted")


def index(site: Path) -> Iterator[tuple[str, bytes]]:
    """Index the pages of the folder `site` and yield the files of the index: path in the site and content, sorted.

    Pages say themselves what of them is indexed (`data-pagefind-body`, filters, metadata). Raises `EditionError` with
    Pagefind's own words when it fails.
    """
    with tempfile.TemporaryDirectory(prefix="edition-index-") as folder:
        _run_pagefind(site, Path(folder))
        made = {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in Path(folder).rglob("*")
            if file.is_file() and not file.name.startswith(UNUSED)
        }
    for path, content in sorted(in_order(made).items()):
        yield f"{FOLDER}/{path}", content


def _run_pagefind(site: Path, output: Path) -> None:
    options = ["--site", site, "--output-path", output, "--keep-index-url", "--silent"]
    for selector in NOT_TEXT:
        options += ["--exclude-selectors", selector]
    command = [pagefind_bin.get_executable(), *options]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)
    except OSError as error:
        raise EditionError(_failed(f"Pagefind does not start: {error.strerror or error}.")) from error
    if done.returncode != 0:
        raise EditionError(_failed(f"Pagefind failed: {(done.stderr or done.stdout).strip()[:400]}"))


def _failed(message: str) -> Diagnostic:
    help = "Install the package pagefind[bin] again; a machine it has no program for cannot build the search."
    return Diagnostic(Code.SEARCH_FAILED, message, Location(FOLDER), help)
