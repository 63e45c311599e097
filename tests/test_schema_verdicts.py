"""The compiled schema beside other programs and the whole of TEI: the same verdicts, and nothing that TEI refuses.

The whole group is left out where `TEI_ALL_RNG` names no schema; see `conftest.py`.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from edition.tei import documents
from tests.relaxng_samples import RNG, Samples

pytestmark = pytest.mark.tei_all

PROJECT = Path(__file__).parent.parent
ODD = PROJECT / "tei" / "schema" / "edition.odd"
SCHEMA = PROJECT / "tei" / "schema" / "edition.rng"
REFUSED = re.compile(r"^(.+?):\d+:\d+: (?:error|fatal):", re.MULTILINE)

GRAMMAR = etree.parse(SCHEMA).getroot()
NAMES = sorted({pattern.get("name", "") for pattern in GRAMMAR.iter(f"{RNG}element")})
ATTRIBUTES = sorted({pattern.get("name", "") for pattern in GRAMMAR.iter(f"{RNG}attribute")} - {"xml:id", "xml:lang"})

# One test asks jing about all its documents at once: starting it takes longer than the checking.
BATCH = 25
SETTINGS = settings(max_examples=4, derandomize=True, database=None)
SEEDS = st.integers(0, 2**32 - 1)


def made(seed: int, count: int = BATCH, depth: int = 8) -> list[etree._Element]:
    """Documents made at random from the compiled schema."""
    samples = Samples(GRAMMAR, seed=seed, depth=depth)
    return [samples.document() for _ in range(count)]


def refused_by_jing(schema: Path, files: Sequence[Path]) -> set[str]:
    """The names of the files that jing refuses."""
    jing = shutil.which("jing")
    if jing is None:
        pytest.fail("jing is not installed (Debian package `jing`).")
    done = subprocess.run([jing, str(schema), *map(str, files)], capture_output=True, encoding="utf-8", check=False)
    refused = {Path(file).name for file in REFUSED.findall(done.stdout)}
    assert bool(refused) is bool(done.returncode), done.stdout + done.stderr
    return refused


def written(roots: Sequence[etree._Element], folder: str) -> list[Path]:
    """The documents as files 0.xml, 1.xml, …"""
    files = [Path(folder) / f"{number}.xml" for number in range(len(roots))]
    for file, root in zip(files, roots, strict=True):
        file.write_bytes(etree.tostring(root))
    return files


def test_the_odd_is_valid_tei() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # jing knows no other ending than that of XML files when it prints their names.
        copy = Path(folder) / "odd.xml"
        shutil.copy(ODD, copy)
        assert refused_by_jing(Path(os.environ["TEI_ALL_RNG"]), [copy]) == set()


@SETTINGS
@given(seed=SEEDS)
def test_documents_of_the_schema_are_valid_against_the_whole_of_tei(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = written(made(seed), folder)
        assert refused_by_jing(SCHEMA, files) == set()
        assert refused_by_jing(Path(os.environ["TEI_ALL_RNG"]), files) == set()


@SETTINGS
@given(seed=SEEDS)
def test_libxml2_and_jing_say_the_same_of_broken_documents(seed: int) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    # libxml2 is slow with elements nested as no author nests them.
    roots = made(seed, depth=6)
    chance = random.Random(seed)
    for root in roots:
        chance.choice(CHANGES)(root, chance)
    with tempfile.TemporaryDirectory() as folder:
        files = written(roots, folder)
        refused = {file.name for file in files if not schema.validate(etree.parse(file, documents.parser()))}
        assert refused == refused_by_jing(SCHEMA, files)


def _some(root: etree._Element, chance: random.Random) -> etree._Element:
    return chance.choice(list(root.iter(etree.Element)))


def _renamed(root: etree._Element, chance: random.Random) -> None:
    element = _some(root, chance)
    element.tag = f"{{{etree.QName(element).namespace}}}{chance.choice(NAMES)}"


def _without_an_attribute(root: etree._Element, chance: random.Random) -> None:
    element = chance.choice([one for one in root.iter(etree.Element) if len(one.attrib)])
    del element.attrib[chance.choice(sorted(map(str, element.attrib)))]


def _with_an_attribute(root: etree._Element, chance: random.Random) -> None:
    value = chance.choice(["word", "#here", "12", "1942-07-31", "high", "two words", "", "sent"])
    _some(root, chance).set(chance.choice(ATTRIBUTES), value)


def _with_words(root: etree._Element, chance: random.Random) -> None:
    element = _some(root, chance)
    element.text = "Words " + (element.text or "")


def _without_a_child(root: etree._Element, chance: random.Random) -> None:
    parent = chance.choice([one for one in root.iter(etree.Element) if len(one)])
    parent.remove(chance.choice(list(parent)))


def _in_another_order(root: etree._Element, chance: random.Random) -> None:
    parent = chance.choice([one for one in root.iter(etree.Element) if len(one)])
    parent[:] = sorted(parent, key=lambda _: chance.random())


CHANGES: tuple[Callable[[etree._Element, random.Random], None], ...] = (
    _renamed,
    _without_an_attribute,
    _with_an_attribute,
    _with_words,
    _without_a_child,
    _in_another_order,
)
