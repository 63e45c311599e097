"""Which schemas a file is checked against: the command line, config.yml, the file itself, the folder, in this order."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from edition.diagnostics import Code
from edition.pipeline.validate import known_schemas
from edition.validate.files import inspect
from edition.validate.relaxng.source import RNG
from tests.conftest import run_edition

DOCUMENT = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><{}/></TEI>'
GRAMMAR = f"""<element name="TEI" ns="http://www.tei-c.org/ns/1.0" xmlns="{RNG}">
<element name="{{}}"><empty/></element></element>"""


def model(href: str, more: str = f'schematypens="{RNG}"') -> str:
    """The processing instruction that names a schema."""
    return f'<?xml-model href="{href}" {more}?>\n'


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """An edition with schemas that each know one element: `own` in the TEI folder, `listed`, `named`, `other`."""
    root = tmp_path / "edition"
    (root / "tei" / "schema").mkdir(parents=True)
    (root / "tei" / "schema" / "edition.rng").write_text(GRAMMAR.format("own"), encoding="utf-8")
    for name in ("listed", "named", "other"):
        (root / f"{name}.rng").write_text(GRAMMAR.format(name), encoding="utf-8")
    (root / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    return root


def told(root: Path, document: str, *named: Path, with_rules: bool = True) -> list[tuple[Code, str]]:
    """Codes and messages of the findings on the one document of an edition."""
    file = root / "tei" / "a.xml"
    file.write_text(document, encoding="utf-8")
    found = inspect(file, root / "tei", known=known_schemas(root, root / "tei", named, with_rules=with_rules))
    return [(each.code, each.message) for each in found.diagnostics]


def test_the_schema_of_the_folder(root: Path) -> None:
    assert told(root, DOCUMENT.format("own")) == []
    assert told(root, DOCUMENT.format("other")) == [(Code.ELEMENT_NOT_ALLOWED, "The schema has no element `other`.")]


def test_a_file_names_its_schema(root: Path) -> None:
    assert told(root, model("../other.rng") + DOCUMENT.format("other")) == []
    assert told(root, model("../other.rng", "type='application/xml'") + DOCUMENT.format("other")) == []
    assert told(root, model("../other.rng") + DOCUMENT.format("own")) != []


def test_a_file_that_names_two_is_valid_by_both(root: Path) -> None:
    assert len(told(root, model("../other.rng") + model("schema/edition.rng") + DOCUMENT.format("own"))) == 1


RULES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="{}">
<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/><pattern>
<rule context="t:own"><report test="{}">It is an own one.</report></rule></pattern></schema>"""
SCHEMATRON = 'schematypens="http://purl.oclc.org/dsdl/schematron"'


def test_a_schema_of_another_language_is_passed_over(root: Path) -> None:
    other = model("rules.xsd", 'schematypens="http://www.w3.org/2001/XMLSchema"')
    assert told(root, other + DOCUMENT.format("own")) == []


def test_a_file_names_rules_beside_the_grammar_of_its_folder(root: Path) -> None:
    (root / "tei" / "rules.sch").write_text(RULES.format("xslt", "true()"), encoding="utf-8")
    document = model("rules.sch", SCHEMATRON) + DOCUMENT.format("own")
    assert told(root, document) == [(Code.RULE_BROKEN, "It is an own one.")]
    assert told(root, model("gone.sch", SCHEMATRON) + DOCUMENT.format("own"))[0][0] is Code.BAD_SCHEMA


def test_the_rules_of_the_folder_are_run_unless_they_are_left_out(root: Path) -> None:
    (root / "tei" / "schema" / "edition.sch").write_text(RULES.format("xslt", "true()"), encoding="utf-8")
    assert told(root, DOCUMENT.format("own")) == [(Code.RULE_BROKEN, "It is an own one.")]
    assert told(root, DOCUMENT.format("own"), with_rules=False) == []


def test_rules_that_cannot_be_run_are_told_once_for_all_files(root: Path) -> None:
    (root / "tei" / "schema" / "edition.sch").write_text(RULES.format("xslt", "unknown(.)"), encoding="utf-8")
    for name in ("a", "b"):
        (root / "tei" / f"{name}.xml").write_text(DOCUMENT.format("own"), encoding="utf-8")
    ended = run_edition("validate", root=root)
    assert ended.returncode == 1
    assert ended.stderr.count("[bad-schema]") == 1
    alone = run_edition("validate", str(root / "tei" / "a.xml"), root=root)
    assert alone.stderr.count("[bad-schema]") == 1
    assert "tei/schema/edition.sch" in ended.stderr


