"""`python -m audit`: every check in turn, each with its findings and one closing line; exit code 1 if any failed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from audit import accessibility, html, lighthouse, schema

PROJECT = Path(__file__).parent.parent

CHECKS: tuple[tuple[str, Callable[[Path], Iterator[str]]], ...] = (
    ("HTML, by the Nu HTML checker", html.findings),
    ("Accessibility, by axe in Chromium", accessibility.findings),
    ("Speed, weight and good practice, by Lighthouse in Chromium", lighthouse.findings),
    ("TEI, by jing", schema.findings),
)


def main() -> int:
    """Run all checks on the project's own edition."""
    if not (PROJECT / "build" / "index.html").is_file():
        print("There is no site in build/ to check. Run: make site", file=sys.stderr)
        return 2
    failed = 0
    for name, check in CHECKS:
        print(f"\n{name}", flush=True)
        try:
            found = list(check(PROJECT))
        except FileNotFoundError as missing:
            print(f"  cannot run: {missing}", file=sys.stderr)
            return 2
        for finding in found:
            print(f"  {finding}")
        print(f"  Findings: {len(found)}", flush=True)
        failed += bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
