"""What is undecided in the sources."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from edition import config
from edition.config import Config
from edition.diagnostics import Diagnostic, EditionError, Severity, in_order
from edition.ingest import candidates, profile, run
from edition.ingest import doubts as doubting
from edition.ingest.candidates import Lexicon
from edition.ingest.doubts import Doubt
from edition.ingest.profile import Profile
from edition.ingest.run import Understood
from edition.ingest.source import Source
from edition.pipeline import Outcome, Track, counted


@dataclass(frozen=True, slots=True)
class Undecided:
    """What is undecided, the most doubtful first; the sources that were read, by name; the errors on the way."""

    doubts: tuple[Doubt, ...]
    sources: Mapping[str, Understood]
    errors: tuple[Diagnostic, ...]

    def source(self, doubt: Doubt) -> Source:
        """The source that a doubt is about."""
        return self.sources[doubt.source].work.source


def doubts(root: Path, names: Sequence[str], *, track: Track) -> tuple[Outcome, Undecided]:
    """List what is undecided in the named sources, or in all; a source that cannot be read is an error.

    Raises `EditionError` when `config.yml` cannot be used.
    """
    settings = config.load(root)
    found = undecided(root, settings, names, track=track)
    sources = counted(len(found.sources), "source")
    return Outcome(f"{counted(len(found.doubts), 'doubt')} in {sources}", found.errors), found


def as_text(found: Undecided, limit: int | None = None) -> str:
    """The doubts to read, an empty line between two; no more than `limit`, and then how many there are besides."""
    shown = found.doubts[:limit]
    parts = ["\n".join(doubting.as_lines(doubt, found.source(doubt))) for doubt in shown]
    if len(shown) < len(found.doubts):
        parts.append(f"… and {len(found.doubts) - len(shown)} more")
    return "".join(f"{part}\n\n" for part in parts)


def as_json(found: Undecided, limit: int | None = None) -> str:
    """The doubts as a JSON list, no more than `limit`."""
    data = [doubting.as_data(doubt, found.source(doubt)) for doubt in found.doubts[:limit]]
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def undecided(root: Path, settings: Config, names: Sequence[str], *, track: Track) -> Undecided:
    """What is undecided in the named sources, or in all; words are compared with those of all sources."""
    editors = {person.id for person in settings.editors}
    understood: dict[str, Understood] = {}
    errors: list[Diagnostic] = []
    found: list[Doubt] = []
    wanted = tuple(dict.fromkeys(names or settings.sources))
    with track("Looking for doubts", len(wanted)) as advance:
        for name in wanted:
            try:
                understood[name] = run.understand(root, name, editors)
            except EditionError as error:
                errors += error.diagnostics
        known = lexicons(root, settings, understood)
        for one in understood.values():
            found += _of(one, known[one.form.language.ident])
            errors += [finding for finding in one.findings if finding.severity is Severity.ERROR]
            advance(1)
    return Undecided(doubting.in_order(found, wanted), understood, tuple(in_order(errors)))


def _of(one: Understood, words: Lexicon) -> list[Doubt]:
    source = one.work.source
    places = candidates.find(source.text, one.work, words)
    left = candidates.undecided(places, source.text, one.made.decisions, one.made.standing)
    return [*doubting.of_ingest(one.work, one.findings), *doubting.of_candidates(source, left)]


def lexicons(root: Path, settings: Config, understood: Mapping[str, Understood]) -> dict[str, Lexicon]:
    """The words of each language that a source is in: of its dictionary, and of the texts of all sources."""
    read: list[tuple[Profile, str]] = [(one.form, one.work.source.text) for one in understood.values()]
    for name in settings.sources:
        # What is wrong with a source that nobody asked about is told when somebody does.
        with suppress(EditionError):
            if name not in understood:
                read.append(_read(root, name))
    names = [person.name for form, _ in read for person in form.people.values()]
    texts = [text for _, text in read]
    return {language: Lexicon.of(language, texts, names) for language in {form.language.ident for form, _ in read}}


def _read(root: Path, name: str) -> tuple[Profile, str]:
    folder, shown = root / "sources" / name, f"sources/{name}"
    form = profile.load(folder, shown)
    return form, run.work_of(folder, name, shown, form).source.text
