"""Schematron: rules in files, in RELAX NG and in ODD, run by libxslt and by Saxon with the same outcome."""

from __future__ import annotations

import builtins
import pickle
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from edition.diagnostics import Code, Diagnostic, EditionError
from edition.tei.documents import parser
from edition.validate import schematron
from edition.validate.schematron import engines

DOCUMENT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<div xml:id="d1">
<p>One<note n="1">A note.</note> and <note>another</note></p>
<p when="soon">Two</p>
</div>
</body></text></TEI>"""

SCHEMA = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="{binding}">
<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
{content}
</schema>"""
BINDINGS = pytest.mark.parametrize("binding", ["xslt", "xslt2", "xslt3"])


def rules(tmp_path: Path, content: str, binding: str = "xslt") -> schematron.Rules:
    """The rules of a schema with this content."""
    file = tmp_path / "rules.sch"
    file.write_text(SCHEMA.format(content=content, binding=binding), encoding="utf-8")
    return schematron.load(file, "rules.sch")


def found(rules: schematron.Rules, document: str = DOCUMENT) -> list[Diagnostic]:
    """What the rules have against a document."""
    tree = etree.ElementTree(etree.fromstring(document, parser()))
    return list(schematron.findings(tree, pickle.loads(pickle.dumps(rules)), "letter.xml"))


def told(findings: list[Diagnostic]) -> list[tuple[int | None, str, str]]:
    """Line, severity and message of findings."""
    return [(one.location.line, one.severity.value, one.message) for one in findings]


@BINDINGS
def test_assert_and_report_with_their_words_values_and_advice(tmp_path: Path, binding: str) -> None:
    schema = rules(
        tmp_path,
        """<pattern><rule context="t:note"><let name="all" value="count(//t:note)"/>
           <assert test="@n" id="labelled" diagnostics="label">The <name/> of
             <value-of select="ancestor::t:div/@xml:id"/> has no label;
             there are <emph><value-of select="$all"/></emph>.</assert>
           <report test="@n = '1'" role="warning">Number one.</report></rule></pattern>
           <diagnostics><diagnostic id="label">Give it @n.</diagnostic></diagnostics>""",
        binding,
    )
    first, second = found(schema)
    assert told([first, second]) == [
        (3, "warning", "Number one."),
        (3, "error", "The note of d1 has no label; there are 2."),
    ]
    assert (first.code, second.code) == (Code.RULE_ADVISES, Code.RULE_BROKEN)
    assert second.help == "Give it @n. The rule “labelled” of rules.sch says so."


@BINDINGS
def test_attributes_text_and_the_root_can_be_what_a_rule_is_about(tmp_path: Path, binding: str) -> None:
    schema = rules(
        tmp_path,
        """<pattern><rule context="/"><assert test="false()">root</assert></rule>
           <rule context="t:p/@when"><assert test="number(.) = number(.)">“<value-of select="."/>”</assert></rule>
           <rule context="t:p/text()"><report test=". = 'Two'">text</report></rule></pattern>""",
        binding,
    )
    assert told(found(schema)) == [(1, "error", "root"), (4, "error", "“soon”"), (4, "error", "text")]


@BINDINGS
def test_the_first_rule_of_a_pattern_that_fits_a_node_is_the_one_for_it(tmp_path: Path, binding: str) -> None:
    schema = rules(
        tmp_path,
        """<pattern><rule context="t:note[@n]"><report test="true()">labelled</report></rule>
           <rule context="t:note"><report test="true()">any</report></rule></pattern>
           <pattern><rule context="t:note[@n]"><report test="true()">again</report></rule></pattern>""",
        binding,
    )
    assert [message for _, _, message in told(found(schema))] == ["labelled", "again", "any"]


@BINDINGS
def test_abstract_patterns_and_rules_are_filled_in(tmp_path: Path, binding: str) -> None:
    schema = rules(
        tmp_path,
        """<pattern abstract="true" id="needs"><rule context="$element">
             <assert test="$what">no <value-of select="name()"/> without $what</assert></rule></pattern>
           <pattern is-a="needs"><param name="element" value="t:note"/><param name="what" value="@n"/></pattern>
           <pattern><rule abstract="true" id="worded"><assert test="normalize-space()">no words</assert></rule>
             <rule context="t:note"><extends rule="worded"/><report test="starts-with(., 'A')">A</report></rule>
           </pattern>""",
        binding,
    )
    assert [message for _, _, message in told(found(schema))] == ["A", "no note without $what"]


