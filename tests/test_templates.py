"""Templates: those of an edition lie over the default ones, as the documentation shows it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest

from edition.site import templates
from edition.words.interface import standard
from tests.conftest import PROJECT, run_edition

LETTER = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="one" xml:lang="en" type="letter">
<teiHeader><fileDesc><titleStmt><title>Ada to Ben</title></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><p/></sourceDesc></fileDesc></teiHeader>
<text><body><p>Words.</p></body></text></TEI>"""
DOCUMENTATION = PROJECT / "docs" / "templates.md"


@dataclass(frozen=True)
class Greeting:
    """A view."""

    words: str


def own_template(root: Path, name: str, text: str) -> None:
    """Write a template of an edition."""
    file = root / templates.FOLDER / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_a_template_of_the_edition_hides_the_default_and_may_extend_it(tmp_path: Path) -> None:
    own_template(tmp_path, "page.html", "{% extends 'default/page.html' %}{% block main %}Ours{% endblock %}")
    found = templates.environment(tmp_path, standard()).get_template("page.html")
    assert found.filename == str(tmp_path / templates.FOLDER / "page.html")
    default = templates.environment(tmp_path, standard()).get_template("home.html")
    assert default.filename == str(templates.defaults() / "home.html")


def test_templates_escape_and_refuse_undefined_names(tmp_path: Path) -> None:
    own_template(tmp_path, "greeting.html", "<p>{{ words }}</p>")
    own_template(tmp_path, "wrong.html", "<p>{{ wrods }}</p>")
    environment = templates.environment(tmp_path, standard())
    assert templates.render(environment, "greeting.html", Greeting("1 < 2 & 3")) == b"<p>1 &lt; 2 &amp; 3</p>"
    with pytest.raises(jinja2.UndefinedError, match="wrods"):
        templates.render(environment, "wrong.html", Greeting(""))


def test_an_asset_of_the_edition_hides_the_default(tmp_path: Path) -> None:
    own_template(tmp_path, "assets/edition.css", "body { color: red }")
    own_template(tmp_path, "assets/extra.css", "")
    found = dict(templates.assets(tmp_path))
    assert found["assets/edition.css"] == b"body { color: red }"
    assert {"assets/extra.css", "assets/search.js"} <= set(found)


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
    found = {file.name: own_blocks(file) for file in templates.defaults().glob("*.html")}
    assert set(listed) == set(found)
    for name, blocks in found.items():
        inherited = listed["document.html"] if name == "volume.html" else set()
        assert blocks <= listed[name] | listed["base.html"] | inherited, name


def test_every_template_has_a_view_that_names_it() -> None:
    named = [name for file in (PROJECT / "edition" / "site").rglob("*.py") for name in views(file)]
    shared = {"base.html", "guidelines-parts.html", "parts.html"}
    filled = {file.name for file in templates.defaults().glob("*.html")} - shared
    assert sorted(named) == sorted(filled)


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
