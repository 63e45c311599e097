"""`edition validate` and jing on one document, by the schema of the whole of TEI: how long an editor waits.

Each is a process of its own with nothing kept from the run before, the start of Python or Java included.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

# The two documents: what is replaced in them.
CHANGES: dict[str, dict[str, str]] = {"valid": {}, "invalid": {"<title": "<titel", "</title": "</titel"}}


def report(root: Path, scratch: Path, repeat: int) -> None:
    """Print the best of `repeat` times of each, on the largest document of an edition; say what is missing."""
    schema, jing = os.environ.get("TEI_ALL_RNG"), shutil.which("jing")
    if schema is None:
        print("\nOne document by the whole of TEI: not measured, TEI_ALL_RNG names no schema")
        return
    largest = max((root / "tei").rglob("*.xml"), key=lambda file: (file.stat().st_size, file))
    print(f"\nOne document by the whole of TEI: {largest.name}, {largest.stat().st_size / 1e3:.0f} kB\n")
    print(f"{'':<18}{'valid':>10}{'invalid':>10}")
    documents = list(_documents(largest, scratch))
    commands = {"edition validate": [sys.executable, "-m", "edition", "validate", "--quiet", "--schema", schema]}
    if jing:
        commands["jing"] = [jing, schema]
    for name, command in commands.items():
        times = [min(_seconds([*command, str(document)]) for _ in range(repeat)) for document in documents]
        print(f"{name:<18}" + "".join(f"{seconds:>10.2f}" for seconds in times), flush=True)
    if not jing:
        print("jing is not installed")


def _documents(file: Path, scratch: Path) -> Iterator[Path]:
    """A valid document, and the same with each title misspelt."""
    text = file.read_text(encoding="utf-8")
    for name, changes in CHANGES.items():
        copy = scratch / name / file.name
        copy.parent.mkdir()
        changed = text
        for old, new in changes.items():
            changed = changed.replace(old, new)
        copy.write_text(changed, encoding="utf-8")
        yield copy


def _seconds(command: list[str]) -> float:
    start = perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return perf_counter() - start
