"""`python -m benchmarks`: measure every stage on the shipped edition, and on the same multiplied."""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks import annotating, reruns, sizes, validators
from benchmarks.multiply import multiply

PROJECT = Path(__file__).parent.parent
DOCUMENTS = 4000
BASELINE = "lxml"
STAGES = (BASELINE, "parse", "rewrite", "validate", "render", "write", "index")


@dataclass(frozen=True, slots=True)
class Measure:
    """What one stage took: wall-clock seconds, and the peak of its memory in MiB, helpers included."""

    stage: str
    seconds: float
    peak: float


def main() -> None:
    """Measure and print; the large edition lies in a temporary folder and is gone afterwards."""
    arguments = _arguments()
    print(f"Python {platform.python_version()} on {platform.system()} {platform.machine()}, one job.")
    if arguments.what == "annotate":
        annotating.report(arguments.root, arguments.documents or DOCUMENTS)
        return
    if arguments.what == "sizes":
        sizes.report(arguments.documents or sizes.LETTERS)
        return
    report("The shipped edition", arguments.root, arguments.repeat)
    with tempfile.TemporaryDirectory(prefix="edition-bench-") as folder:
        large = Path(folder)
        multiply(arguments.root, large, arguments.documents or DOCUMENTS)
        report("The same, multiplied", large, 1)
        reruns.report(large)
    annotating.report(arguments.root, arguments.documents or DOCUMENTS)
    with tempfile.TemporaryDirectory(prefix="edition-bench-one-") as folder:
        validators.report(arguments.root, Path(folder), arguments.repeat)


def report(title: str, root: Path, repeat: int) -> None:
    """Print a table: each stage's best time of `repeat` runs, its peak memory, its ratio to plain lxml parsing."""
    files = sorted((root / "tei").rglob("*.xml"))
    size = sum(file.stat().st_size for file in files) / 1e6
    print(f"\n{title}: {len(files)} TEI files, {size:.1f} MB\n")
    print(f"{'stage':<10}{'seconds':>10}{'peak MiB':>10}{'× lxml':>10}")
    baseline = 0.0
    for measure in measured(root, repeat):
        baseline = baseline or measure.seconds
        ratio = measure.seconds / baseline
        print(f"{measure.stage:<10}{measure.seconds:>10.3f}{measure.peak:>10.0f}{ratio:>10.1f}", flush=True)


def measured(root: Path, repeat: int) -> Iterator[Measure]:
    """Measure the stages in turn, each run in a process of its own, since a peak of memory never falls."""
    with tempfile.TemporaryDirectory(prefix="edition-bench-site-") as scratch:
        for stage in STAGES:
            yield min((_run(stage, root, Path(scratch)) for _ in range(repeat)), key=lambda measure: measure.seconds)


def _run(stage: str, root: Path, scratch: Path) -> Measure:
    command = [sys.executable, "-m", "benchmarks.stages", stage, str(root.resolve()), str(scratch)]
    done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    return Measure(stage, told["seconds"], told["peak"])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("all", "annotate", "sizes"), default="all", help="(default: all)")
    parser.add_argument("--root", type=Path, default=PROJECT, help="folder of the edition (default: the shipped one)")
    parser.add_argument("--documents", type=int, help="size of the large edition (default: 4000; sizes: 4400)")
    parser.add_argument("--repeat", type=int, default=3, help="runs of each stage on the small one (default: 3)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
