"""The ODD of the edition and its compiler: what is compiled, what is refused, and that the examples keep their word."""

from __future__ import annotations

import copy
import shutil
from functools import cache
from pathlib import Path

import pytest
from lxml import etree, isoschematron  # type: ignore[attr-defined]  # the stubs lack it

from edition.diagnostics import Code, Diagnostic, EditionError
from edition.odd import default, guide, reading, relaxng, schematron
from edition.odd.model import ClassSpec, ElementSpec, Example, Odd
from edition.pipeline.schema import schema
from edition.tei import documents
from edition.tei.names import TEI
from tests import examples
from tests.conftest import run_edition
from tests.ingesting import edition

PROJECT = Path(__file__).parent.parent
SCHEMAS = PROJECT / "tei" / "schema"
SMALL = PROJECT / "tests" / "examples" / "odd" / "small.odd"
HERE = "<!-- HERE -->\n"
RNG = f"{{{relaxng.RELAXNG}}}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
XMLNS = (f' xmlns="{relaxng.RELAXNG}"', f' xmlns:a="{relaxng.ANNOTATIONS}"')


@cache
def shipped() -> Odd:
    """The ODD of the shipped edition."""
    return reading.read(SCHEMAS / "edition.odd", "edition.odd")


@cache
def grammar_from(ident: str) -> etree.RelaxNG:
    """The compiled grammar of the shipped ODD, for documents that begin with one of its elements."""
    root = copy.deepcopy(etree.parse(SCHEMAS / "edition.rng").getroot())
    start = root.find(f"{RNG}start")
    assert start is not None
    start[:] = [etree.Element(f"{RNG}ref", name=ident)]
    return etree.RelaxNG(root)


@cache
def rules() -> isoschematron.Schematron:
    """The compiled rules of the shipped ODD."""
    return isoschematron.Schematron(etree.parse(SCHEMAS / "edition.sch"), store_report=True)


def broken_rules(root: etree._Element) -> set[str]:
    """The names of the rules that a document breaks."""
    rules().validate(etree.ElementTree(root))
    broken, rule = set(), ""
    for one in rules().validation_report.getroot():
        if one.tag == f"{SVRL}active-pattern":
            rule = one.get("id", "")
        elif one.tag in (f"{SVRL}failed-assert", f"{SVRL}successful-report"):
            broken.add(rule)
    return broken


def as_element(example: Example) -> etree._Element:
    """The first element of an example, alone."""
    [first, *_] = etree.fromstring(f'<all xmlns="{TEI}">{example.code}</all>', documents.parser())
    alone = copy.deepcopy(first)
    alone.tail = None
    return alone


SPECS = {spec.ident: spec for spec in shipped().specs()}
EXAMPLES = [
    pytest.param(spec, example, id=f"{spec.ident}:{number}")
    for spec in SPECS.values()
    for number, example in enumerate(spec.examples, 1)
]


def test_the_compiled_schemas_are_what_the_odd_gives() -> None:
    assert schema(PROJECT, check=True).findings == ()


@pytest.mark.parametrize("ident", shipped().elements)
def test_every_element_has_an_example_that_is_right(ident: str) -> None:
    assert any(example.valid and not example.rule for example in shipped().elements[ident].examples)


@pytest.mark.parametrize(("spec", "example"), EXAMPLES)
def test_every_example_is_as_it_says(spec: ElementSpec | ClassSpec, example: Example) -> None:
    element = as_element(example)
    broken = broken_rules(element)
    fits = isinstance(spec, ElementSpec) and grammar_from(spec.ident).validate(element)
    if example.rule:
        assert (example.rule in broken) is not example.valid
    else:
        assert fits is example.valid
    if example.valid:
        assert broken == set()


@pytest.mark.parametrize("rule", sorted({rule.ident for rule in shipped().rules()}))
def test_every_rule_has_an_example_that_keeps_it_and_one_that_breaks_it(rule: str) -> None:
    about = [example.valid for spec in SPECS.values() for example in spec.examples if example.rule == rule]
    assert sorted(about) == [False, True]


def test_the_shipped_documents_break_no_rule() -> None:
    files = documents.find(PROJECT / "tei")
    assert [file.name for file in files if not rules().validate(etree.parse(file, documents.parser()))] == []


def small(specifications: str, folder: Path) -> Path:
    """An ODD with these specifications besides those of `small.odd`."""
    text = SMALL.read_text(encoding="utf-8")
    assert text.count(HERE) == 1
    (folder / "small.odd").write_text(text.replace(HERE, specifications + "\n"), encoding="utf-8")
    return folder / "small.odd"


ODD_EXAMPLES = examples.examples("odd")


