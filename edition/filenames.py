"""Names of files that no XML, no page and no JSON can name."""

from __future__ import annotations

from edition.diagnostics import Code, Diagnostic, Location


def not_utf8(path: str) -> Diagnostic | None:
    """The finding for a file whose path is not UTF-8; None for any other."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        name = path.encode("utf-8", "replace").decode("utf-8")
        help = "Give the file or its folder another name."
        return Diagnostic(Code.NOT_UTF8, "The name of this file is not UTF-8.", Location(name), help)
    return None
