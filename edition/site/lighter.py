"""Scripts and style sheets as they are published: without their comments, and without blanks that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

import rjsmin  # type: ignore[import-untyped]  # the package has no type hints

from edition.site.templates import OWN_STYLE

BLANK = r"(?:\s|(?>/\*(?!!).*?\*/))"
# In a style sheet: what stays as it is; a sign beside which no blank means anything, or after which none does; blanks
# elsewhere.
KEPT = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|url\([^)]*\)|/\*!.*?\*/"
STYLE = re.compile(rf"({KEPT})|{BLANK}*([{{}};>~]){BLANK}*|([:,]){BLANK}+|({BLANK}+)", re.DOTALL)


def lighter(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    """The assets by path: scripts and style sheets say the same in fewer bytes. All others are as they were,
    the edition's own style sheet too. Comments that begin with `!`, where licences stand, are kept.
    """
    return {path: _lighter(path, content) for path, content in assets.items()}


def _lighter(path: str, content: bytes) -> bytes:
    if path.endswith(".js"):
        return bytes(rjsmin.jsmin(content, keep_bang_comments=True))
    if path.endswith(".css") and path != OWN_STYLE:
        # rcssmin takes the blank out of `.a :is(b)` within a layer (1.3).
        return STYLE.sub(_style, content.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    return content


def _style(found: re.Match[str]) -> str:
    kept, beside, before, blank = found.groups()
    if blank:
        return " " if re.sub(r"/\*.*?\*/", "", blank, flags=re.DOTALL) else "/**/"
    return str(kept or beside or before)
