"""The project keeps its word: what README, package and lock file promise is there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import click
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import edition
from edition.cli import main
from tests.conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
DOCUMENTATION = [PROJECT / "README.md", PROJECT / "benchmarks" / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]


def test_every_command_of_the_documentation_exists() -> None:
    assert isinstance(main, click.Group)
    told = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTATION)
    named = set(re.findall(r"(?:^|`|/)edition ([a-z]+)", told, re.MULTILINE))
    assert {"ingest", "validate", "audit", "build", "serve"} <= named <= set(main.commands)


def test_every_option_that_the_readme_gives_to_commands_is_theirs() -> None:
    assert isinstance(main, click.Group)
    options = {name: {option for of in command.params for option in of.opts} for name, command in main.commands.items()}
    # `explain` needs no edition, and has one thing to say.
    assert all({"--root", "--quiet"} <= known for name, known in options.items() if name != "explain")
    assert all("--jobs" in options[name] for name in ("ingest", "validate", "build"))
    assert "--keep-going" in options["build"]


def test_every_make_target_of_the_documentation_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in DOCUMENTATION:
        named = re.findall(r"`make ([a-z]+)`", path.read_text(encoding="utf-8"))
        assert set(named) <= targets, path


def test_the_readme_opens_with_the_two_commands() -> None:
    first_block = README.split("```")[1]
    assert [line.split("#")[0].strip() for line in first_block.splitlines()[1:]] == ["make site", "make test"]


def test_every_relative_link_of_the_documentation_leads_to_a_file() -> None:
    for path in DOCUMENTATION:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_version_is_the_same_everywhere() -> None:
    citation = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    assert str(citation["version"]) == edition.__version__
    assert f"## [{edition.__version__}] – {citation['date-released']}" in _text("CHANGELOG.md")


def test_every_dependency_has_a_lower_bound_that_the_lock_file_keeps() -> None:
    locked = _locked()
    for requirement in _declared():
        assert [bound.operator for bound in requirement.specifier] == [">="], requirement
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)]), requirement


def test_the_lock_file_covers_what_the_dependencies_need_in_turn() -> None:
    locked = _locked()
    seen: set[str] = set()
    open_ones = _declared()
    while open_ones:
        requirement = open_ones.pop()
        name = canonicalize_name(requirement.name)
        assert name in locked, f"{requirement} is not in constraints.txt; make lock writes it anew"
        if name in seen:
            continue
        seen.add(name)
        extras = requirement.extras or {""}
        for needed in map(Requirement, requires(requirement.name) or []):
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                open_ones.append(needed)
    assert seen == set(locked), "constraints.txt has more than is needed; make lock writes it anew"


def test_no_file_of_the_project_names_a_place_on_a_machine_or_a_registry() -> None:
    telling = re.compile(r"/(?:work|home|root|Users)/\w|pypi\.org|npmjs\.org|deb\.debian")
    found = [
        f"{path.relative_to(PROJECT)}:{number}: {line.strip()[:80]}"
        for path in _files_of_the_project()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if telling.search(line)
    ]
    assert found == []


def test_nothing_in_the_program_knows_the_shipped_edition() -> None:
    telling = re.compile("churchill|stalin|roosevelt|harriman|kerr", re.IGNORECASE)
    found = [
        path.relative_to(PROJECT).as_posix()
        for folder in ("edition", "site_templates")
        for path in sorted((PROJECT / folder).rglob("*"))
        if path.is_file()
        and "__pycache__" not in path.parts
        and telling.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the project, built here and now."""
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(target)]
    subprocess.run(command, cwd=PROJECT, check=True, capture_output=True)
    return next(target.glob("*.whl"))


def test_the_wheel_has_package_templates_assets_and_schema_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, within in (("edition", "edition"), ("site_templates", "edition/site_templates")):
        for path in (PROJECT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{within}/{path.relative_to(PROJECT / folder).as_posix()}" in names
    assert "edition/schema/edition.rng" in names
    assert {name.split("/")[0] for name in names} == {"edition", f"tei_edition-{edition.__version__}.dist-info"}


def test_the_wheel_makes_an_edition_far_from_the_checkout(wheel: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(package)
    root = shutil.copytree(PROJECT / "tests" / "hamlets", tmp_path / "copy")
    environment = {**os.environ, "PYTHONPATH": str(package)}
    where = [sys.executable, "-c", "import edition; print(edition.__file__)"]
    assert str(package) in subprocess.check_output(where, cwd=root, env=environment, text=True)
    for stage in ("ingest", "annotate", "build"):
        command = [sys.executable, "-m", "edition", stage]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (root / "build" / "index.html").is_file()


def _text(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


def _declared() -> list[Requirement]:
    """All requirements that pyproject.toml names, those of the tests included."""
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    declared = [Requirement(line) for group in groups for line in group]
    return [one for one in declared if one.name != project["name"]]  # the tests ask for the extras of the project


def _locked() -> dict[str, Version]:
    """Names and versions of constraints.txt."""
    lines = (line.partition("#")[0].strip() for line in _text("constraints.txt").splitlines())
    pairs = (line.split("==") for line in lines if line)
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def _files_of_the_project() -> Iterator[Path]:
    """Text files that git tracks or would, the source texts as received left out."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    for name in listed.split("\0"):
        if name and not name.endswith(("/source.txt", ".woff2", ".png")) and (PROJECT / name).is_file():
            yield PROJECT / name
