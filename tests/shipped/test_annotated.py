"""The shipped edition annotated, with a register of the test's own: no word changes, audit and ingest hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from edition.tei import markup
from tests.annotating import register_file
from tests.conftest import copy_edition, run_edition

ENTRIES = """<person xml:id="stalin"><persName>Stalin</persName><persName>J. V. Stalin</persName></person>
<person xml:id="molotov"><persName>Molotov</persName><persName>V. M. Molotov</persName></person>
<place xml:id="moscow"><placeName>Moscow</placeName></place>
<org xml:id="red-army"><orgName>Red Army</orgName></org>"""
NAME = "tests-register.xml"


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped edition without what annotate put in, and without its registers."""
    root = copy_edition(tmp_path_factory.mktemp("bare"))
    for file in sorted((root / "tei").rglob("*.xml")):
        file.write_bytes(markup.stripped(file.read_bytes()))
        if "registers" in file.parts:
            file.unlink()
    for name in ("decisions.yml", "references.yml"):
        (root / "tei/registers" / name).unlink(missing_ok=True)
    return root


@pytest.fixture(scope="module")
def annotated(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, annotated."""
    root = tmp_path_factory.mktemp("annotated")
    copy_of(bare, root)
    (root / "tei" / NAME).write_bytes(register_file(ENTRIES))
    run_edition("annotate", "--quiet", root=root, check=True)
    return root


def copy_of(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file():
            (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
            (target / path.relative_to(source)).write_bytes(path.read_bytes())


def contents(root: Path) -> dict[str, bytes]:
    files = (path for path in sorted((root / "tei").rglob("*.xml")) if path.name != NAME)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_mentions_are_found_and_no_character_of_a_text_is_changed(bare: Path, annotated: Path) -> None:
    before, after = contents(bare), contents(annotated)
    assert sum(content.count(b'resp="#annotate"') for content in after.values()) > 100
    assert {name: markup.stripped(content) for name, content in after.items()} == before
    for name, content in after.items():
        assert characters(content) == characters(before[name])


def test_the_audit_holds(annotated: Path) -> None:
    done = run_edition("audit", root=annotated, check=True)
    assert "0 unaccounted for." in done.stdout
    assert "No findings." in done.stderr


def test_ingest_leaves_mentions_and_hand_edits_alone(tmp_path: Path) -> None:
    copy_edition(tmp_path)
    shipped = contents(tmp_path)
    run_edition("ingest", root=tmp_path, check=True)
    assert contents(tmp_path) == shipped
    edited = tmp_path / "tei/churchill-1942/churchill-1942-28.xml"
    edited.write_bytes(edited.read_bytes().replace(b"I am much concerned", b"I am much, much concerned"))
    kept = contents(tmp_path)
    done = run_edition("ingest", root=tmp_path, check=True)
    assert "churchill-1942-28.xml: warning: This file was edited by hand; the edits were kept." in done.stderr
    run_edition("annotate", "--quiet", root=tmp_path, check=True)
    assert contents(tmp_path) == kept


def characters(content: bytes) -> str:
    text = etree.fromstring(content).find("{*}text")
    return "" if text is None else "".join(map(str, text.itertext()))
