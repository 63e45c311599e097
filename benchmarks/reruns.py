"""`edition validate` on an edition that was checked before: what a second run costs, beside a first.

Each run is a process of its own, the start of Python included.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from edition.pipeline import CACHE


def report(root: Path) -> None:
    """Print seconds of a first and a second run, with one and two workers; the verdicts of the edition are lost."""
    files = sorted((root / "tei").rglob("*.xml"))
    start = perf_counter()
    for file in files:
        hashlib.sha256(file.read_bytes()).digest()
    print(f"\nValidated again, nothing changed: {len(files)} TEI files, hashed in {perf_counter() - start:.2f} s\n")
    print(f"{'jobs':<10}{'first':>10}{'files/s':>10}{'second':>10}{'files/s':>10}")
    for jobs in (1, 2):
        (root / CACHE).unlink(missing_ok=True)
        times = [_seconds(root, jobs) for _ in range(2)]
        print(f"{jobs:<10}" + "".join(f"{each:>10.2f}{len(files) / each:>10.0f}" for each in times), flush=True)


def _seconds(root: Path, jobs: int) -> float:
    command = [sys.executable, "-m", "edition", "validate", "--quiet", "--root", str(root), "--jobs", str(jobs)]
    start = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return perf_counter() - start