@BINDINGS
def test_variables_of_patterns_that_have_one_name_keep_their_own_values(tmp_path: Path, binding: str) -> None:
    pattern = """<pattern><let name="n" value="{}"/><rule context="t:div"><report test="true()">
                 <value-of select="$n"/></report></rule></pattern>"""
    schema = rules(tmp_path, "".join(map(pattern.format, ("count(//t:p)", "count(//t:note) + 7"))), binding)
    assert [message for _, _, message in told(found(schema))] == ["2", "9"]


def test_keys_and_functions_of_the_schema_can_be_used(tmp_path: Path) -> None:
    key = '<xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="by-id" match="t:div" use="@xml:id"/>'
    rule = """<pattern><rule context="t:body"><assert test="key('by-id', 'd1')">none</assert>
              <assert test="key('by-id', 'd2')">no d2</assert></rule></pattern>"""
    for binding in ("xslt", "xslt2"):
        assert [message for _, _, message in told(found(rules(tmp_path, key + rule, binding)))] == ["no d2"]
    function = """<xsl:function xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:f" name="f:odd">
        <xsl:param name="n"/><xsl:sequence select="$n mod 2 = 1"/></xsl:function>"""
    schema = rules(
        tmp_path,
        '<ns prefix="f" uri="urn:f"/>' + function + '<pattern><rule context="t:div"><assert test="f:odd(count(t:p))">'
        "an even number of paragraphs</assert></rule></pattern>",
        "xslt2",
    )
    assert [message for _, _, message in told(found(schema))] == ["an even number of paragraphs"]


def test_only_the_patterns_of_the_default_phase_are_run(tmp_path: Path) -> None:
    file = tmp_path / "rules.sch"
    content = """<phase id="quick"><active pattern="a"/></phase>
        <pattern id="a"><rule context="t:div"><report test="1">a</report></rule></pattern>
        <pattern id="b"><rule context="t:div"><report test="1">b</report></rule></pattern>"""
    text = SCHEMA.format(content=content, binding="xslt").replace("queryBinding", 'defaultPhase="quick" queryBinding')
    file.write_text(text, encoding="utf-8")
    assert [message for _, _, message in told(found(schematron.load(file, "rules.sch")))] == ["a"]


def test_parts_in_files_beside_the_schema_are_read_and_no_others(tmp_path: Path) -> None:
    namespace = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
    part = f'<pattern {namespace}><rule context="t:div"><report test="1">from a part</report></rule></pattern>'
    (tmp_path / "part.sch").write_text(part, encoding="utf-8")
    assert [m for _, _, m in told(found(rules(tmp_path, '<include href="part.sch"/>')))] == ["from a part"]
    for href in ("../part.sch", "https://example.org/part.sch", "rules.sch", "missing.sch"):
        with pytest.raises(EditionError) as refused:
            rules(tmp_path, f'<include href="{href}"/>')
        assert refused.value.diagnostics[0].code is Code.BAD_SCHEMA


GRAMMAR = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<sch:ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/>
<start><element name="TEI"><sch:pattern><sch:rule context="t:note"><sch:assert test="{test}">unlabelled</sch:assert>
</sch:rule></sch:pattern><empty/></element></start></grammar>"""
ODD = """<schemaSpec xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron" ident="ours">
<elementSpec ident="note" mode="change">
<constraintSpec scheme="schematron" ident="labelled"><constraint>
  <sch:assert test="@n">unlabelled</sch:assert></constraint></constraintSpec>
<constraintSpec scheme="schematron" ident="gone" mode="delete"><constraint>
  <sch:assert test="false()">never</sch:assert></constraint></constraintSpec></elementSpec>
