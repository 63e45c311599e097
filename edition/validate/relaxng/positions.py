"""Where in its start tag an attribute stands: parsers tell the place of the tag only."""

from __future__ import annotations

import re

from edition.validate.relaxng.names import XML_NAMESPACE, namespace_of, shown

TAG = re.compile(rb"<[^\s/>]+")
ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")


def attribute(document: bytes, tag: int, name: str, line: int, column: int) -> tuple[int, int]:
    """Line and column of an attribute; those of the tag, which are given, when it cannot be found.

    `tag` is the place of the tag's `<` in the document, in bytes; `name` a qualified name. Only documents in UTF-8, or
    in an encoding whose letters are single bytes, are looked into.
    """
    wanted = shown(name).encode("utf-8")
    opened = TAG.match(document, tag)
    at = opened.end() if opened else len(document)
    while found := ATTRIBUTE.match(document, at):
        prefix, _, local = found[1].rpartition(b":")
        same = found[1] == wanted if namespace_of(name) in ("", XML_NAMESPACE) else bool(prefix) and local == wanted
        if same:
            before = document[tag : found.start(1)]
            lines = before.count(b"\n")
            last = before.rpartition(b"\n")[2].decode("utf-8", "replace")
            return line + lines, len(last) + (1 if lines else column)
        at = found.end()
    return line, column
