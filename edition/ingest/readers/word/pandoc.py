"""pandoc, run as a program of its own: no network, no files but the one given, bounded in time and memory."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from edition.diagnostics import Code, Diagnostic, EditionError, Location

SECONDS = 120
MEMORY = "1500M"
# `--sandbox` keeps pandoc from reading any other file and from the network (pandoc manual, “A note on security”).
OPTIONS = ("--to=json", "--sandbox", "--track-changes=all", "--quiet", "+RTS", f"-M{MEMORY}", "-RTS")
HELP_MISSING = "Install it with the edition: pip install 'tei-edition[word]'."


def blocks(archive: bytes, format: str, path: str) -> list[Any]:
    """The blocks of pandoc's tree of a document; `format` is `docx` or `odt`, `path` the file as findings print it.

    Raises `EditionError` when pandoc is not installed, cannot read the document, or needs too long or too much memory.
    """
    program = _program()
    if program is None:
        message = "Documents of word processors are read with pandoc, which is not installed."
        raise EditionError(Diagnostic(Code.TOOL_MISSING, message, Location(path), HELP_MISSING))
    help = "Open the document in a word processor, save it again, and ingest again."
    try:
        command = [program, f"--from={format}", *OPTIONS]
        done = subprocess.run(command, input=archive, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        message = f"pandoc was not done with this document after {SECONDS} seconds."
        raise EditionError(Diagnostic(Code.BAD_DOCUMENT, message, Location(path), help)) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        message = f"pandoc cannot read this document: {said[0] if said else f'it ended with {done.returncode}'}"
        raise EditionError(Diagnostic(Code.BAD_DOCUMENT, message, Location(path), help))
    found = json.loads(done.stdout)["blocks"]
    return found if isinstance(found, list) else []


def _program() -> str | None:
    """pandoc as the package `pypandoc_binary` brings it: every machine reads with the same version."""
    package = importlib.util.find_spec("pypandoc")
    if package is None or package.origin is None:
        return None
    return shutil.which("pandoc", path=str(Path(package.origin).parent / "files"))
