"""Findings and progress for people: colour and a bar in a terminal, plain lines elsewhere.

Nothing else prints. `quiet` leaves errors only, and no progress.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from edition.diagnostics import Code, Diagnostic, Related, Severity, in_order

COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow"}

# Plain progress is told at each of these parts of the whole.
PARTS = 4


@dataclass(frozen=True, slots=True)
class Folded:
    """Findings that say the same of several places: the first of them, and how many there are."""

    first: Diagnostic
    count: int


def folded(diagnostics: Iterable[Diagnostic]) -> list[Folded]:
    """Fold findings of the same code, message and help, in the order of the first place of each."""
    groups: dict[tuple[Code, str, str], list[Diagnostic]] = {}
    for found in in_order(diagnostics):
        groups.setdefault((found.code, found.message, found.help), []).append(found)
    return [Folded(group[0], len(group)) for group in groups.values()]


def report(diagnostics: Iterable[Diagnostic], *, quiet: bool = False, stream: TextIO | None = None) -> None:
    """Print findings in order, equal ones once with their count, then a line that counts errors and warnings.

    `stream` is standard error unless given, so that what a program makes can be piped. With `quiet` only errors are
    printed, and the last line only if there are any. Without findings nothing is printed but, not quiet, that line.
    """
    found = list(diagnostics)
    shown = [each for each in found if each.severity is Severity.ERROR] if quiet else found
    console = _console(stream)
    for each in folded(shown):
        for line in _lines(each):
            console.print(line, soft_wrap=True)
    if shown or not quiet:
        console.print(Text(summary(found)), soft_wrap=True)


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Count findings in words: `1 error, 2 warnings.`"""
    severities = [found.severity for found in diagnostics]
    if not severities:
        return "No findings."
    counts = ((severities.count(severity), severity.value) for severity in Severity)
    return ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count) + "."


@contextmanager
def progress(
    description: str, total: int, *, quiet: bool = False, stream: TextIO | None = None
) -> Iterator[Callable[[int], None]]:
    """Show how far a piece of work is; the value is a function to call with the number of steps just done.

    A bar in a terminal, a few lines elsewhere (at the start of the work, then at each quarter), nothing with `quiet`.
    """
    console = _console(stream)
    if quiet:
        yield lambda steps: None
    elif console.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        # Refreshed at each step, not by a thread: a process with threads is not safe to fork.
        with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
            task = bar.add_task(description, total=total)

            def advance(steps: int) -> None:
                bar.update(task, advance=steps, refresh=True)

            yield advance
    else:
        yield _PlainProgress(description, total, console)


class _PlainProgress:
    def __init__(self, description: str, total: int, console: Console) -> None:
        self._description, self._total, self._console = description, total, console
        self._done = 0
        self._say()

    def __call__(self, steps: int) -> None:
        before = self._done * PARTS // max(self._total, 1)
        self._done += steps
        if self._done * PARTS // max(self._total, 1) > before:
            self._say()

    def _say(self) -> None:
        self._console.print(Text(f"{self._description}: {self._done} of {self._total}"), soft_wrap=True)


def _console(stream: TextIO | None) -> Console:
    return Console(file=stream or sys.stderr, highlight=False)


def _lines(group: Folded) -> Iterator[Text]:
    """The lines of one finding: place, severity, message, code; the place in words, the line itself; then other places;
    then the way out.
    """
    found = group.first
    yield Text.assemble(
        (str(found.location), "bold"),
        ": ",
        (found.severity.value, COLOURS[found.severity]),
        f": {found.message} ",
        (f"[{found.code.label}]", "cyan"),
        f" (and {group.count - 1} more like it)" if group.count > 1 else "",
    )
    if found.place and group.count == 1:
        yield Text(f"    in {found.place}")
    yield from (Text(f"    {line}") for line in found.excerpt.splitlines())
    if group.count == 1:
        yield from (_also(related) for related in found.related)
    if found.help:
        yield Text.assemble("    ", (found.help, "dim"))


def _also(related: Related) -> Text:
    return Text(f"    {related.location}: {related.message}")
