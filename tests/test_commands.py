"""Each command on what it cannot use: a clear message, exit code 1 or 2, no traceback, and nothing lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import run_edition
from tests.ingesting import CONFIG, NAME, edition

PROFILE = r"blocks: {heading: 'No\. (?P<number>\d+)'}"
SOURCE = "No. 1\n\nThe hay is in.\n\nNo. 2\n\nThe rye is not.\n"
COMMANDS = ("ingest", "validate", "audit", "build", "serve")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small edition, ingested and built; for tests that copy it."""
    root = edition(tmp_path_factory.mktemp("whole") / "edition", SOURCE, PROFILE)
    (root / "tei" / "schema").mkdir(parents=True)
    run_edition("ingest", root=root, check=True)
    run_edition("build", root=root, check=True)
    return root


@pytest.fixture
def root(whole: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(whole, tmp_path / "edition")
    return tmp_path / "edition"


def told(done: subprocess.CompletedProcess[str], code: int) -> str:
    """What a command said on standard error; it must have ended with this code and without a traceback."""
    assert "Traceback" not in done.stderr + done.stdout
    assert done.returncode == code, done.stderr + done.stdout
    return done.stderr


def content(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


CONFIG_MISTAKES = {
    "": "config.yml: error: The key `title` is missing. [bad-value]",
    "title: [": "error: Not YAML",
    "title: Letters\ntitel: Letters\n": "config.yml:2: error: Nothing reads the key `titel`. [unknown-key]",
    "title: Letters\ntitle: More\n": "config.yml:2:1: error: The key `title` stands here a second time.",
    "title: Letters\nsources: letters\n": "config.yml:2: error: `sources` is 'letters'",
    "- Letters\n": "config.yml:1: error: config.yml is not a list of keys with values.",
}


@pytest.mark.parametrize("config", CONFIG_MISTAKES)
def test_a_config_that_cannot_be_used(config: str, root: Path) -> None:
    (root / "config.yml").write_text(config, encoding="utf-8")
    before = content(root)
    assert CONFIG_MISTAKES[config] in told(run_edition("ingest", root=root), 2)
    assert content(root) == before


@pytest.mark.parametrize("command", ["ingest", "audit", "build"])
def test_a_config_that_is_not_there(command: str, root: Path) -> None:
    (root / "config.yml").unlink()
    found = told(run_edition(command, root=root), 2)
    assert f"The folder {root.resolve()} is no edition: it has no config.yml. [file-missing]" in found
    assert "--root" in found


def test_an_unknown_key_of_the_config_has_a_suggestion(root: Path) -> None:
    (root / "config.yml").write_text("titel: Letters\n", encoding="utf-8")
    assert "Did you mean `title`?" in told(run_edition("ingest", root=root), 2)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_folder_that_is_not_there(command: str, tmp_path: Path) -> None:
    said = told(run_edition(command, root=tmp_path / "nowhere"), 1 if command == "validate" else 2)
    assert "error: " in said


@pytest.mark.parametrize("command", COMMANDS)
def test_an_option_that_is_none(command: str, root: Path) -> None:
    assert "No such option" in told(run_edition(command, "--fastest", root=root), 2)


def test_ingest_of_a_source_that_is_not_there(root: Path) -> None:
    before = content(root)
    said = told(run_edition("ingest", "leters", root=root), 1)
    assert "sources/leters: error: There is no source sources/leters. [file-missing]" in said
    assert "Sources that are there: letters." in said
    assert content(root) == before


def test_one_bad_source_does_not_hide_the_others(root: Path) -> None:
    (root / "config.yml").write_text(CONFIG.replace(NAME, f"bad, {NAME}, worse"), encoding="utf-8")
    for name, text in (("bad", "No. 1\n\nThe hay.\n\nNo. 1\n\nAgain.\n"), ("worse", "")):
        edition(root, text, PROFILE, name=name)
    (root / "config.yml").write_text(CONFIG.replace(NAME, f"bad, {NAME}, worse"), encoding="utf-8")
    edition_source = root / "sources" / NAME / "source.txt"
    edition_source.write_text(SOURCE.replace("hay is in", "hay is out"), encoding="utf-8")
    said = told(run_edition("ingest", root=root), 1)
    assert "sources/bad/source.txt:5:1: error: No. 1 stands here again" in said
    assert "sources/worse/source.txt: error: The source is empty. [empty-file]" in said
    assert "hay is out" in (root / "tei" / NAME / f"{NAME}-1.xml").read_text(encoding="utf-8")
    assert not (root / "tei" / "bad").exists()
    assert not (root / "sources" / "bad" / "identifiers.yml").exists()


def test_a_source_that_turned_bad_leaves_its_documents_as_they_were(root: Path) -> None:
    (root / "sources" / NAME / "source.txt").write_bytes(b"No. 1\n\nL'\xe9t\xe9\n")
    before = content(root)
    said = told(run_edition("ingest", root=root), 1)
    assert "sources/letters/source.txt:3: error: Byte 0xe9 is not UTF-8. [not-utf8]" in said
    assert content(root) == before


def test_validate_of_a_path_that_is_not_there(root: Path) -> None:
    said = told(run_edition("validate", str(root / "tei" / "leters"), root=root), 2)
    assert "[file-missing]" in said


def test_validate_of_a_file_that_is_not_well_formed(root: Path) -> None:
    path = root / "tei" / NAME / f"{NAME}-1.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("</body>", "", 1), encoding="utf-8")
    said = told(run_edition("validate", root=root), 1)
    assert "tei/letters/letters-1.xml:" in said
    assert "[malformed]" in said


def test_validate_of_an_edition_without_documents(tmp_path: Path) -> None:
    root = edition(tmp_path, SOURCE, PROFILE)
    assert "tei: error: " in told(run_edition("validate", root=root), 1)


def test_audit_finds_a_word_that_was_lost(root: Path) -> None:
    path = root / "tei" / NAME / f"{NAME}-1.xml"
    path.write_text(path.read_text(encoding="utf-8").replace("The hay is in.", "The is in."), encoding="utf-8")
    assert "[not-the-source]" in told(run_edition("audit", root=root), 1)


def test_audit_of_a_document_that_is_not_there(root: Path) -> None:
    (root / "tei" / NAME / f"{NAME}-1.xml").unlink()
    said = told(run_edition("audit", root=root), 1)
    assert "tei/letters/letters-1.xml: error: " in said
    assert "[file-missing]" in said


def test_build_with_an_error_leaves_the_site_as_it_was(root: Path) -> None:
    (root / "tei" / NAME / f"{NAME}-1.xml").write_text("<TEI", encoding="utf-8")
    before = content(root / "build")
    assert "[malformed]" in told(run_edition("build", root=root), 1)
    assert content(root / "build") == before


def test_build_that_keeps_going_publishes_the_rest(root: Path) -> None:
    (root / "tei" / NAME / f"{NAME}-1.xml").write_text("<TEI", encoding="utf-8")
    assert "[malformed]" in told(run_edition("build", "--keep-going", root=root), 1)
    pages = "".join(path.read_text(encoding="utf-8") for path in (root / "build").rglob("*.html"))
    assert "The rye is not." in pages
    assert "The hay is in." not in pages
    assert "letters-1.xml" in pages, "the site says what is missing"


def test_serve_without_a_site(tmp_path: Path) -> None:
    root = edition(tmp_path, SOURCE, PROFILE)
    said = told(run_edition("serve", "--port", "0", root=root), 2)
    assert "edition build" in said
