"""The browser that tests, audit and screenshots drive: the Chromium that is there, else one that is fetched.

`python -m tests.browser.find_chromium` prints its path; with `--install` it gets one when there is none.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

HINT = (
    "No Chromium was found. Install it (Debian: apt-get install chromium; elsewhere: "
    "python -m playwright install chromium), or say where it is: CHROMIUM=/path/to/chromium."
)

# Chromium refuses its sandbox to root; the other switches keep it from looking for a display or for updates.
SWITCHES = (
    *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
    "--disable-gpu",
    "--disable-background-networking",
)


def find() -> str | None:
    """The path of a Chromium: what `CHROMIUM` names, else one on the `PATH`, else Playwright's own; else None.

    Raises `FileNotFoundError` when `CHROMIUM` names something that is not there.
    """
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise FileNotFoundError(f"CHROMIUM is {named}, but there is no such program. {HINT}")
        return found
    on_path = next((path for name in NAMES if (path := shutil.which(name))), None)
    return on_path or _playwrights_own()


def install() -> str | None:
    """Get a Chromium: Playwright's own, else Debian's package; return its path, or None when neither can be had."""
    for attempt in (_install_playwrights_own, _install_debian_package):
        attempt()
        if found := find():
            return found
    return None


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright  # slow to import, and needed last

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install_playwrights_own() -> None:
    _run("Playwright's Chromium", [sys.executable, "-m", "playwright", "install", "chromium"])


def _install_debian_package() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        _run("Debian's list of packages", ["apt-get", "update", "-q"])
        _run("Debian's package chromium", ["apt-get", "install", "-q", "-y", "chromium"])


def _run(what: str, command: list[str]) -> None:
    """Run an installation; its output goes to standard error, since standard output is the path alone."""
    print(f"Getting {what} …", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, stdout=sys.stderr, env=environment, timeout=600, check=False)
    except subprocess.TimeoutExpired:
        print(f"{what}: no answer within ten minutes.", file=sys.stderr)
        return
    if done.returncode:
        print(f"{what} cannot be had this way (exit code {done.returncode}).", file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Print the path of a Chromium; return 1 with a hint when there is none."""
    ways: list[Callable[[], str | None]] = [find, install] if "--install" in arguments else [find]
    try:
        found = next((path for way in ways if (path := way())), None)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 1
    print(found or HINT, file=sys.stdout if found else sys.stderr)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
