"""`python -m tools.fonts`: makes the text face of the site, a few small files, from the npm package `source-serif`.

Source Serif 4 has what a book page needs and web builds of it mostly lack: old-style figures and small capitals. Kept
are the letters without accents, the punctuation of a printed book, kerning, ligatures, both kinds of figures, and small
capitals in the roman; in two files more, which a browser gets only for a page that has any of them, the accented
letters of the European languages in Latin script. The SIL Open Font License 1.1 goes with the files; as it asks of
changed fonts, they do not bear the reserved name “Source”.

Needs `npm`, and `pyftsubset` on the PATH: `pip install fonttools brotli`. Same package, same bytes.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "source-serif@4.5.1"
TARGET = Path(__file__).parent.parent / "site_templates" / "assets" / "fonts"
FOLDER = "package/WOFF2/TTF"

ASCII = "".join(map(chr, range(0x20, 0x7F)))
SIGNS = "\u00a0§¶·–—‘’“”„«»†‡•…′″−×°←→↑№£"
# Latin-1 and Latin Extended-A: the range that `tokens.css` names for these files.
ACCENTED = "".join(map(chr, [*range(0xC0, 0xD7), *range(0xD8, 0xF7), *range(0xF8, 0x180)]))
FEATURES = "kern,liga,ccmp,onum,lnum,pnum,tnum"

# The file of the package, the file of the site, the characters, the features. Only the roman is set in small capitals.
ROMAN, ITALIC = "SourceSerif4-Regular.ttf.woff2", "SourceSerif4-It.ttf.woff2"
FACES = (
    (ROMAN, "text-roman.woff2", ASCII + SIGNS, f"{FEATURES},smcp"),
    (ITALIC, "text-italic.woff2", ASCII + SIGNS, FEATURES),
    (ROMAN, "text-roman-accented.woff2", ACCENTED, f"{FEATURES},smcp"),
    (ITALIC, "text-italic-accented.woff2", ACCENTED, FEATURES),
)
# What the two files that every page loads may weigh together, in bytes.
ALWAYS = ("text-roman.woff2", "text-italic.woff2")
LIMIT = 35_000


def main() -> int:
    """Make the files and the licence anew; return 1 when those of every page weigh more than they may."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        package = _package(Path(folder))
        for source, target, characters, features in FACES:
            _subset(package / FOLDER / source, TARGET / target, characters, features)
        licence = (package / "package" / "LICENSE.md").read_text(encoding="utf-8")
    (TARGET / "LICENSE.md").write_text(licence, encoding="utf-8")
    weight = sum((TARGET / name).stat().st_size for name in ALWAYS)
    print(f"{weight} bytes on every page, of {LIMIT} that may be")
    return int(weight > LIMIT)


def _package(folder: Path) -> Path:
    """Get the package from its registry and unpack it."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _subset(source: Path, target: Path, characters: str, features: str) -> None:
    options = [f"--text={characters}", f"--layout-features={features}", "--flavor=woff2", "--no-hinting"]
    options += ["--name-IDs=0,13,14", f"--output-file={target}"]
    subprocess.run(["pyftsubset", str(source), *options], check=True)


if __name__ == "__main__":
    sys.exit(main())