@pytest.mark.parametrize("example", [one for one in ODD_EXAMPLES if "compiled.md" in str(one.id)])
def test_what_is_compiled(example: examples.Example, tmp_path: Path) -> None:
    root = etree.fromstring(relaxng.grammar(reading.read(small(example.input, tmp_path), "small.odd"), "Made."))
    defines = {define.get("name"): define for define in root.iter(f"{RNG}define")}
    wanted = etree.fromstring(f"<all xmlns:a='a'>{example.output}</all>").iter("define")
    told = "\n".join(_bare(defines[define.get("name")]) for define in wanted)
    assert told == example.output
    etree.RelaxNG(root)


def _bare(define: etree._Element) -> str:
    """A definition at the margin, without namespaces."""
    define.tail = None
    text = etree.tostring(define, encoding="unicode")
    for declaration in XMLNS:
        text = text.replace(declaration, "")
    return "\n".join(line.removeprefix("  ") for line in text.splitlines())


@pytest.mark.parametrize("example", [one for one in ODD_EXAMPLES if "refused.md" in str(one.id)])
def test_what_is_refused(example: examples.Example, tmp_path: Path) -> None:
    first = SMALL.read_text(encoding="utf-8").partition(HERE)[0].count("\n")
    with pytest.raises(EditionError) as refused:
        reading.read(small(example.input, tmp_path), "small.odd")
    assert all(found.code is Code.BAD_ODD for found in refused.value.diagnostics)
    told = [f"{(one.location.line or 0) - first}: {one.message} {one.help}" for one in refused.value.diagnostics]
    assert "\n".join(sorted(told, key=lambda line: (int(line.partition(":")[0]), line))) == example.output


def one_finding(error: EditionError) -> Diagnostic:
    """The finding of an error that has one."""
    [found] = error.diagnostics
    return found


@pytest.mark.parametrize("text", ["<TEI>", "<html/>", f'<TEI xmlns="{TEI}"><text><body/></text></TEI>'])
def test_a_file_that_is_no_odd(text: str, tmp_path: Path) -> None:
    (tmp_path / "edition.odd").write_text(text, encoding="utf-8")
    with pytest.raises(EditionError) as refused:
        reading.read(tmp_path / "edition.odd", "edition.odd")
    assert one_finding(refused.value).code in (Code.BAD_ODD, Code.MALFORMED)


def test_an_edition_without_an_odd_gets_the_default(tmp_path: Path) -> None:
    done = run_edition("schema", root=tmp_path, check=True)
    assert "tei/schema/edition.rng and tei/schema/edition.sch" in done.stdout
    for name in ("edition.odd", "edition.rng", "edition.sch"):
        assert (tmp_path / "tei" / "schema" / name).read_bytes() == (default.folder() / name).read_bytes()


def test_ingest_brings_the_default_and_leaves_what_is_there(tmp_path: Path) -> None:
    root = edition(tmp_path, "No. 1\n\nThe hay is in.\n", r"blocks: {heading: 'No\. (?P<number>\d+)'}")
    run_edition("ingest", root=root, check=True)
    run_edition("validate", root=root, check=True)
    run_edition("schema", "--check", root=root, check=True)
    own = root / "tei" / "schema" / "edition.rng"
    own.write_text("<grammar/>", encoding="utf-8")
    run_edition("ingest", root=root, check=True)
    assert own.read_text(encoding="utf-8") == "<grammar/>"


def test_check_writes_nothing_and_names_what_is_old(tmp_path: Path) -> None:
    folder = tmp_path / "tei" / "schema"
    shutil.copytree(SCHEMAS, folder)
    text = (folder / "edition.odd").read_text(encoding="utf-8")
    (folder / "edition.odd").write_text(text.replace("A postal address", "The address"), encoding="utf-8")
    before = (folder / "edition.rng").read_bytes()
    done = run_edition("schema", "--check", root=tmp_path)
    assert done.returncode == 1
    assert "tei/schema/edition.rng: error: This is not what edition.odd gives." in done.stderr
    assert "edition.sch: error" not in done.stderr
    assert (folder / "edition.rng").read_bytes() == before
    run_edition("schema", root=tmp_path, check=True)
    run_edition("schema", "--check", root=tmp_path, check=True)


def test_check_without_an_odd(tmp_path: Path) -> None:
    done = run_edition("schema", "--check", root=tmp_path)
    assert done.returncode == 2
    assert "tei/schema/edition.odd" in done.stderr
    assert not (tmp_path / "tei").exists()


def test_a_schema_that_was_made_by_hand_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "tei" / "schema"
    folder.mkdir(parents=True)
    (folder / "edition.rng").write_text("<grammar/>", encoding="utf-8")
    done = run_edition("schema", root=tmp_path)
    assert done.returncode == 2
    assert "This schema was not made by `edition schema`" in done.stderr
    assert [file.name for file in folder.iterdir()] == ["edition.rng"]


