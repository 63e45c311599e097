"""The schema of the edition is a subset of TEI: asked of libxml2 and jing, with the schema of the whole of TEI.

The whole group is left out where `TEI_ALL_RNG` names no schema; see `conftest.py`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from lxml import etree

from edition.annotate import blocks, files
from edition.annotate.mentions import Mentions
from edition.tei import documents
from edition.tei.names import tei
from edition.tei.pointers import POINTERS
from edition.validate.pointers import POINTERS_ON
from tests.annotating import entries_of, register_file
from tests.relaxng_samples import RNG, Samples

pytestmark = pytest.mark.tei_all

PROJECT = Path(__file__).parent.parent
SCHEMA = PROJECT / "tei" / "schema" / "edition.rng"
AT_MOST = 400
TEXT = "#text"
# libxml2 is slow with elements nested as no author nests them: it gets every so many; jing gets all.
SOME = 4

# Attributes of tei_all with addresses that never lead into an edition: of the schema language ODD, of web vocabularies.
OTHER_ADDRESSES = frozenset("defaultExceptions except filter name ns property uri xml:base".split())


@pytest.fixture(scope="session")
def made_documents(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Documents made at random from the schema of the edition, as many as it takes until each element occurs."""
    grammar = etree.parse(SCHEMA).getroot()
    samples = Samples(grammar, depth=9)
    folder = tmp_path_factory.mktemp("made")
    missing = {pattern.get("name", "") for pattern in grammar.iter(f"{RNG}element")}
    files: list[Path] = []
    while missing and len(files) < AT_MOST:
        root = samples.document()
        missing -= {etree.QName(element).localname for element in root.iter(etree.Element)}
        files.append(folder / f"{len(files)}.xml")
        files[-1].write_bytes(etree.tostring(root))
    assert not missing
    return files


def shipped_documents() -> list[Path]:
    """The TEI files of the shipped edition."""
    return documents.find(PROJECT / "tei")


def refused_by_jing(schema: Path, files: Sequence[Path]) -> str:
    """What jing has against some files, "" if nothing."""
    jing = shutil.which("jing")
    if jing is None:
        pytest.fail("jing is not installed (Debian package `jing`).")
    done = subprocess.run([jing, str(schema), *map(str, files)], capture_output=True, encoding="utf-8", check=False)
    return "" if done.returncode == 0 else done.stdout or done.stderr


def test_there_are_documents_to_ask_about() -> None:
    assert len(shipped_documents()) > 100


def test_shipped_documents_are_valid_for_libxml2(tei_all: etree.RelaxNG) -> None:
    refused = [file.name for file in shipped_documents() if not tei_all.validate(_parsed(file))]
    assert refused == []


def test_shipped_documents_are_valid_for_jing() -> None:
    assert refused_by_jing(Path(os.environ["TEI_ALL_RNG"]), shipped_documents()) == ""


def test_made_documents_are_valid_against_the_schema_of_the_edition(made_documents: list[Path]) -> None:
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    assert [file.name for file in made_documents[::SOME] if not schema.validate(_parsed(file))] == []
    assert refused_by_jing(SCHEMA, made_documents) == ""


def test_made_documents_are_valid_for_libxml2(tei_all: etree.RelaxNG, made_documents: list[Path]) -> None:
    assert [file.name for file in made_documents[::SOME] if not tei_all.validate(_parsed(file))] == []


def test_made_documents_are_valid_for_jing(made_documents: list[Path]) -> None:
    assert refused_by_jing(Path(os.environ["TEI_ALL_RNG"]), made_documents) == ""


def test_every_pointing_attribute_of_tei_is_known() -> None:
    pointing = {name for name, _ in _pointing_attributes()} - OTHER_ADDRESSES
    assert pointing <= POINTERS | POINTERS_ON.keys()


def test_attributes_that_point_on_some_elements_are_known_on_all_of_those() -> None:
    for name, element in _pointing_attributes():
        if name in POINTERS_ON and element not in ("schemaSpec", "attRef"):
            assert element in POINTERS_ON[name], f"{element}/@{name}"


