"""Templates that an edition overrides, as the documentation shows it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import jinja2

from edition.site.templates import defaults
from tests.conftest import PROJECT, run_edition

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="one" xml:lang="en" type="letter">
<teiHeader><fileDesc><titleStmt><title>Ada to Ben</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><p>Words.</p></body></text></TEI>"""
DOCUMENTATION = PROJECT / "docs" / "templates.md"


def test_the_example_of_the_documentation_changes_one_block_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "one.xml").write_text(LETTER, encoding="utf-8")
    (tmp_path / "config.yml").write_text("title: Letters\n", encoding="utf-8")
    run_edition("build", "--quiet", root=tmp_path, check=True)
    page = tmp_path / "build" / "documents" / "one.html"
    before = page.read_text(encoding="utf-8")
    (tmp_path / "site_templates").mkdir()
    (tmp_path / "site_templates" / "document.html").write_text(example(), encoding="utf-8")
    run_edition("build", "--quiet", root=tmp_path, check=True)
    added = '<p class="quiet">From the archive of the society.</p>\n'
    assert added not in before
    assert page.read_text(encoding="utf-8").replace(added, "") == before


def test_the_documentation_names_every_template_and_block() -> None:
    listed = {name: blocks for names, blocks in rows() for name in names}
    found = {file.name: own_blocks(file) for file in defaults().glob("*.html")}
    assert set(listed) == set(found)
    for name, blocks in found.items():
        inherited = listed["document.html"] if name == "volume.html" else set()
        assert blocks <= listed[name] | listed["base.html"] | inherited, name


def test_every_template_has_a_view_that_names_it() -> None:
    named = [name for file in (PROJECT / "edition" / "site").rglob("*.py") for name in views(file)]
    templates = {file.name for file in defaults().glob("*.html")} - {"base.html", "parts.html"}
    assert sorted(named) == sorted(templates)


def example() -> str:
    """The example of a template that changes one block."""
    return DOCUMENTATION.read_text(encoding="utf-8").split("```html\n")[1].split("```")[0]


def rows() -> Iterator[tuple[set[str], set[str]]]:
    """Yield the names of templates and of blocks in each row of the table of templates."""
    for line in DOCUMENTATION.read_text(encoding="utf-8").splitlines():
        cells = [set(re.findall(r"`([^`]+)`", cell)) for cell in line.strip("|").split("|")]
        if len(cells) == 3 and any(name.endswith(".html") for name in cells[0]):
            yield cells[0], cells[2]


def views(module: Path) -> Iterator[str]:
    """Yield the templates that the docstrings of a module's classes begin with: "`document.html`, and …"."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and (said := ast.get_docstring(node) or "").startswith("`"):
            yield from re.findall(r"`([\w-]+\.html)`", said)


def own_blocks(file: Path) -> set[str]:
    """The blocks that a template has."""
    tree = jinja2.Environment(autoescape=True).parse(file.read_text(encoding="utf-8"))
    return {block.name for block in tree.find_all(jinja2.nodes.Block)}
