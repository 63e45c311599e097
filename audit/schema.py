"""jing on every TEI file, of the edition and for download: a second opinion on validity, independent of libxml2."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

HINT = "jing is missing. On Debian: apt-get install jing; elsewhere: put jing on the PATH."


def findings(project: Path, say: Callable[[str], None]) -> Iterator[str]:
    """Yield what jing says of each TEI file by the edition's schema, and by the whole of TEI when it is named.

    `say` is told how many files there are and which schema.
    As root on Debian installs jing. Raises `FileNotFoundError` when it is missing, or a schema is.
    """
    jing = shutil.which("jing") or _installed_jing()
    if jing is None:
        raise FileNotFoundError(HINT)
    roots = (project / "tei", project / "build" / "documents")
    files = sorted(str(file) for root in roots for file in root.rglob("*.xml"))
    for schema in _schemas(project, say):
        if not schema.is_file():
            raise FileNotFoundError(f"There is no schema {schema}.")
        say(f"{len(files)} files by {schema.name}")
        done = subprocess.run(
            [jing, str(schema), *files], capture_output=True, encoding="utf-8", timeout=600, check=False
        )
        # jing tells its findings on standard output; on the other its start script complains of jars that it can spare.
        yield from (line.removeprefix(f"{project}/") for line in done.stdout.splitlines())
        if done.returncode and not done.stdout:
            yield f"jing ended with exit code {done.returncode}: {done.stderr.strip()}"


def _schemas(project: Path, say: Callable[[str], None]) -> Iterator[Path]:
    yield project / "tei" / "schema" / "edition.rng"
    if named := os.environ.get("TEI_ALL_RNG"):
        yield Path(named)
    else:
        say("not checked against the whole of TEI: TEI_ALL_RNG is not set")


def _installed_jing() -> str | None:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-qq", "-y", "jing"]):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return shutil.which("jing")
