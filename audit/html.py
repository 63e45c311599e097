"""The Nu HTML checker on every page of the site."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from tests.browser.serving import served

# The checker by default fetches nothing from the machine that it runs on.
LOCAL_PAGES = "-Dnu.validator.servlet.allow-forbidden-hosts=true"
JAR = Path(__file__).parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def findings(project: Path, say: Callable[[str], None]) -> Iterator[str]:
    """Yield each error and warning that the checker has about a page of the site, with file and line.

    `say` is told how many pages there are.
    Raises `FileNotFoundError` when Java or the checker is missing.
    """
    if shutil.which("java") is None:
        raise FileNotFoundError("Java is missing. On Debian: apt-get install default-jre-headless")
    if not JAR.is_file():
        raise FileNotFoundError("The checker is missing. Run: make audit")
    site = project / "build"
    pages = sorted(page.relative_to(site).as_posix() for page in site.rglob("*.html"))
    say(f"{len(pages)} pages")
    # Served, not read from disk: only so can the checker tell what a page's policy calls its own site.
    with served(site) as address:
        command = ["java", LOCAL_PAGES, "-jar", str(JAR), "--format", "json", "--exit-zero-always"]
        command += [address + quote(page) for page in pages]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=600, check=True)
    for message in json.loads(done.stderr)["messages"]:
        page = message.get("url", "").removeprefix(address)
        yield f"{page}:{message.get('lastLine', '')}: {message['message']}"
