"""Documents of word processors made for tests, from XML that a person can read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
# In a part of a `.docx`, elements of WordprocessingML need no prefix here.
DOCX = (
    f'xmlns="{W}" xmlns:w="{W}" xmlns:r="{R}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODT = " ".join(
    [f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "text", "table", "style", "manifest")]
    + [f'xmlns:draw="{ODF}drawing:1.0" xmlns:svg="{ODF}svg-compatible:1.0" xmlns:fo="{ODF}xsl-fo-compatible:1.0"']
    + ['xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"']
)
PART = re.compile(r"^--(\w+)\n", re.MULTILINE)


def docx(text: str) -> bytes:
    """A `.docx`: the blocks of its body, and then, each behind a line `--NAME`, what stands in its other parts.

    The parts are those of Word: `footnotes`, `endnotes`, `comments`, `styles`, `numbering`, `settings`, `header`,
    `footer`; `links` is one address a line, which the text links to as `link1`, `link2` and so on.
    """
    body, *rest = PART.split(text)
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    links = parts.pop("links", "").split()
    relations = [f'<Relationship Id="{name}" Type="{R}/{name}" Target="{name}.xml"/>' for name in parts]
    relations += [
        f'<Relationship Id="link{n}" Type="{R}/hyperlink" Target="{link}" TargetMode="External"/>'
        for n, link in enumerate(links, 1)
    ]
    files = {
        "_rels/.rels": _relations([f'<Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/>']),
        "word/document.xml": f"<document {DOCX}><body>{body}</body></document>",
        "word/_rels/document.xml.rels": _relations(relations),
    }
    for name, content in parts.items():
        root = {"header": "hdr", "footer": "ftr"}.get(name, name)
        files[f"word/{name}.xml"] = f"<{root} {DOCX}>{content}</{root}>"
    if "footnotes" in parts and links:
        files["word/_rels/footnotes.xml.rels"] = files["word/_rels/document.xml.rels"]
    return zipped(files)


def odt(text: str) -> bytes:
    """An `.odt`: the blocks of its text, and then, behind a line `--automatic` or `--styles`, its styles."""
    body, *rest = PART.split(text)
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    content = (
        f"<office:document-content {ODT}>"
        f"<office:automatic-styles>{parts.get('automatic', '')}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    styles = (
        f"<office:document-styles {ODT}><office:styles>{parts.get('styles', '')}</office:styles>"
        f"<office:master-styles>{parts.get('master', '')}</office:master-styles></office:document-styles>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "styles.xml": styles})


def zipped(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return content.getvalue()


def _relations(relations: list[str]) -> str:
    return f'<Relationships xmlns="{RELATIONS}">{"".join(relations)}</Relationships>'
