"""`python -m audit [CHECK…]`: each check, its findings and one closing line; exit code 1 if any found something.

Checks of what the pages are run side by side; then, while nothing else runs, the one that measures time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from audit import accessibility, html, lighthouse, schema

PROJECT = Path(__file__).parent.parent

# A check yields its findings, and says besides what it looks at.
Check = Callable[[Path, Callable[[str], None]], Iterator[str]]
CHECKS: Mapping[str, tuple[str, Check]] = {
    "html": ("HTML, by the Nu HTML checker", html.findings),
    "accessibility": ("Accessibility, by axe in Chromium", accessibility.findings),
    "tei": ("TEI, by jing", schema.findings),
    "speed": ("Speed, weight and good practice, by Lighthouse in Chromium", lighthouse.findings),
}
ALONE = "speed"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks that are named, or all, on the edition named, or the project's own."""
    named, root = _asked(arguments)
    if not (root / "build" / "index.html").is_file():
        print(f"There is no site in {root / 'build'} to check. Run: make site", file=sys.stderr)
        return 2
    wanted = [name for name in CHECKS if name in (named or CHECKS)]
    codes = []
    with ThreadPoolExecutor() as pool:
        together = [pool.submit(checked, *CHECKS[name], root) for name in wanted if name != ALONE]
        codes += [_printed(*running.result()) for running in together]
    codes += [_printed(*checked(*CHECKS[name], root)) for name in wanted if name == ALONE]
    return max(codes)


def _asked(arguments: Sequence[str] | None) -> tuple[Sequence[str], Path]:
    """The names of checks given on the command line, and the folder of the edition."""
    told = "\n".join(f"  {name:15}{about}" for name, (about, _) in CHECKS.items())
    reader = argparse.ArgumentParser(
        "python -m audit", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Check a finished site and its TEI with programs that are not Python.",
        epilog=f"checks:\n{told}\n\nExit code: 0 without findings, 1 with findings, 2 where a check cannot run.",
    )  # fmt: skip
    reader.add_argument("checks", nargs="*", metavar="CHECK", help="which to run, of those below; default: all")
    reader.add_argument("--root", type=Path, default=PROJECT, help="the edition's folder; default: this project")
    given = reader.parse_args(arguments)
    if unknown := [name for name in given.checks if name not in CHECKS]:
        reader.error(f"no check is called {', '.join(unknown)}; there are {', '.join(CHECKS)}")
    return given.checks, given.root.resolve()


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
