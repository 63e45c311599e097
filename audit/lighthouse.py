"""Lighthouse in Chromium, as on a phone: a letter, at rest and with the search, the list, an index, the home page."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from subprocess import PIPE
from threading import Timer
from typing import Any

from audit.pages import DOCUMENTS, by_kind
from edition.tei.collections import VOLUME
from tests.browser import find_chromium
from tests.browser.serving import Compressing, served

SCRIPT = Path(__file__).with_suffix(".mjs")
MODULE = Path(__file__).parent / "node_modules" / "lighthouse"
LONGEST = 600  # seconds, for all pages
FULL = 100
TIMED = "performance"
LIST, HOME = "documents.html", "index.html"


@dataclass(frozen=True, slots=True)
class Result:
    """What Lighthouse found on a page in one state: scores by category, what cost any, the error that ended it."""

    page: str
    state: str
    slowdown: float  # how much slower than this machine the phone is that Lighthouse reckoned with
    fair: bool  # whether the machine was at its best before and after, or nearly
    scores: Mapping[str, int]
    failed: tuple[str, ...]
    error: str


def findings(project: Path, say: Callable[[str], None]) -> Iterator[str]:
    """Yield each score below 100 with its causes; say all scores, and what could not be judged.

    Of performance the second best of at most five runs counts, and two runs of 100 are enough: what else the machine
    does can make a page seem slower than it is, never faster. Of a page that is slow one run may have 100 by chance.
    A run of less than 100 counts only if the machine was not slowed by other work; where fewer than two count, nothing
    is found, and it is said that the page was not judged.

    Raises `FileNotFoundError` when Node, Lighthouse or Chromium is missing.
    """
    if shutil.which("node") is None or not MODULE.is_dir():
        raise FileNotFoundError("Node or Lighthouse is missing. Run: make audit")
    site = project / "build"
    for _, group in groupby(reports(site, visited(by_kind(project))), lambda one: (one.page, one.state)):
        runs = list(group)
        say(_told(runs))
        yield from judged(runs)


def visited(pages: Mapping[str, str]) -> dict[str, str]:
    """Of the pages by kind those to visit, each with the selector of the search to open on it, or ""."""
    letters = [page for kind, page in pages.items() if page.startswith(f"{DOCUMENTS}/") and VOLUME not in kind]
    indexes = [page for page in pages.values() if page.startswith("registers/")]
    plain = [*(page for page in (LIST, HOME) if page in pages.values()), *indexes[:1]]
    return dict.fromkeys(letters[-1:], ".search-link") | dict.fromkeys(plain, "")


def reports(site: Path, pages: Mapping[str, str]) -> Iterator[Result]:
    """Yield the reports on the pages of a site, served compressed as hosts do."""
    chromium = find_chromium.find()
    if chromium is None:
        raise FileNotFoundError(find_chromium.HINT)
    with served(site, Compressing) as address:
        visits = [{"url": address + page, "open": opener} for page, opener in pages.items()]
        asked = json.dumps({"chromium": chromium, "switches": find_chromium.SWITCHES, "visits": visits})
        yield from (result(json.loads(line), address) for line in _answers(asked))


def _answers(asked: str) -> Iterator[str]:
    """Yield the lines of the script as they come; it is ended when it takes too long."""
    with subprocess.Popen(["node", SCRIPT], stdin=PIPE, stdout=PIPE, encoding="utf-8") as running:
        assert running.stdin is not None
        assert running.stdout is not None
        late = Timer(LONGEST, running.kill)
        late.start()
        running.stdin.write(asked)
        running.stdin.close()
        yield from running.stdout
        late.cancel()
    if running.returncode:
        said = f"node ended with exit code {running.returncode}, or took more than {LONGEST} seconds"
        none = {"url": "", "state": "not finished", "slowdown": 1, "fair": True, "scores": {}, "failed": []}
        yield json.dumps(none | {"error": said})


def result(told: Mapping[str, Any], address: str) -> Result:
    """Read one report of the script."""
    page = told["url"].removeprefix(address)
    scores, failed = told["scores"], tuple(told["failed"])
    return Result(page, told["state"], told["slowdown"], told["fair"], scores, failed, told["error"])


def judged(runs: Sequence[Result]) -> Iterator[str]:
    """Yield what is wrong with a page in one state, of which there are several runs."""
    first = runs[0]
    for one in runs:
        if one.error:
            yield f"{one.page}: Lighthouse could not finish: {one.error}"
    for category in first.scores:
        score = score_of(runs, category)
        if score is not None and score < FULL:
            causes = dict.fromkeys(cause for one in runs for cause in one.failed)
            yield f"{first.page}, {first.state}: {category} {score}: {' | '.join(causes)}"


def score_of(runs: Sequence[Result], category: str) -> int | None:
    """The second-best score of a page in a category, or the only one where a single run looked at that category.

    None for a performance that cannot be judged: other work slowed all runs, or all but one, that were not whole.
    """
    seen = [one for one in runs if category in one.scores]
    counted = [one for one in seen if category != TIMED or one.fair or one.scores[category] == FULL]
    if len(counted) < min(len(seen), 2):
        return None
    return sorted((one.scores[category] for one in counted), reverse=True)[:2][-1]


def _told(runs: Sequence[Result]) -> str:
    first = runs[0]
    scores = {category: score_of(runs, category) for category in first.scores}
    each = ", ".join(f"{name} {'not judged' if score is None else score}" for name, score in scores.items())
    timed = [one for one in runs if TIMED in one.scores]
    measured = " ".join(f"{one.scores[TIMED]}{'' if one.fair else ' (slowed by other work)'}" for one in timed)
    slowdown = " ".join(f"{one.slowdown:.1f}" for one in runs)
    every = f"performance in each run: {measured}; " if measured else ""
    return f"{first.page}, {first.state}: {each} ({every}machine slowed times {slowdown})"