def test_annotate_marks_up_no_words_where_tei_allows_no_names() -> None:
    left_alone = blocks.CLOSED | blocks.PASSED | blocks.HOLD_NO_NAMES
    contents = _contents()
    with_words = {element for element in _within("text", contents) if TEXT in contents[element]}
    for name in ("persName", "name", "rs", "date", "ref"):
        refused = {tei(element) for element in with_words if name not in contents[element]}
        assert refused <= left_alone | {tei("egXML")}, name


def test_made_documents_stay_valid_for_jing_when_annotate_marks_up_their_words(
    made_documents: list[Path], tmp_path: Path
) -> None:
    known = Mentions.of(entries_of(register_file('<person xml:id="a"><persName>word</persName></person>')))
    written: list[Path] = []
    for file in made_documents:
        done = files.annotate(file.read_bytes(), file.name, file.name, (known,))
        if done.content:
            written.append(tmp_path / file.name)
            written[-1].write_bytes(done.content)
    assert len(written) > 10
    assert refused_by_jing(Path(os.environ["TEI_ALL_RNG"]), written) == ""
    assert refused_by_jing(SCHEMA, written) == ""


def _within(element: str, contents: Mapping[str, set[str]]) -> set[str]:
    """All elements that may stand within one, at any depth, registers left out."""
    found, waiting = set[str](), [element]
    while waiting:
        one = waiting.pop()
        if one in contents and one not in found and tei(one) not in blocks.CLOSED:
            found.add(one)
            waiting += contents[one]
    return found


def _contents() -> dict[str, set[str]]:
    """What each element of tei_all may directly hold: the names of elements, and `TEXT`."""
    grammar = etree.parse(os.environ["TEI_ALL_RNG"])
    defines = {define.get("name"): define for define in grammar.iter(f"{RNG}define")}
    found: dict[str, set[str]] = {}
    for define in defines.values():
        for element in define.findall(f"{RNG}element[@name]"):
            found.setdefault(element.get("name", ""), set()).update(_content(element, defines, set()))
    return found


def _content(pattern: etree._Element, defines: dict[str | None, etree._Element], seen: set[str]) -> Iterator[str]:
    for part in pattern.iterchildren(etree.Element):
        name = part.get("name", "")
        if part.tag == f"{RNG}element":
            yield name
        elif part.tag == f"{RNG}text":
            yield TEXT
        elif part.tag == f"{RNG}ref" and name not in seen:
            seen.add(name)
            yield from _content(defines[name], defines, seen)
        elif part.tag not in (f"{RNG}ref", f"{RNG}attribute"):
            yield from _content(part, defines, seen)


def _pointing_attributes() -> Iterator[tuple[str, str]]:
    """Yield each attribute of tei_all that holds addresses, with each element that has it."""
    grammar = etree.parse(os.environ["TEI_ALL_RNG"])
    defines = {define.get("name"): define for define in grammar.iter(f"{RNG}define")}
    for define in defines.values():
        for element in define.findall(f"{RNG}element[@name]"):
            for attribute in _attributes(element, defines, set()):
                if attribute.find(f".//{RNG}data[@type='anyURI']") is not None:
                    yield attribute.get("name", ""), element.get("name", "")


def _attributes(
    pattern: etree._Element, defines: dict[str | None, etree._Element], seen: set[str]
) -> Iterator[etree._Element]:
    for part in pattern:
        name = part.get("name", "")
        if part.tag == f"{RNG}attribute":
            yield part
        elif part.tag == f"{RNG}ref" and name.startswith("att.") and name not in seen:
            seen.add(name)
            yield from _attributes(defines[name], defines, seen)
        elif part.tag != f"{RNG}ref":
            yield from _attributes(part, defines, seen)


def _parsed(file: Path) -> etree._ElementTree:
    return etree.parse(file, documents.parser())
