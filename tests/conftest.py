"""What tests share: the shipped edition built once, a server for it, a browser, and the schema tei_all if named."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from lxml import etree

from tests import running
from tests.browser import find_chromium
from tests.browser.serving import served
from tests.sharing import made_once

PROJECT = Path(__file__).parent.parent

# What makes an edition's folder; templates and styles come with the package.
EDITION = ("config.yml", "errata.yml", "sources", "tei", "pages")
# A few words of an interface from right to left.
ARABIC = """
document: {between: إلى, from: من, to: إلى}
documents:
  count: {zero: لا وثائق, one: وثيقة, two: وثيقتان, few: "{count} وثائق", many: "{count} وثيقة", other: "{count} وثيقة"}
"""


# How long an example takes says more of the machine than of the code.
settings.register_profile("edition", deadline=None)
settings.load_profile("edition")


def pytest_configure(config: pytest.Config) -> None:
    """Stop at once when TEI_ALL_RNG names a file that is not there."""
    named = os.environ.get("TEI_ALL_RNG")
    if named and not Path(named).is_file():
        raise pytest.UsageError(f"TEI_ALL_RNG is {named}, but there is no such file.")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the checks against tei_all out when nothing names the schema; the summary says so."""
    if os.environ.get("TEI_ALL_RNG"):
        return
    left_out = [item for item in items if item.get_closest_marker("tei_all")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("tei_all")]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line whether the checks against tei_all ran: also under `--quiet`, when there is no header."""
    named = os.environ.get("TEI_ALL_RNG")
    told = f"against {named}" if named else "left out (TEI_ALL_RNG=/path/to/tei_all.rng makes them run)"
    terminalreporter.write_line(f"Checks marked tei_all: {told}.")


@pytest.fixture(scope="session")
def tei_all() -> etree.RelaxNG:
    """The schema of the whole of TEI that TEI_ALL_RNG names, compiled once. Only for tests marked `tei_all`."""
    return etree.RelaxNG(etree.parse(os.environ["TEI_ALL_RNG"]))


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; fails with a hint when there is none."""
    found = find_chromium.find()
    if found is None:
        pytest.fail(find_chromium.HINT)
    return found


@pytest.fixture(scope="session")
def shipped_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped edition's folder, built: for tests that read. One that writes makes its own copy."""

    def make(root: Path) -> None:
        run_edition("build", "--quiet", root=copy_edition(root), check=True)

    return made_once(tmp_path_factory, "shipped", make)


@pytest.fixture(scope="session")
def built_site(shipped_edition: Path) -> Path:
    """The folder of the shipped edition's finished site."""
    return shipped_edition / "build"


@pytest.fixture(scope="session")
def site_url(built_site: Path) -> Iterator[str]:
    """The address, ending in a slash, under which the finished site is served on this machine alone."""
    with served(built_site) as url:
        yield url


@pytest.fixture(scope="session")
def harbours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the letters of four harbours, some from right to left, with an English interface."""

    def make(root: Path) -> None:
        shutil.copytree(PROJECT / "tests" / "harbours", root, dirs_exist_ok=True)
        run_edition("build", "--quiet", root=root, check=True)

    return made_once(tmp_path_factory, "harbours", make) / "build"


@pytest.fixture(scope="session")
def from_right_to_left(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with an interface that is Arabic as far as it needs to be."""

    def make(root: Path) -> None:
        shutil.copytree(PROJECT / "tests" / "harbours", root, dirs_exist_ok=True)
        (root / "config.yml").write_text("title: رسائل\nlanguage: ar\n", encoding="utf-8")
        (root / "site_templates" / "interface").mkdir(parents=True)
        (root / "site_templates" / "interface" / "ar.yml").write_text(ARABIC, encoding="utf-8")
        run_edition("build", "--quiet", root=root, check=True)

    return made_once(tmp_path_factory, "harbours-from-right-to-left", make) / "build"


def copy_edition(target: Path) -> Path:
    """Copy the shipped edition's own files, nothing built, into `target`; return `target`."""
    target.mkdir(exist_ok=True)
    for name in EDITION:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, target / name)
        else:
            shutil.copy2(source, target / name)
    return target


def run_edition(*arguments: str, root: Path, check: bool = False) -> subprocess.CompletedProcess[str]:
    """Run an `edition` command on the edition in `root`, in a process of its own.

    With `check`, a non-zero exit code fails the test and shows what the command printed.
    """
    done = running.run(*arguments, "--root", str(root))
    if check and done.returncode:
        pytest.fail(f"{' '.join(done.args)} ended with exit code {done.returncode}:\n{done.stdout}{done.stderr}")
    return done
