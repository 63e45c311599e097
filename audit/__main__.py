"""`python -m audit`: every check, each with its findings and one closing line; exit code 1 if any found something.

Checks of what the pages are run side by side; then, while nothing else runs, the one that measures time.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from audit import accessibility, html, lighthouse, schema

PROJECT = Path(__file__).parent.parent

# A check yields its findings, and says besides what it looks at.
Check = Callable[[Path, Callable[[str], None]], Iterator[str]]
CHECKS: tuple[tuple[str, Check], ...] = (
    ("HTML, by the Nu HTML checker", html.findings),
    ("Accessibility, by axe in Chromium", accessibility.findings),
    ("TEI, by jing", schema.findings),
)
ALONE: tuple[str, Check] = ("Speed, weight and good practice, by Lighthouse in Chromium", lighthouse.findings)


def main() -> int:
    """Run all checks on the project's own edition."""
    if not (PROJECT / "build" / "index.html").is_file():
        print("There is no site in build/ to check. Run: make site", file=sys.stderr)
        return 2
    codes = []
    with ThreadPoolExecutor() as pool:
        for running in [pool.submit(checked, name, check, PROJECT) for name, check in CHECKS]:
            codes.append(_printed(*running.result()))
    codes.append(_printed(*checked(*ALONE, PROJECT)))
    return max(codes)


def checked(name: str, check: Check, project: Path) -> tuple[int, str]:
    """Run a check: its exit code, 2 where it cannot run, and all that is to be told of it."""
    said: list[str] = []
    try:
        found = list(check(project, said.append))
    except FileNotFoundError as missing:
        code, found, last = 2, [], f"cannot run: {missing}"
    else:
        code, last = int(bool(found)), f"Findings: {len(found)}"
    return code, "\n  ".join([f"\n{name}", *said, *found, last])


def _printed(code: int, told: str) -> int:
    print(told, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