def test_a_folder_in_the_place_of_a_schema(tmp_path: Path) -> None:
    (tmp_path / "tei" / "schema" / "edition.sch").mkdir(parents=True)
    done = run_edition("schema", root=tmp_path)
    assert done.returncode == 2
    assert "tei/schema/edition.sch cannot be read" in done.stderr


PARAGRAPH = """<elementSpec ident="p" module="core" mode="change"><desc>A <!-- small --> para<?x y?>graph.</desc>
  <classes mode="replace"/><content><textNode/></content></elementSpec>"""


def test_comments_are_no_part_of_the_prose(tmp_path: Path) -> None:
    assert relaxng.words(reading.read(small(PARAGRAPH, tmp_path), "small.odd").elements["p"].meaning) == "A paragraph."


def test_entities_are_refused(tmp_path: Path) -> None:
    odd = small(PARAGRAPH.replace("<!-- small -->", "&small;"), tmp_path)
    text = odd.read_text(encoding="utf-8").replace("?>\n<TEI", '?>\n<!DOCTYPE TEI [<!ENTITY small "x">]>\n<TEI', 1)
    odd.write_text(text, encoding="utf-8")
    with pytest.raises(EditionError) as refused:
        reading.read(odd, "small.odd")
    assert one_finding(refused.value).code is Code.ENTITY_REFERENCE


def test_an_odd_that_makes_no_grammar(tmp_path: Path) -> None:
    folder = tmp_path / "tei" / "schema"
    folder.mkdir(parents=True)
    wrong = """<elementSpec ident="p" module="core" mode="replace">
      <desc>A paragraph.</desc><classes mode="replace"><memberOf key="att.typed"/></classes><content><empty/></content>
      <attList><attList org="choice">
        <attDef ident="type" usage="req"/><attList><attDef ident="type"/></attList>
      </attList></attList></elementSpec>"""
    small(wrong, tmp_path).rename(folder / "edition.odd")
    done = run_edition("schema", root=tmp_path)
    assert done.returncode == 2
    assert "tei/schema/edition.odd: error: What the ODD says makes no grammar" in done.stderr


def test_messages_take_values_from_the_document(tmp_path: Path) -> None:
    specification = """<elementSpec ident="p" module="core" mode="change">
      <desc>A paragraph.</desc><classes mode="replace"/><content><textNode/></content>
      <constraintSpec ident="short" scheme="schematron"><desc>A <gi>p</gi> is short.</desc><constraint>
        <sch:rule context="tei:p"><sch:report test="string-length() > 5">The <sch:name/> is
          <sch:value-of select="string-length()"/> signs long.</sch:report></sch:rule>
      </constraint></constraintSpec></elementSpec>"""
    made = schematron.rules(reading.read(small(specification, tmp_path), "small.odd"), "Made.")
    both = isoschematron.Schematron.ASSERTS_AND_REPORTS
    compiled = isoschematron.Schematron(etree.fromstring(made), error_finder=both, store_report=True)
    text = etree.fromstring(f'<text xmlns="{TEI}"><p>Too long.</p></text>')
    assert not compiled.validate(etree.ElementTree(text))
    [said] = compiled.validation_report.iter(f"{SVRL}text")
    assert " ".join((said.text or "").split()) == "The p is 9 signs long."


def test_the_guide_tells_what_holds_what() -> None:
    guidelines = guide.guide(shipped())
    entries = {entry.anchor: entry for chapter in guidelines.chapters for entry in chapter.elements}
    assert entries.keys() == shipped().elements.keys()
    contains = {(entry.anchor, one.anchor) for entry in entries.values() for one in entry.contains}
    within = {(one.anchor, entry.anchor) for entry in entries.values() for one in entry.within}
    assert contains == within
    assert {("choice", "corr"), ("div", "p"), ("p", "note"), ("header.p", "bibl")} <= contains
    assert not {("p", "corr"), ("p", "p"), ("header.p", "app")} & contains
    assert entries["p"].words and not entries["choice"].words


def test_the_guide_tells_the_attributes_as_they_are_there() -> None:
    guidelines = guide.guide(shipped())
    entries = {entry.anchor: entry for chapter in guidelines.chapters for entry in chapter.elements}
    corr = {one.name: one for one in entries["corr"].attributes}
    assert corr["resp"].required and corr["type"].required and not corr["evidence"].required
    assert [value.ident for value in corr["type"].values] == ["message", "print", "transcription"]
    assert "resp" not in entries["corr"].everywhere and "cert" in entries["corr"].everywhere
    assert len(entries["ref"].ways) == 3
    assert [one.anchor for one in entries["relatedItem"].rules] == ["related-item-is-one"]