def test_the_configuration_comes_before_the_file(root: Path) -> None:
    (root / "config.yml").write_text("title: Letters\nschemas: [listed.rng]\n", encoding="utf-8")
    assert told(root, model("../other.rng") + DOCUMENT.format("listed")) == []
    assert told(root, model("../other.rng") + DOCUMENT.format("other")) != []


def test_the_command_line_comes_first(root: Path) -> None:
    (root / "config.yml").write_text("title: Letters\nschemas: [listed.rng]\n", encoding="utf-8")
    assert told(root, DOCUMENT.format("named"), root / "named.rng") == []
    assert told(root, DOCUMENT.format("listed"), root / "named.rng") != []


def test_a_schema_of_the_web_is_not_fetched(root: Path) -> None:
    href = "https://example.org/tei_all.rng"
    [(code, message)] = told(root, model(href) + DOCUMENT.format("own"))
    assert code is Code.SCHEMA_NOT_READ
    assert message.endswith(f"{href} is not read, since schemas are never fetched: tei/schema/edition.rng is used.")


def test_without_another_the_grammar_is_not_checked(root: Path) -> None:
    (root / "tei" / "schema" / "edition.rng").unlink()
    [(code, message)] = told(root, model("https://example.org/tei_all.rng") + DOCUMENT.format("any"))
    assert code is Code.SCHEMA_NOT_READ
    assert message.endswith("the grammar is not checked.")


def test_a_schema_outside_of_the_edition_is_not_read(root: Path) -> None:
    (root.parent / "outside.rng").write_text("no schema", encoding="utf-8")
    [(code, message)] = told(root, model("../../outside.rng") + DOCUMENT.format("own"))
    assert code is Code.SCHEMA_NOT_READ
    assert "outside of the folder" in message


def test_a_link_does_not_lead_out(root: Path) -> None:
    (root.parent / "outside.rng").write_text("no schema", encoding="utf-8")
    (root / "tei" / "link.rng").symlink_to(root.parent / "outside.rng")
    [(code, _)] = told(root, model("link.rng") + DOCUMENT.format("own"))
    assert code is Code.SCHEMA_NOT_READ


@pytest.mark.parametrize(("href", "reason"), [("gone.rng", "cannot be read"), ("a.xml", "perhaps an ODD")])
def test_a_file_that_names_no_schema(href: str, reason: str, root: Path) -> None:
    [(code, message)] = told(root, model(href) + DOCUMENT.format("own"))
    assert code is Code.BAD_SCHEMA
    assert reason in message


def test_a_mistake_in_a_schema_is_a_finding_on_it(root: Path) -> None:
    broken = GRAMMAR.format("own").replace("<empty/>", '\n<data type="datum"/>')
    (root / "other.rng").write_text(broken, encoding="utf-8")
    (root / "tei" / "a.xml").write_text(model("../other.rng") + DOCUMENT.format("own"), encoding="utf-8")
    [found] = inspect(root / "tei" / "a.xml", root / "tei", known=known_schemas(root, root / "tei")).diagnostics
    assert found.code is Code.BAD_SCHEMA
    assert (found.location.path, found.location.line) == ("other.rng", 3)


def ran(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    (root / "tei" / "a.xml").write_text(DOCUMENT.format("named"), encoding="utf-8")
    done = run_edition("validate", *arguments, root=root)
    assert "Traceback" not in done.stderr
    return done


def test_the_option_schema(root: Path) -> None:
    assert ran(root, "--schema", str(root / "named.rng")).returncode == 0
    done = ran(root, "--schema", str(root / "named.rng"), "--schema", str(root / "other.rng"))
    assert done.returncode == 1
    assert "The schema has no element `named`." in done.stderr


def test_a_named_schema_that_is_missing(root: Path) -> None:
    done = ran(root, "--schema", str(root / "gone.rng"))
    assert done.returncode == 2
    assert "cannot be read: No such file or directory" in done.stderr


@pytest.mark.parametrize(
    ("value", "complaint"),
    [
        ("[gone.rng]", "The schema gone.rng cannot be read"),
        ("[https://example.org/a.rng]", "schemas are never fetched"),
        ("[../a.rng]", "no path of a file in the edition's folder"),
        ("listed.rng", "`schemas` is 'listed.rng'"),
    ],
)
def test_schemas_in_the_configuration_that_cannot_be_used(value: str, complaint: str, root: Path) -> None:
    (root / "config.yml").write_text(f"title: Letters\nschemas: {value}\n", encoding="utf-8")
    done = ran(root)
    assert done.returncode == 2
    assert complaint in " ".join(done.stderr.split())
