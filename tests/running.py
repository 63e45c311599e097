"""The command `edition`, run by tests in a process of its own.

A fresh Python takes longer to import the program than most tests then need it. So each process is forked from one that
has imported it, and knows nothing of the tests.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import edition
from edition.cli import main

LONGEST = 300  # seconds
FRESH = multiprocessing.get_context("forkserver")
FRESH.set_forkserver_preload(
    [found.name for found in pkgutil.walk_packages(edition.__path__, "edition.") if found.name != "edition.__main__"]
)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `edition` in this folder and environment; give its exit code and what it printed.

    Raises `subprocess.TimeoutExpired` after five minutes, when it has been ended.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        process = FRESH.Process(target=_main, args=(arguments, Path.cwd(), dict(os.environ), out, err))
        process.start()
        process.join(LONGEST)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(["edition", *arguments], LONGEST)
        printed = (out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))
        return subprocess.CompletedProcess(["edition", *arguments], process.exitcode, *printed)


def _main(arguments: Sequence[str], folder: Path, environment: Mapping[str, str], out: Path, err: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for stream, file in ((1, out), (2, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), stream)
    main(arguments, prog_name="edition")
