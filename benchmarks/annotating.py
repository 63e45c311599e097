"""`edition annotate` as a whole, beside parsing and writing the same files: the two in turn, in one process.

The texts are the edition's own, multiplied; its registers are there once, with invented entries added: 2,500 with
6,000 forms in all. Both are timed as processor time, a hundred files of the one and a hundred of the other, so that
whatever else the machine does slows down both.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import process_time

from lxml import etree

from benchmarks import register
from benchmarks.multiply import multiply
from edition.pipeline.annotate import annotate
from edition.tei import documents, markup
from edition.tei.serialize import to_bytes

PROJECT = Path(__file__).parent.parent
RUNS = ("first run", "second run")


def report(root: Path, number: int) -> None:
    """Print seconds, ratios and memory of a first run, which changes all files, and of a second, which changes none."""
    with tempfile.TemporaryDirectory(prefix="edition-bench-annotate-") as folder:
        large = Path(folder)
        multiply(root, large, number)
        for file in documents.find(large / "tei"):
            file.write_bytes(markup.stripped(file.read_bytes()))
        register.write(large / "tei")
        files = documents.find(large / "tei")
        size = sum(file.stat().st_size for file in files) / 1e6
        print(f"\nAnnotated with a large register: {len(files)} TEI files, {size:.1f} MB; seconds of processor time\n")
        print(f"{'':<12}{'annotate':>10}{'floor':>10}{'×':>6}{'rewrite':>10}{'×':>6}{'peak MiB':>10}")
        for run in RUNS:
            print(f"{run:<12}{_line(_measured(large))}", flush=True)


def _line(told: dict[str, float]) -> str:
    taken, floor, rewrite = told["annotate"], told["floor"], told["rewrite"]
    ratios = taken / floor, taken / rewrite
    return f"{taken:>10.2f}{floor:>10.2f}{ratios[0]:>6.1f}{rewrite:>10.2f}{ratios[1]:>6.1f}{told['peak']:>10.0f}"


def _measured(root: Path) -> dict[str, float]:
    """One run, in a process of its own, since a peak of memory never falls."""
    command = [sys.executable, "-m", "benchmarks.annotating", str(root)]
    done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told


class _Paired:
    """What is measured in turn with annotate: whenever that has done some files, these are parsed and written, too."""

    def __init__(self, files: Sequence[Path], scratch: Path) -> None:
        self.files = files
        self.scratch = scratch
        self.floor = self.rewrite = 0.0

    @contextmanager
    def track(self, description: str, steps: int) -> Iterator[Callable[[int], None]]:
        """Follow one step of annotate over all files; the first, which only looks for registers, is passed over."""
        waiting = iter(self.files if description != "Reading registers" else ())
        yield lambda done: self._follow([file for file, _ in zip(waiting, range(done), strict=False)])

    def _follow(self, files: Sequence[Path]) -> None:
        start = process_time()
        for file in files:
            etree.parse(file).write(self.scratch, encoding="UTF-8", xml_declaration=True)
        between = process_time()
        for file in files:
            self.scratch.write_bytes(to_bytes(etree.parse(file, documents.parser()).getroot()))
        self.floor += between - start
        self.rewrite += process_time() - between


def main(root: Path) -> None:
    """Annotate an edition in its place, and print what it took."""
    with tempfile.TemporaryDirectory() as scratch:
        paired = _Paired(documents.find(root / "tei"), Path(scratch) / "written.xml")
        start = process_time()
        annotate(root, jobs=1, track=paired.track)
        taken = process_time() - start - paired.floor - paired.rewrite
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"annotate": taken, "floor": paired.floor, "rewrite": paired.rewrite, "peak": peak}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
