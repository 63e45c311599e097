"""`edition annotate` as a whole, beside reading and writing the same files: the two in turn, in one process.

The texts are the edition's own, multiplied; its registers are there once, with invented entries added: 2,500 with
6,000 forms in all. Both are timed as processor time, a hundred files of the one and a hundred of the other, so that
whatever else the machine does slows down both. What somebody waits for, with a worker a core, is timed by the clock:
the files are read and written before it and behind it, by one process, and the mean of both counts.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

from lxml import etree

from benchmarks import register
from benchmarks.multiply import multiply
from edition.pipeline import DRAFTS
from edition.pipeline.annotate import annotate
from edition.tei import catalog, documents, facts, markup
from edition.tei.serialize import to_bytes

PROJECT = Path(__file__).parent.parent
RUNS = ("first run", "second run")
# Parsed and written by lxml alone; parsed, and written as ingest writes; read with their facts, and written so.
MEASURES = ("floor", "rewrite", "read, rewrite")
CLOCK = "by the clock"


def report(root: Path, number: int) -> None:
    """Print seconds, ratios and memory of a first run, which changes all files, and of a second, which changes none.

    Both again by the clock, with a worker a core.
    """
    with tempfile.TemporaryDirectory(prefix="edition-bench-annotate-") as folder:
        large = Path(folder)
        multiply(root, large, number)
        _strip(large)
        register.write(large / "tei")
        files = documents.find(large / "tei")
        size = sum(file.stat().st_size for file in files) / 1e6
        print(f"\nAnnotated with a large register: {len(files)} TEI files, {size:.1f} MB; seconds of processor time\n")
        others = "".join(f"{one:>15}{'×':>6}" for one in MEASURES)
        print(f"{'':<28}{'annotate':>10}{others}{'peak MiB':>10}")
        for run in RUNS:
            print(f"{run:<28}{_line(_measured(large))}", flush=True)
        _strip(large)
        for run in RUNS:
            print(f"{f'{run}, {CLOCK}':<28}{_line(_measured(large, CLOCK))}", flush=True)


def _strip(root: Path) -> None:
    """Take out what an earlier run has put into the files, and what it has kept."""
    for file in documents.find(root / "tei"):
        file.write_bytes(markup.stripped(file.read_bytes()))
    (root / DRAFTS).unlink(missing_ok=True)


def _line(told: dict[str, float]) -> str:
    taken = told["annotate"]
    others = "".join(f"{told[one]:>15.2f}{taken / told[one]:>6.1f}" for one in MEASURES)
    return f"{taken:>10.2f}{others}{told['peak']:>10.0f}"


def _measured(root: Path, *how: str) -> dict[str, float]:
    """One run, in a process of its own, since a peak of memory never falls."""
    command = [sys.executable, "-m", "benchmarks.annotating", str(root), *how]
    done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


class _Paired:
    """What is measured in turn with annotate: whenever that has done some files, these are read and written, too."""

    def __init__(self, folder: Path, scratch: Path, clock: Callable[[], float]) -> None:
        self.folder = folder
        self.files = documents.find(folder)
        self.scratch = scratch
        self.clock = clock
        self.took = dict.fromkeys(MEASURES, 0.0)
        self.taken = 0.0

    @contextmanager
    def track(self, description: str, steps: int) -> Iterator[Callable[[int], None]]:
        """Follow one step of annotate over all files; the first, which only looks for registers, is passed over."""
        waiting = iter(self.files if description != "Reading registers" else ())
        yield lambda done: self.follow([file for file, _ in zip(waiting, range(done), strict=False)])

    def follow(self, files: Sequence[Path]) -> None:
        """Read and write files in each of the ways, a hundred at a time."""
        for start in range(0, len(files), 100):
            some = files[start : start + 100]
            times = [self.clock()]
            for file in some:
                etree.parse(file).write(self.scratch, encoding="UTF-8", xml_declaration=True)
            times.append(self.clock())
            for file in some:
                self.scratch.write_bytes(to_bytes(etree.parse(file, documents.parser()).getroot()))
            times.append(self.clock())
            sources = (documents.read(file, self.folder) for file in some)
            catalog.link([facts.collect(one) for source in sources for one in documents.documents(source)])
            times.append(self.clock())
            floor, rewrite, read = (after - before for before, after in pairwise(times))
            for measure, taken in zip(MEASURES, (floor, rewrite, read + rewrite), strict=True):
                self.took[measure] += taken
            self.taken += times[-1] - times[0]


@contextmanager
def _untold(description: str, steps: int) -> Iterator[Callable[[int], None]]:
    """Follow no work."""
    yield lambda done: None


def main(root: Path, *, by_the_clock: bool) -> None:
    """Annotate an edition in its place, and print what it took."""
    with tempfile.TemporaryDirectory() as scratch:
        clock, jobs = (perf_counter, os.cpu_count() or 1) if by_the_clock else (process_time, 1)
        paired = _Paired(root / "tei", Path(scratch) / "written.xml", clock)
        if by_the_clock:
            paired.follow(paired.files)
        inside = paired.taken
        start = clock()
        annotate(root, jobs=jobs, track=_untold if by_the_clock else paired.track)
        taken = clock() - start - (paired.taken - inside)
        if by_the_clock:
            paired.follow(paired.files)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    others = {measure: took / (1 + by_the_clock) for measure, took in paired.took.items()}
    print(json.dumps({"annotate": taken, **others, "peak": peak}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), by_the_clock=CLOCK in sys.argv)