<elementSpec ident="p" mode="change"><attList><attDef ident="when">
<constraintSpec scheme="schematron" ident="dated"><constraint>
  <sch:rule context="tei:p/@when"><sch:assert test="string-length(.) = 10">no day</sch:assert></sch:rule>
  </constraint></constraintSpec></attDef></attList></elementSpec></schemaSpec>"""


@pytest.mark.parametrize(
    ("test", "binding"), [("@n", "xslt1"), ("exists(@n)", "xslt3"), ("some $n in @n satisfies $n", "xslt3")]
)
def test_rules_in_a_grammar_are_found_and_their_language_told_from_their_expressions(test: str, binding: str) -> None:
    schema = schematron.embedded(etree.fromstring(GRAMMAR.format(test=test)), "grammar.rng")
    assert schema is not None
    assert schema.binding == binding
    assert told(found(schema)) == [(3, "error", "unlabelled")]


def test_rules_in_an_odd_are_found_and_deleted_ones_are_not() -> None:
    schema = schematron.embedded(etree.fromstring(ODD), "ours.odd")
    assert schema is not None
    assert told(found(schema)) == [(3, "error", "unlabelled"), (4, "error", "no day")]
    assert schematron.embedded(etree.fromstring("<grammar/>"), "none.rng") is None


def test_without_saxon_one_finding_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = '<pattern><rule context="t:div"><assert test="exists(.)">x</assert></rule></pattern>'
    schema = rules(tmp_path, content, "xslt2")
    real = builtins.__import__

    def without(name: str, *given: Any, **named: Any) -> Any:
        if name == "saxonche":
            raise ImportError(name)
        return real(name, *given, **named)

    engines._ready.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    (finding,) = found(schema)
    engines._ready.cache_clear()
    assert finding.code is Code.RULES_NOT_RUN
    assert "1 rules of rules.sch are not checked" in finding.message
    assert "pip install 'tei-edition[schematron]'" in finding.help


@pytest.mark.parametrize(
    ("binding", "test"),
    [
        ("xslt", "matches(@n, 'x')"), ("xslt", "@n ="), ("xslt2", "@n ="), ("xslt2", "unknown(@n)"),
        ("xslt", "document('/etc/hostname')"), ("xslt2", "unparsed-text('file:///etc/hostname')"),
        ("xslt2", "doc('https://example.org/')//a"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_run_or_reads_elsewhere_is_a_finding(tmp_path: Path, binding: str, test: str) -> None:
    content = f'<pattern><rule context="t:note"><assert test="{test}">x</assert></rule></pattern>'
    (finding,) = found(rules(tmp_path, content, binding))
    assert finding.code is Code.BAD_SCHEMA
    assert finding.location.path == "rules.sch"


@pytest.mark.parametrize(
    "text",
    [
        "", "<schema", "<grammar xmlns='http://relaxng.org/ns/structure/1.0'/>",
        SCHEMA.format(binding="xquery", content=""),
        SCHEMA.format(binding="xslt", content="<pattern is-a='none'/>"),
        SCHEMA.format(binding="xslt", content="<pattern><rule><assert test='1'/></rule></pattern>"),
        SCHEMA.format(
            binding="xslt",
            content="<pattern><rule abstract='true' id='x'><extends rule='x'/></rule>"
            "<rule context='a'><extends rule='x'/></rule></pattern>",
        ),
        SCHEMA.format(binding="xslt", content="<pattern><rule context='a'><extends rule='x'/></rule></pattern>"),
    ],
)  # fmt: skip
def test_what_is_no_schema_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rules.sch"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(EditionError) as refused:
        schematron.load(file, "rules.sch")
    assert refused.value.diagnostics[0].code is Code.BAD_SCHEMA


@pytest.mark.parametrize("binding", ["xslt", "xslt2"])
def test_entities_of_a_document_are_never_expanded(tmp_path: Path, binding: str) -> None:
    text = '<!DOCTYPE TEI [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + DOCUMENT.replace("Two", "&e;")
    content = '<pattern><rule context="t:p"><report test="1">“<value-of select="."/>”</report></rule></pattern>'
    messages = [one.message for one in found(rules(tmp_path, content, binding), text)]
    assert messages
    assert not any(Path("/etc/hostname").read_text().strip() in message for message in messages)
