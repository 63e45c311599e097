"""The schema of the whole of TEI: the same verdicts as jing, and no need to wait for it."""

from __future__ import annotations

import copy
import os
import random
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from edition.diagnostics import Severity
from edition.tei import documents
from edition.validate.files import inspect
from edition.validate.relaxng.schema import Schema
from edition.validate.schemas import SchemaPath, Schemas
from tests.test_relaxng import change
from tests.test_tei_all import shipped_documents

pytestmark = pytest.mark.tei_all

GRAMMATICAL = frozenset(
    """element-not-allowed element-incomplete attribute-not-allowed attribute-missing value-not-allowed text-not-allowed
    repeated-id""".split()
)
REFUSED = re.compile(r"(\d+)\.xml:\d+:\d+: (?:error|fatal)")


@pytest.fixture(scope="module")
def schema() -> Path:
    return Path(os.environ["TEI_ALL_RNG"])


def refused_by_jing(schema: Path, files: Sequence[Path]) -> set[str]:
    """The names, without ending, of the files that jing refuses."""
    jing = shutil.which("jing")
    if jing is None:
        pytest.fail("jing is not installed (Debian package `jing`).")
    done = subprocess.run([jing, str(schema), *map(str, files)], capture_output=True, encoding="utf-8", check=False)
    return set(REFUSED.findall(done.stdout))


def refused_here(schema: Path, files: Sequence[Path]) -> set[str]:
    """The names, without ending, of the files with a finding that is about grammar or identifiers."""
    known = Schemas(named=(SchemaPath(schema, schema.name, schema.parent),))
    found = {file.stem: inspect(file, file.parent, known=known).diagnostics for file in files}
    return {name for name, told in found.items() if any(each.code.label in GRAMMATICAL for each in told)}


def test_documents_changed_at_random_are_judged_as_by_jing(schema: Path, tmp_path: Path) -> None:
    chance = random.Random(1943)
    trees = [etree.parse(file, documents.parser()) for file in shipped_documents()[::3]]
    files = []
    for number in range(300):
        tree = copy.deepcopy(chance.choice(trees))
        for _ in range(chance.randint(1, 2)):
            change(tree, chance, trees)
        if etree.QName(tree.getroot()).localname == "TEI":
            files.append(tmp_path / f"{number}.xml")
            tree.write(files[-1], encoding="utf-8")
    refused = refused_by_jing(schema, files)
    assert refused_here(schema, files) == refused
    assert 50 < len(refused) < len(files) - 50


def test_the_shipped_edition_has_no_finding(schema: Path) -> None:
    known = Schemas(named=(SchemaPath(schema, schema.name, schema.parent),))
    folder = Path(__file__).parent.parent / "tei"
    found = [each for file in shipped_documents() for each in inspect(file, folder, known=known).diagnostics]
    assert [each for each in found if each.severity is Severity.ERROR] == []


def test_the_schema_says_which_tei_it_is_made_from(schema: Path) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", Schema(schema, schema.name, schema.parent).tei_version)
