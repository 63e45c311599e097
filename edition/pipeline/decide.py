"""An editor led through what is undecided, in the terminal: one doubt at a time, each decision written at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from edition import config, reporting, yamlfile
from edition.config import Config
from edition.diagnostics import Code, Diagnostic, EditionError, Location
from edition.ingest import decisions, run
from edition.ingest import doubts as doubting
from edition.ingest.decisions import MATTERS, Decision
from edition.ingest.decisions.file import DecisionsFile
from edition.ingest.decisions.model import Correction
from edition.ingest.doubts import Doubt
from edition.ingest.run import Understood
from edition.ingest.source import Source
from edition.pipeline import Outcome, Track, counted
from edition.pipeline.doubts import Undecided, undecided
from edition.quoting import moved
from edition.quoting.model import Reason

KEYS = "a accept, r reject, c change, n note the reason, s skip, u undo, q quit"
LAST_KEYS = "u undo, q quit"
KEY, LAST_KEY = (click.Choice([each[0] for each in keys.split(", ")]) for keys in (KEYS, LAST_KEYS))
FAULTS = click.Choice(["message", "print", "transcription"])
CERTAINTIES = click.Choice(["high", "medium", "low"])
# What an editor can choose by name; all else is written as in decisions.yml.
OTHER = "other"
CHOICES = ("correction", "surplus", "supplied", "unclear", "comment", OTHER)

Said = Mapping[str, Any]


def decide(root: Path, names: Sequence[str], *, resp: str, track: Track) -> Outcome:
    """Lead an editor through the doubts of the named sources, or of all, the most doubtful first.

    `resp` is who decides, an id that config.yml knows; "" takes the only editor there, or asks. Answers are lines of
    standard input; its end, or Ctrl-C, ends the session, and what is written by then stays. Errors are told before the
    first question: a decision that is left out is why its doubt is asked about again.

    Raises `EditionError` when `config.yml` cannot be used or nobody has that id.
    """
    settings = config.load(root)
    who = _who(settings, resp)
    found = undecided(root, settings, names, track=track)
    if found.errors:
        reporting.report(found.errors)
    session = Session(root, found, who, {person.id for person in settings.editors})
    session.walk()
    return Outcome(session.summary(), found.errors)


@dataclass(frozen=True, slots=True)
class Written:
    """A decision written in a session: the number of the doubt it settles, and the words that it is about."""

    at: int
    doubt: Doubt
    start: int
    end: int


class _Typed(BaseModel):
    """Keys and values of any kind, checked together with their anchor."""

    model_config = ConfigDict(extra="allow")


class Session:
    """The walk of one editor through the doubts."""

    def __init__(self, root: Path, found: Undecided, resp: str, editors: Collection[str]) -> None:
        self.root, self.found, self.resp, self.editors = root, found, resp, editors
        self.at = 0
        self.skipped = 0
        self.reason = ""  # noted before the decision itself
        self.written: list[Written] = []
        self.doubted: dict[str, tuple[Doubt, ...]] = {}  # what ingest doubts by now, of sources decided on
        self.files = {name: _file(root, name) for name in found.sources}

    def walk(self) -> None:
        """Ask about each doubt until `q` or the end of the input."""
        answers: Mapping[str, Callable[[Doubt], None]] = {
            "a": self.accept, "r": self.reject, "c": self.change, "n": self.note, "s": self.skip, "u": self.undo,
        }  # fmt: skip
        try:
            while (doubt := self._next()) is not None or self.written:
                key = self._asked(doubt)
                if key == "q":
                    return
                try:
                    answers[key](doubt or self.written[-1].doubt)
                except EditionError as error:
                    reporting.report(error.diagnostics)
                except ValueError as error:
                    click.echo(f"Not written: {error}.")
        except (click.Abort, KeyboardInterrupt):
            click.echo("\nEnded; what is written stays.")

    def summary(self) -> str:
        """What came of the session, in a line."""
        left = sum(self._is_open(doubt) for doubt in self.found.doubts)
        return (
            f"{counted(len(self.written), 'decision')} written, {counted(self.skipped, 'doubt')} skipped, "
            f"{left} undecided"
        )

    def accept(self, doubt: Doubt) -> None:
        """Write what is proposed."""
        if doubt.proposal is None:
            raise ValueError("there is no proposal to accept; change it, or reject the doubt")
        self._write(doubt, doubt.start, doubt.end, doubt.proposal, "high", " ".join(doubt.evidence))

    def reject(self, doubt: Doubt) -> None:
        """Write that the words are right as they stand, which settles every doubt about them."""
        for other in self.found.doubts:
            if other != doubt and other.source == doubt.source and other.overlaps(doubt.start, doubt.end):
                click.echo(f"This settles another doubt too: {other.message}")
        self._write(doubt, doubt.start, doubt.end, {"stands": True}, "high", "")

    def change(self, doubt: Doubt) -> None:
        """Ask what else the decision is."""
        source = self.found.source(doubt)
        start, end = _asked_place(doubt, source)
        said = _asked_matter(doubt, source.text[start:end])
        certainty = click.prompt("How sure", type=CERTAINTIES, default="high")
        self._write(doubt, start, end, said, certainty, " ".join(doubt.evidence) if doubt.proposal else "")

    def note(self, doubt: Doubt) -> None:
        """Ask for the reason of the decision that follows."""
        self.reason = _asked_reason(" ".join(doubt.evidence))

    def skip(self, doubt: Doubt) -> None:
        """Leave a doubt for another day."""
        self.skipped += 1
        self._go(self.at + 1)

    def undo(self, doubt: Doubt) -> None:
        """Take the last decision back that this session wrote, and return to its doubt."""
        if not self.written:
            raise ValueError("there is nothing to undo")
        last = self.written[-1]
        self.files[last.doubt.source].undo()
        self.written.pop()
        self._heed(last.doubt.source, run.understand(self.root, last.doubt.source, self.editors))
        click.echo(f"Taken back: the decision on “{_words(last.doubt, self.found)}”.")
        self._go(last.at)

    def _go(self, at: int) -> None:
        self.at, self.reason = at, ""

    def _next(self) -> Doubt | None:
        """The first doubt from here on that is open; None behind the last."""
        doubts = self.found.doubts
        while self.at < len(doubts) and not self._is_open(doubts[self.at]):
            self.at += 1
        return doubts[self.at] if self.at < len(doubts) else None

    def _asked(self, doubt: Doubt | None) -> str:
        """Show a doubt and ask for a key; behind the last doubt only what was written can be undone."""
        if doubt is None:
            click.echo("\nThat was the last doubt.")
            key: str = click.prompt(LAST_KEYS, type=LAST_KEY, show_choices=False)
            return key
        click.echo(f"\n{self.at + 1} of {len(self.found.doubts)}")
        for line in doubting.as_lines(doubt, self.found.source(doubt)):
            click.echo(line)
        key = click.prompt(KEYS, type=KEY, show_choices=False)
        return key

    def _is_open(self, doubt: Doubt) -> bool:
        """Whether nothing that this session wrote settles a doubt."""
        mine = [one for one in self.written if one.doubt.source == doubt.source]
        if any(doubt == one.doubt or doubt.overlaps(one.start, one.end) for one in mine):
            return False
        by_ingest = doubt.kind in {code.label for code in Code} and doubt.source in self.doubted
        return not by_ingest or doubt in self.doubted[doubt.source]

    def _heed(self, name: str, now: Understood) -> None:
        self.doubted[name] = tuple(doubting.of_ingest(now.work, now.findings))

    def _write(self, doubt: Doubt, start: int, end: int, said: Said, certainty: str, suggestion: str) -> None:
        """Write a decision on words of the text; take it back where ingest could not use it."""
        reason = self.reason or _asked_reason(suggestion)
        text = self.found.source(doubt).text
        entry = _entry(moved.anchor(text, start, end), said, reason, certainty, self.resp)
        file = self.files[doubt.source]
        line = file.add(entry, made_for=decisions.digest(text))
        try:
            now = run.understand(self.root, doubt.source, self.editors)
            wrong = [one for one in now.findings if one.location.path == file.shown and one.location.line == line]
            if wrong:
                raise EditionError(*wrong)
        except BaseException as error:  # an entry that nobody could try, for Ctrl-C came first, goes too
            file.undo()
            if isinstance(error, EditionError):
                click.echo("Not written, for ingest would say:")
            raise
        self._heed(doubt.source, now)
        self.written.append(Written(self.at, doubt, start, end))
        click.echo(f"Written to {file.shown}, line {line}.")
        self._go(self.at + 1)


def _file(root: Path, name: str) -> DecisionsFile:
    return DecisionsFile(root / "sources" / name / "decisions.yml", f"sources/{name}/decisions.yml")


def _who(settings: Config, resp: str) -> str:
    """Who decides: the one named, the only one there is, or whoever answers."""
    known = [person.id for person in settings.editors]
    if resp and resp not in known:
        text = f"Nobody has the id “{resp}” among the editors of config.yml."
        help = f"Known ids: {', '.join(known) or 'none'}."
        raise EditionError(Diagnostic(Code.UNKNOWN_NAME, text, Location("config.yml"), help))
    if not known:
        text = "config.yml names no editor, and each decision says who made it."
        help = "Add to config.yml: `editors: [{id: ee, name: Edith Editor, role: encoding}]`."
        raise EditionError(Diagnostic(Code.UNKNOWN_NAME, text, Location("config.yml"), help))
    if resp or len(known) == 1:
        return resp or known[0]
    try:
        answer: str = click.prompt("Who decides", type=click.Choice(known))
    except click.Abort:
        raise KeyboardInterrupt from None
    return answer


def _asked_place(doubt: Doubt, source: Source) -> tuple[int, int]:
    """Ask which words the decision is about; they stand in the line of the doubt, those nearest to it are meant."""
    words = source.text[doubt.start : doubt.end]
    asked: str = click.prompt("Which words", default=words)
    if asked == words:
        return doubt.start, doubt.end
    first = source.text.rfind("\n", 0, doubt.start) + 1
    last = source.text.find("\n", doubt.end)
    line = source.text[first : last if last >= 0 else len(source.text)]
    places = [first + at for at in range(len(line)) if line.startswith(asked, at)]
    if not places:
        raise ValueError(f"“{asked}” does not stand in that line")
    start = min(places, key=lambda at: abs(at - doubt.start))
    return start, start + len(asked)


def _asked_matter(doubt: Doubt, words: str) -> Said:
    """Ask what is decided of words of the text."""
    proposed = next((key for key in doubt.proposal or () if key in CHOICES), CHOICES[0])
    matter = click.prompt("What is it", type=click.Choice(CHOICES), default=proposed)
    if matter == "correction":
        known = (doubt.proposal or {}).get("correction")
        before = Correction.model_validate(known) if known else None
        corr = click.prompt("It should read", default=before.corr if before and before.sic == words else None)
        fault = click.prompt("Whose fault", type=FAULTS, default=before.fault if before else "transcription")
        return {"correction": {"sic": words, "corr": corr, "fault": fault}}
    if matter in ("supplied", "comment"):
        return {matter: click.prompt("The lost words, with their space" if matter == "supplied" else "The comment")}
    if matter in ("surplus", "unclear"):
        return {matter: True}
    return _parsed(click.prompt(f"As in decisions.yml ({', '.join(MATTERS)})"))


def _parsed(line: str) -> Said:
    """What an editor typed as a line of YAML."""
    typed = yamlfile.parse(f"{{{line}}}", _Typed, "what was typed")[0]
    return typed.model_extra or {}


def _asked_reason(suggestion: str) -> str:
    """Ask why; Enter takes the suggestion where there is one."""
    if suggestion:
        click.echo(f"Suggested reason: {suggestion}")
    words = "Reason (Enter takes the one suggested)" if suggestion else "Reason"
    reason: str = click.prompt(words, default=suggestion or None, show_default=False, value_proc=_checked_reason)
    return reason


def _checked_reason(words: str) -> str:
    try:
        checked: str = TypeAdapter(Reason).validate_python(words)
    except ValidationError as error:
        raise click.UsageError(_told(error)) from None
    return checked


def _entry(anchor: moved.Anchor, said: Said, reason: str, certainty: str, resp: str) -> dict[str, Any]:
    """A decision as its file has it. Raises `ValueError` for one that makes no sense."""
    around = {key: words for key, words in (("prefix", anchor.prefix), ("suffix", anchor.suffix)) if words}
    sure = {"cert": certainty} if certainty != "high" else {}
    entry = {"quote": anchor.quote, **around, **said, "reason": reason, **sure, "resp": resp}
    try:
        Decision.model_validate(entry)
    except ValidationError as error:
        raise ValueError(_told(error)) from None
    return entry


def _told(error: ValidationError) -> str:
    """What is wrong with a value, in words."""
    return "; ".join(
        f"{'.'.join(map(str, one['loc']))}: {one['msg']}".removeprefix(": ").replace("Value error, ", "")
        for one in error.errors()
    )


def _words(doubt: Doubt, found: Undecided) -> str:
    return found.source(doubt).text[doubt.start : doubt.end]
