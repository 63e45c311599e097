"""Small editions made for tests of ingest: a profile, a source text, decisions, and what they become."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from lxml import etree

from edition.diagnostics import Diagnostic
from edition.ingest import audit, run
from edition.ingest.headers import Imprint
from edition.ingest.run import Ingested
from edition.ledger import Ledger

NAME = "letters"
CONFIG = f"title: Letters\nsources: [{NAME}]\neditors: [{{id: ed, name: Edith Editor, role: editor}}]\n"
# What a profile needs and no example is about; what an example says itself wins.
ALWAYS: dict[str, Any] = {
    "reader": "letters",
    "title": "Letters",
    "short_title": "Letters",
    "responsible": [{"id": "printer", "role": "notes", "name": "the printer"}],
    "notes_by": "printer",
    "print": {"citation": "Letters, printed"},
}
IMPRINT = Imprint(
    title="Letters", publisher="A publisher", version="1", date="2000-01-01", language="en",
    licence="a licence", licence_url="https://example.org/licence", editors=(("ed", "Edith Editor", "editor"),),
)  # fmt: skip
# The ids of what the edition itself supplies.
OWN = frozenset({"ingest", *(id for id, _, _ in IMPRINT.editors)})
NAMESPACES = re.compile(r' xmlns(?::\w+)?="[^"]*"')


def edition(
    root: Path,
    source: str | bytes,
    profile: str = "",
    decisions: str = "",
    *,
    name: str = NAME,
    file: str = "source.txt",
) -> Path:
    """Write an edition with one source into `root`; return `root`. `profile` is filled up with what each must have.

    `file` is where in its folder the source stands: `source.md`, `letters/1.md`.
    """
    folder = root / "sources" / name
    folder.mkdir(parents=True, exist_ok=True)
    (root / "config.yml").write_text(CONFIG, encoding="utf-8")
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_bytes(source if isinstance(source, bytes) else source.encode("utf-8"))
    (folder / "profile.yml").write_text(completed(profile), encoding="utf-8")
    if decisions:
        (folder / "decisions.yml").write_text(decisions, encoding="utf-8")
    return root


def completed(profile: str) -> str:
    """A profile with the keys that every profile must have; the lines of those that it has stay where they are."""
    said = yaml.load(profile, Loader=yaml.BaseLoader) or {}
    absent = {key: value for key, value in ALWAYS.items() if key not in said}
    return profile.rstrip("\n") + "\n" + yaml.safe_dump(absent, sort_keys=False)


def ingest(root: Path, name: str = NAME) -> Ingested:
    """One source through ingest, in memory."""
    return run.ingest(root, name, IMPRINT)


def audited(root: Path) -> tuple[Ledger, list[Diagnostic]]:
    """The source taken through ingest into `tei/`: what the audit then accounts for, and what it finds."""
    run.save(root, ingest(root))
    ledger, findings = audit.audit(root, NAME, OWN)
    return ledger, list(findings)


def unaccounted(root: Path) -> tuple[int, int, list[str]]:
    """The same in short: how many characters are unaccounted for and invented, and the findings in a line each."""
    ledger, findings = audited(root)
    return ledger.unaccounted, ledger.invented, [shown(found) for found in findings]


def roots(ingested: Ingested) -> dict[str, etree._Element]:
    """The root element of each document, by the name of its file without `.xml`."""
    return {Path(path).stem: etree.fromstring(content) for path, content in ingested.files.items()}


def texts(ingested: Ingested) -> str:
    """What an ingest made, to read: of each document its file's name and text, then each doubt with its line."""
    return "\n\n".join([*_texts(ingested), *(["\n".join(map(shown, ingested.doubts))] if ingested.doubts else [])])


def shown(found: Diagnostic) -> str:
    """A finding in one line: place, code, message."""
    place = ":".join(str(part) for part in (found.location.line, found.location.column) if part)
    return f"{place}: {found.code.label}: {found.message}"


def _texts(ingested: Ingested) -> Iterator[str]:
    for name, root in roots(ingested).items():
        text = root.find("{*}text")
        assert text is not None
        lines = etree.tostring(text, encoding="unicode", with_tail=False).splitlines()
        inner = "\n".join(line.removeprefix("    ") for line in lines[1:-1])
        yield f"{name}.xml\n{NAMESPACES.sub('', inner)}"
